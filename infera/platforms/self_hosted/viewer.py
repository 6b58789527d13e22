"""The folder `viewer/`: Bull Board behind a login, built by the compose file. Celery's is an image of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from infera.model import Project
from infera.output.files import File, Owner
from infera.resources import data_dir

# file -> whose it is; Bull Board's version is the user's to raise
OWNERS = {
    "package.json": Owner.SHARED,
    "package-lock.json": Owner.SHARED,
    "Dockerfile": Owner.SHARED,
    ".dockerignore": Owner.INFERA,
    "server.mjs": Owner.INFERA,
}


def files(project: Project) -> Iterator[File]:
    """The viewer's files, when a BullMQ queue has a worker: the compose file names the folder then."""
    used = {queue for worker in project.workers for queue in (*worker.queues, *worker.dead_letter_of)}
    if not any(queue.type == "bullmq" and queue.name in used for queue in project.queues):
        return
    source = data_dir("templates") / "self_hosted" / "viewer"
    for name, owner in OWNERS.items():
        text = (source / name.removeprefix(".")).read_text("utf-8")
        yield File(PurePosixPath("viewer") / name, text, owner)
