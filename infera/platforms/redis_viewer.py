"""The folder `viewer/`: what shows the queues in Redis, behind a login. Bull Board for BullMQ, Flower for Celery.

A compose file starts it with a profile; a module on a cloud has the variable `queue_viewer`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from infera.model import Environment, Project, Worker
from infera.output.files import File, Owner
from infera.records import dataclass
from infera.render import make
from infera.render.env import render
from infera.resources import data_dir


@dataclass(frozen=True, slots=True)
class Viewer:
    """One viewer: the queues that it shows, where it listens, and its files below `viewer/` and `templates/viewer/`."""

    type: str  # of its queues
    title: str
    port: int
    health: str  # path that needs no login
    health_check: tuple[str, ...]  # of a container, as ECS runs it
    pages_are_all: bool  # works while a page is asked for, and not between
    push: str  # the command that writes the digest of an image
    push_script: str  # its template
    owners: tuple[tuple[str, Owner], ...]  # file -> whose it is; the library's version is the user's to raise

    @property
    def label(self) -> str:
        """What it is called in Terraform."""
        return f"{self.type}_viewer"

    @property
    def base(self) -> str:
        """What its cloud names are made of."""
        return self.label.replace("_", "-")

    @property
    def image(self) -> str:
        """The variable that holds its image."""
        return f"{self.label}_image"

    @property
    def folder(self) -> PurePosixPath:
        """Where its files are."""
        return PurePosixPath("viewer") / self.type


BULL_BOARD = Viewer(
    "bullmq",
    "Bull Board",
    3000,
    "/health",
    (
        "CMD",
        "node",
        "-e",
        "fetch('http://127.0.0.1:3000/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))",
    ),
    True,
    "node push.mjs",
    "typescript/bullmq/infera/push.mjs",
    (
        ("package.json", Owner.SHARED),
        ("package-lock.json", Owner.SHARED),
        ("Dockerfile", Owner.SHARED),
        (".dockerignore", Owner.INFERA),
        (".gitignore", Owner.INFERA),
        ("server.mjs", Owner.INFERA),
    ),
)
FLOWER = Viewer(
    "celery",
    "Flower",
    5555,
    "/healthcheck",
    (
        "CMD",
        "python",
        "-c",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5555/healthcheck', timeout=4)",
    ),
    False,  # it listens to what the workers tell
    "python3 push_digest.py",
    "python/worker/container/push_digest.py",
    (
        ("requirements.lock", Owner.SHARED),
        ("Dockerfile", Owner.SHARED),
        (".dockerignore", Owner.INFERA),
        (".gitignore", Owner.INFERA),
        ("viewer.py", Owner.INFERA),
    ),
)
VIEWERS = (BULL_BOARD, FLOWER)
ARCHITECTURES = {"aws": "arm64", "gcp": "x86_64"}


def workers(environment: Environment, viewer: Viewer) -> list[Worker]:
    """The workers whose queues the viewer shows."""

    def shown(worker: Worker) -> bool:
        return any(environment.queue(name).type == viewer.type for name in (*worker.queues, *worker.dead_letter_of))

    return [worker for worker in environment.workers if shown(worker)]


def used(project: Project) -> list[Viewer]:
    """The viewers that a project has something to show in."""
    return [viewer for viewer in VIEWERS if workers(project.environments[0], viewer)]


def levels(environment: Environment, viewer: Viewer) -> int:
    """The most levels of priority that a shown queue has; 1 without any."""
    return max([1, *(len(queue.priority) for queue in environment.queues if queue.type == viewer.type)])


def files(project: Project) -> Iterator[File]:
    """The folders of the viewers that have something to show; on a cloud with what publishes and finds them."""
    for viewer in used(project):
        for name, owner in viewer.owners:
            yield File(viewer.folder / name, _text(f"{viewer.type}/{name.removeprefix('.')}"), owner)
        if project.provider in ARCHITECTURES:
            yield from _publishing(project, viewer)


def _publishing(project: Project, viewer: Viewer) -> Iterator[File]:
    view = {
        "image": viewer.base,
        "variable": viewer.image,
        "architecture": ARCHITECTURES[project.provider],
        "environment": project.environments[0].name,
        "push": make.Raw(viewer.push),
        "label": viewer.label,
        "port": str(viewer.port),
    }
    yield File(viewer.folder / "Makefile", render("viewer/Makefile.j2", view))
    yield File(viewer.folder / "open.sh", _text(f"open.{project.provider}.sh"))
    script = data_dir("templates").joinpath(*PurePosixPath(viewer.push_script).parts)
    yield File(viewer.folder / PurePosixPath(viewer.push_script).name, script.read_text("utf-8"))


def _text(name: str) -> str:
    return data_dir("templates").joinpath("viewer", *PurePosixPath(name).parts).read_text("utf-8")
