"""From evidence to an infera.yaml that compiles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from infera.detect import dependencies, other_code, python_code
from infera.detect.evidence import LIBRARIES, Evidence, files, read
from infera.records import dataclass, field

REGIONS = {"aws": "us-east-1", "gcp": "us-central1"}
MOST_QUEUES = 40


@dataclass(slots=True)
class Proposal:
    """What to write, and why. `left_out` are queue types that the chosen provider does not run."""

    project: str
    provider: str
    queues: dict[str, str] = field(default_factory=dict)  # name -> type
    jobs: dict[str, list[str]] = field(default_factory=dict)  # queue -> job names
    left_out: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def gather(root: Path) -> list[Evidence]:
    """Everything that the files of a project say, sorted by place."""
    found: list[Evidence] = []
    for path in files(root):
        name = path.relative_to(root).as_posix()
        text = read(path)
        if not text:
            continue
        found += dependencies.scan(name, text)
        found += python_code.scan(name, text) if name.endswith(".py") else other_code.scan(name, text)
    return sorted(set(found))


def propose(root: Path, evidence: list[Evidence], provider: str | None = None) -> Proposal:
    """The proposal for what was found. `provider` overrides the guess."""
    used = Counter(e.library for e in evidence)
    chosen = provider or _provider(used)
    result = Proposal(name_of(root.resolve().name, "my-app", 30, "-"), chosen, evidence=evidence)
    for library in sorted(used):
        type_, home = LIBRARIES[library]
        if home and home != chosen:
            result.left_out.append(library)
            continue
        _queues(result, type_, [e for e in evidence if e.library == library])
    return result


def _provider(used: Counter[str]) -> str:
    """The cloud that most of the evidence is about; a machine of one's own when there is none."""
    clouds: Counter[str] = Counter()
    for library, count in used.items():
        home = LIBRARIES[library][1]
        if home:
            clouds[home] += count
    return clouds.most_common(1)[0][0] if clouds else "self_hosted"


def _queues(result: Proposal, type_: str, evidence: Iterable[Evidence]) -> None:
    evidence = list(evidence)
    named = [e for e in evidence if e.what in ("queue", "worker") and e.name and _is_name(e.name)]
    queues = list(dict.fromkeys(name_of(e.name, "jobs", 40) for e in named if e.what == "queue"))
    queues = queues or list(dict.fromkeys(name_of(e.name, "jobs", 40) for e in named))
    queues = queues or ["jobs"]
    for queue in queues[:MOST_QUEUES]:
        result.queues.setdefault(queue, type_)
    jobs = list(
        dict.fromkeys(name_of(e.name.split(".")[-1], "job", 60) for e in evidence if e.what == "job" and e.name)
    )
    if jobs:
        known = result.jobs.setdefault(queues[0], [])
        known += [job for job in jobs if job not in known]


def _is_name(text: str) -> bool:
    """A literal name, not a template or an address."""
    return not re.search(r"[{}/:]|__main__|^\.", text)


def name_of(text: str, fallback: str, limit: int, joint: str = "-") -> str:
    """A name that infera takes: lower case, letters first."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", joint, text)
    name = re.sub(r"[^a-z0-9_-]+" if joint == "_" else r"[^a-z0-9-]+", joint, name.lower()).strip("-_")
    name = name.lstrip("0123456789-_")[:limit].strip("-_")
    return name or fallback


def as_yaml(proposal: Proposal) -> str:
    """The proposal as an infera.yaml, with the evidence as comments."""
    lines = [f"# Proposed by infera init --detect from {len(proposal.evidence)} places in the code."]
    for library in proposal.left_out:
        lines.append(f"# {library} was found too; it runs on {LIBRARIES[library][1]}, a file of its own.")
    lines += ["version: 1", f"project_name: {proposal.project}", f"provider: {proposal.provider}"]
    if proposal.provider in REGIONS:
        lines.append(f"region: {REGIONS[proposal.provider]}  # yours may be another")
    lines += ["", "queues:"]
    for name, type_ in proposal.queues.items():
        lines += [f"  - name: {name}", f"    type: {type_}"]
        jobs = proposal.jobs.get(name, [])
        if jobs:
            lines.append("    jobs:")
            lines += [f"      {job}: {{}}" for job in jobs]
    lines += ["", "workers:"]
    for name in proposal.queues:
        lines += [f"  {name}-worker:", f"    queue: {name}"]
    return "\n".join(lines) + "\n"
