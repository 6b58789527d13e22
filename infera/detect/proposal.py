"""From evidence to an infera.yaml that compiles."""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

from infera.detect import dependencies, other_code, python_code, script_code
from infera.detect.constants import CODE, resolve
from infera.detect.evidence import LIBRARIES, Evidence, files, read
from infera.records import dataclass, field

REGIONS = {"aws": "us-east-1", "gcp": "us-central1"}
MOST_QUEUES = 40
EITHER_LANGUAGE = frozenset({"sqs", "pubsub", "cloud_tasks"})


# Where jobs go when nothing is said: the library's own default.
DEFAULT_QUEUES = {
    "celery": "celery",
    "rq": "default",
    "dramatiq": "default",
    "sidekiq": "default",
    "asynq": "default",
    "machinery": "machinery_tasks",
}
SURE_OF_DEFAULT = frozenset({"celery", "dramatiq", "sidekiq"})  # the others may say the queue where they send


@dataclass(slots=True)
class Proposal:
    """What to write, and why. `left_out` are libraries whose cloud is not the chosen provider."""

    project: str
    provider: str
    queues: dict[str, str] = field(default_factory=dict)  # name -> type
    jobs: dict[str, list[str]] = field(default_factory=dict)  # queue -> job names
    python: set[str] = field(default_factory=set)  # queues of either language that Python code uses
    left_out: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def gather(root: Path) -> list[Evidence]:
    """Everything that the files of a project say, sorted by place."""
    found: list[Evidence] = []
    paths = {path.relative_to(root).as_posix(): path for path in files(root)}
    for name, path in paths.items():
        text = read(path)
        if not text:
            continue
        found += dependencies.scan(name, text)
        if name.endswith(".py"):
            found += python_code.scan(name, text)
        elif name.endswith(script_code.SUFFIXES):
            found += script_code.scan(name, text)
        else:
            found += other_code.scan(name, text)
    found = resolve(found, {name: path for name, path in paths.items() if name.endswith(CODE)})
    return sorted(set(_sure(found)))


def _sure(found: list[Evidence]) -> list[Evidence]:
    """Without the jobs of Active Job where no Sidekiq is there to run them."""
    sidekiq = any(e.library == "sidekiq" and e.what in ("dependency", "worker") for e in found)
    return found if sidekiq else [e for e in found if e.library != "sidekiq"]


def propose(root: Path, evidence: list[Evidence], provider: str | None = None) -> Proposal:
    """The proposal for what was found. `provider` overrides the guess."""
    used = Counter(e.library for e in evidence)
    chosen = provider or _provider(used)
    result = Proposal(project_name(root.resolve().name), chosen, evidence=evidence)
    taken: dict[str, str] = {}  # a queue by its letters -> its name: two that differ in `-` and `_` are one
    for library in sorted(used):
        type_, home = LIBRARIES[library]
        if home and home != chosen:
            result.left_out.append(library)
            continue
        _queues(result, library, type_, [e for e in evidence if e.library == library], taken)
    if not result.queues:  # a provider that runs none of what was found
        result.queues["jobs"] = next(type_ for type_, home in _TYPES if home in ("", chosen))
    return result


_TYPES = (("sqs", "aws"), ("pubsub", "gcp"), ("bullmq", ""))


def _provider(used: Counter[str]) -> str:
    """The cloud that most of the evidence is about; a machine of one's own when there is none."""
    clouds: Counter[str] = Counter()
    for library, count in used.items():
        home = LIBRARIES[library][1]
        if home:
            clouds[home] += count
    return clouds.most_common(1)[0][0] if clouds else "self_hosted"


def _queues(result: Proposal, library: str, type_: str, evidence: list[Evidence], taken: dict[str, str]) -> None:
    named = [e for e in evidence if e.what in ("queue", "worker") and _queue_name(e.name)]
    names = [_queue_name(e.name) for e in named if e.what == "queue"] or [_queue_name(e.name) for e in named]
    jobs = [(e, _said(e, evidence)) for e in evidence if e.what == "job" and e.name]
    declared = list(dict.fromkeys([*names, *(queue for _, queue in jobs if queue)]))
    default = DEFAULT_QUEUES.get(library, "")
    homeless = any(not queue and not e.queue_reference for e, queue in jobs)
    if not declared or (homeless and library in SURE_OF_DEFAULT):
        declared.append(default or "jobs")
    for name in declared[:MOST_QUEUES]:
        queue = taken.setdefault(_letters(name), name)
        if result.queues.setdefault(queue, type_) == type_ and _is_python(evidence):
            result.python.add(queue)
    for each, said in jobs:
        queue = taken.get(_letters(said or _home(each, named, declared, default)), "")
        job = name_of(each.name.split(".")[-1], "job", 60)
        known = result.jobs.setdefault(queue, []) if queue in result.queues else []
        if not any(_letters(job) == _letters(other) for other in known):
            known.append(job)


def _said(job: Evidence, evidence: list[Evidence]) -> str:
    """The queue that the job itself, another place where it stands, or a route of Celery's names."""
    if job.queue:
        return _queue_name(job.queue)
    places = (e.queue for e in evidence if e.what == "job" and e.name == job.name and e.queue)
    full = f"{job.file.removesuffix('.py').replace('/', '.')}.{job.name}"
    routes = (e.queue for e in evidence if e.what == "route" and e.queue and _routed(full, e.name))
    return _queue_name(next(places, "") or next(routes, ""))


def _routed(full: str, pattern: str) -> bool:
    """Whether a pattern takes a task; the folder that Python starts in may lie anywhere above it."""
    parts = full.split(".")
    return any(fnmatchcase(".".join(parts[at:]), pattern) for at in range(len(parts)))


def _home(job: Evidence, named: list[Evidence], declared: list[str], default: str) -> str:
    """The queue of a job that names none: the default, the only one of its file, the only one of all; else ""."""
    variable = _letters(re.sub(r"queue", "", job.queue_reference.rsplit(".", 1)[-1], flags=re.I).lower())
    alike = [
        queue for queue in declared if variable and _letters(queue) in (variable, f"{variable}s", f"{variable}queue")
    ]
    if alike:  # `emailQueue.add(…)`
        return alike[0]
    if default and default in declared:
        return default
    beside = {_queue_name(e.name) for e in named if e.file == job.file}
    return next(iter(beside)) if len(beside) == 1 else declared[0] if len(declared) == 1 else ""


def _letters(name: str) -> str:
    """What is left of a name where clouds and Terraform make no difference."""
    return re.sub(r"[-_]", "", name)


def _is_python(evidence: list[Evidence]) -> bool:
    """Whether Python is what most of the places are written in."""
    places = [e.file.endswith((".py", ".toml", ".cfg", ".txt", ".in")) or e.file.endswith("Pipfile") for e in evidence]
    return sum(places) * 2 > len(places)


def _queue_name(text: str) -> str:
    """The name of a queue in what stands in the code; "" for a template or an address without one."""
    if match := re.fullmatch(r"(?:https?://|arn:|projects/)[^{}]*[:/]([\w-]+)(?:\.fifo)?", text):
        text = match[1]
    if not text or re.search(r"[{}/:]|__main__|^\.", text):
        return ""
    return name_of(text.removesuffix(".fifo"), "", 40)


def project_name(text: str) -> str:
    """The same for a project, whose name has no `_`."""
    return name_of(text.replace("_", "-"), "my-app", 30)


def name_of(text: str, fallback: str, limit: int, joint: str = "-") -> str:
    """A name that infera takes: lower case, letters first."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", joint, text)
    name = re.sub(r"[^a-z0-9_-]+", joint, name.lower()).strip("-_")
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
    for name, type_ in proposal.queues.items():
        joint = "_" if "_" in name else "-"
        lines += [f"  {name}{joint}worker:", f"    queue: {name}"]
        if name in proposal.python and type_ in EITHER_LANGUAGE:
            lines.append("    language: python")
    return "\n".join(lines) + "\n"
