"""`terraform/README.md`: the commands from a clone to a first job."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from infera.languages.typescript.samples import sample
from infera.model import Environment, Project, Queue
from infera.output.files import File
from infera.platforms import REGISTRY
from infera.records import dataclass
from infera.render.env import render
from infera.render.markdown import Raw


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it does in a sentence, and the commands."""

    title: str
    text: str
    commands: tuple[str, ...]

    @property
    def prose(self) -> Raw:
        """The sentence, whose only markup is infera's own."""
        return Raw(self.text)

    @property
    def block(self) -> Raw:
        """The commands as the lines of a code block; names in them are letters, digits, `-` and `_` alone."""
        return Raw("\n".join(line.replace("```", "") for line in self.commands))


def guide(project: Project) -> File:
    """The guide. The steps are the platform's (`platforms/<provider>/guide.py`)."""
    steps: Iterator[Step] = import_module(f"{REGISTRY[project.provider]}.guide").steps(project)
    environment = shown_environment(project)
    context: dict[str, Any] = {
        "project": project.name,
        "environments": [e.name for e in project.environments],
        "environment": environment.name,
        "steps": list(steps),
    }
    return File(PurePosixPath("terraform/README.md"), render("terraform/guide.md.j2", context))


def shown_environment(project: Project) -> Environment:
    """The environment that the commands name: the first, which is where people begin."""
    return project.environments[0]


def first_job(queue: Queue) -> str:
    """A job of the queue's first type, as it goes over the wire, quoted for a shell."""
    job = queue.jobs[0]
    payload = sample(dict(job.schema)) if job.schema is not None else {}
    body = payload if queue.envelope == "raw" else {"type": job.wire, "data": payload}
    return "'" + json.dumps(body, ensure_ascii=True).replace("'", "'\\''") + "'"


def in_root(project: Project) -> str:
    """The command that goes to the root of the shown environment, from the output folder."""
    return f"cd terraform/environments/{shown_environment(project).name}"
