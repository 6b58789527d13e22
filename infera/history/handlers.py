"""Handlers that nobody has written yet, and stubs that are added to a project that was generated before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from infera import codes
from infera.diagnostics import Diagnostic
from infera.languages import language
from infera.model import Job, Project, Worker
from infera.output.files import File, Owner
from infera.output.plan import Action, Change
from infera.records import replace

FOLDER = "handlers"


def with_stubs(
    project: Project, files: list[File], root: Path, *, before: bool, pending: Collection[str] = ()
) -> list[File]:
    """The files, with a stub that raises for every handler that is new in a project generated `before`.

    A fresh system works end to end with stubs that return; in one that runs, a stub that returns would settle
    real jobs without doing them. `pending` are files that a run that was killed may have written: a handler among
    them is as new as one that is missing, and so is its test.
    """
    if not before:
        return files
    missing = {
        file.path
        for file in files
        if _is_handler(file) and (str(file.path) in pending or not root.joinpath(file.path).exists())
    }
    if not missing:
        return files
    stubs = dict(_raising(project, missing))
    return [stubs.get(file.path, file) for file in files]


def _is_handler(file: File) -> bool:
    return file.owner is Owner.USER and _holds_code(file.path)


def _holds_code(path: PurePosixPath) -> bool:
    """Whether a path is a handler's; what makes the folder a Python package has nothing to be written in."""
    return path.parts[0] == "workers" and path.parts[2:3] == (FOLDER,) and path.name != "__init__.py"


def _raising(project: Project, missing: set[PurePosixPath]) -> Iterator[tuple[PurePosixPath, File]]:
    old = replace(project, fresh=False)
    names = {path.parts[1] for path in missing}
    for worker in old.workers:
        if worker.name in names and worker.image is None:
            for file in language(worker.language).worker_files(old, worker):
                if file.path in missing or (file.owner is Owner.USER and _beside(file.path, missing)):
                    yield file.path, file


def _beside(path: PurePosixPath, missing: set[PurePosixPath]) -> bool:
    """Whether a test belongs to one of the missing handlers."""
    words = path.name.removeprefix("test_").split(".")[0]
    return any(each.parts[1] == path.parts[1] and each.name.split(".")[0] == words for each in missing)


def unwritten(
    project: Project, changes: Iterable[Change], root: Path, disk: Path, *, before: bool
) -> Iterator[Diagnostic]:
    """A warning for each handler that is still as infera wrote it, or that a project generated `before` gets now.

    `root` is what the plan compares with; where that is a git revision, `disk` may hold what was written since.
    """
    workers = {worker.name: worker for worker in project.workers}
    changes = tuple(changes)
    goes = {change.path for change in changes if change.action is Action.DELETE}
    for change in changes:
        if change.owner is not Owner.USER or not _holds_code(change.path):
            continue
        worker, jobs = workers.get(change.path.parts[1]), []
        if worker is not None:
            stem = change.path.name.split(".")[0]
            jobs = [job for job in _jobs(project, worker) if stem in (job.name, job.module)]
        if worker is None or not jobs:
            continue
        if change.pristine and change.action is Action.KEEP:
            text = f"`{change.path}` still is the generated one: it logs the job and does nothing"
        elif before and change.action is Action.CREATE:
            text = f"`{change.path}` is written as a stub that raises: its jobs are tried again, and none is settled"
        else:
            continue
        if root != disk and _differs(disk / change.path, change.after, root / change.path):
            continue
        hint = _old_file(worker, jobs, change.path, disk, goes) or "write the business code there"
        yield Diagnostic(codes.HANDLER_NOT_WRITTEN, text, worker.at, hint, on_key=True)


def _differs(there: Path, stub: bytes | None, before: Path) -> bool:
    """Whether a file is there and is not the stub."""
    return there.is_file() and there.read_bytes() != (before.read_bytes() if stub is None else stub)


def _jobs(project: Project, worker: Worker) -> Iterator[Job]:
    environment = project.environments[0]
    for name in (*worker.queues, *worker.dead_letter_of):
        yield from environment.queue(name).jobs


def _old_file(
    worker: Worker, jobs: Iterable[Job], path: PurePosixPath, root: Path, goes: Collection[PurePosixPath]
) -> str:
    """After a rename of the job, its queue or the worker, the code lies in the file of the old name.

    A file that goes is one that nobody has written in.
    """
    suffix = path.name.split(".", 1)[1]
    stems = [path.name.split(".")[0]]
    for job in jobs:
        for old in (job.renamed_from, *job.aliases):
            stems += [] if old is None else [old if suffix == "ts" else old.replace("-", "_")]
    for folder in (worker.name, worker.renamed_from):
        for stem in stems if folder is not None else ():
            old_path = PurePosixPath("workers", str(folder), FOLDER, f"{stem}.{suffix}")
            if old_path != path and old_path not in goes and root.joinpath(old_path).is_file():
                return f"the code is still in `{old_path}`: move it here"
    return ""
