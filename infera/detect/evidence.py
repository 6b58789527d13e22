"""What was found, and where."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from infera.records import dataclass

MAX_FILES = 20_000
MAX_BYTES = 1 << 20
MAX_LINE = 2000  # characters
SKIPPED = frozenset(
    ".git node_modules .venv venv env __pycache__ dist build vendor .terraform .tox .mypy_cache .next target".split()
)
# What tests declare is made up: their queues are not the project's.
_TEST_FOLDERS = frozenset("test tests __tests__ __mocks__ spec specs e2e fixtures testdata".split())
_TEST_FILE = re.compile(r"(?:test_.*|.*_test|conftest)\.py|.*_test\.go|.*_(?:spec|test)\.rb|.*\.(?:test|spec|e2e)\.\w+")

# library -> the queue type that takes its place, and where that runs; "" when any provider does
LIBRARIES: dict[str, tuple[str, str]] = {
    "bullmq": ("bullmq", ""),
    "bull": ("bullmq", ""),
    "bee-queue": ("bullmq", ""),
    "celery": ("celery", ""),
    "rq": ("celery", ""),
    "dramatiq": ("celery", ""),
    "sidekiq": ("bullmq", ""),
    "asynq": ("bullmq", ""),
    "machinery": ("bullmq", ""),
    "sqs": ("sqs", "aws"),
    "pubsub": ("pubsub", "gcp"),
    "cloud_tasks": ("cloud_tasks", "gcp"),
}


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One place: a dependency, or a line of code that names a queue, a worker or a job."""

    file: str
    line: int
    library: str
    what: str  # dependency, queue, worker, job, route (a pattern of jobs, and their queue)
    name: str = ""  # of the queue, or of the job; "" when the code computes it
    text: str = ""  # the line, cut
    reference: str = ""  # what stands where the name would: a constant, or `env:NAME`
    queue: str = ""  # of a job: the queue it goes to; "" when the code does not say
    queue_reference: str = ""  # the same, where a constant stands for it


def files(root: Path) -> Iterator[Path]:
    """The files of a project, sorted; no link is followed, and no folder of tests or of other people's code entered."""
    count = 0
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if name not in SKIPPED and name.lower() not in _TEST_FOLDERS)
        for name in sorted(names):
            path = Path(folder, name)
            if _TEST_FILE.fullmatch(name) or path.is_symlink() or not path.is_file():
                continue
            count += 1
            if count > MAX_FILES:
                return
            yield path


def read(path: Path) -> str:
    """The text of a file; "" for one that is too large or not text."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return ""
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def short_lines(text: str) -> str:
    """The text with its very long lines left empty: nobody wrote them, and searching them takes long."""
    if len(text) <= MAX_LINE:
        return text
    return "\n".join(line if len(line) <= MAX_LINE else "" for line in text.split("\n"))
