"""What a command has to say, once; the views in this folder only differ in how they say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from infera.diagnostics import Diagnostic, Severity
from infera.output.files import Owner
from infera.output.plan import Action, Change
from infera.output.resources import ResourceChange, summary
from infera.records import dataclass, field

FORMAT_VERSION = 1
_WRITTEN = (Action.CREATE, Action.UPDATE)


@dataclass(frozen=True, slots=True)
class Report:
    """Findings, and for a plan its changes (None: there is no plan).

    `name` is the config as the user called it, for findings that name no file. `sources` holds the
    texts that findings point into. `folder` is the output folder as the user would write it, ""
    when it is the current one: a file of the output is shown below it. `environment` hides the
    roots of the others.
    """

    found: tuple[Diagnostic, ...]
    name: str = "infera.yaml"
    sources: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""
    changes: tuple[Change, ...] | None = None
    resources: Mapping[PurePosixPath, tuple[ResourceChange, ...]] = field(default_factory=dict)
    cost: tuple[str, ...] = ()
    environment: str | None = None

    @property
    def shown(self) -> tuple[Change, ...]:
        """The changes that `--env` leaves."""
        return tuple(change for change in self.changes or () if not self._hidden(change.path))

    def _hidden(self, path: PurePosixPath) -> bool:
        if self.environment is None:
            return False
        parts = path.parts
        return parts[:2] == ("terraform", "environments") and parts[2] != self.environment

    def resources_of(self, path: PurePosixPath) -> tuple[ResourceChange, ...]:
        """What happens to the resources of one file."""
        return self.resources.get(path, ())

    @property
    def summary(self) -> dict[str, int]:
        """Resources to create, update, delete and replace; files to write and to delete."""
        shown = self.shown
        counts = summary({c.path: self.resources_of(c.path) for c in shown})
        counts["files_written"] = sum(change.action in _WRITTEN for change in shown)
        counts["files_deleted"] = sum(change.action is Action.DELETE for change in shown)
        return counts

    def count(self, severity: Severity) -> int:
        """How many findings are of that severity."""
        return sum(found.severity is severity for found in self.found)

    def file(self, found: Diagnostic) -> str:
        """The file of a finding as the user would write it from where they stand."""
        if not found.file or found.file == self.name:
            return self.name
        if self.folder and found.file not in self.sources and not found.file.startswith("/"):
            return str(PurePosixPath(self.folder, found.file))
        return found.file

    def line(self, found: Diagnostic) -> str | None:
        """The source line that a finding points at; None when it has no place or no text."""
        text = self.sources.get(found.file or self.name)
        if text is None or found.span is None:
            return None
        lines = _lines(text)
        number = found.span.line
        return lines[number - 1].rstrip("\r") if 1 <= number <= len(lines) else None


@lru_cache(8)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def yours(changes: Iterable[Change]) -> int:
    """How many new files are the user's to write."""
    return sum(change.owner is Owner.USER and change.action is Action.CREATE for change in changes)


def from_here(file: str) -> str:
    """A file as the tools that annotate a repository want it: from the current folder, where it lies below it."""
    here = PurePosixPath(Path.cwd().as_posix())
    path = PurePosixPath(file)
    return str(path.relative_to(here)) if path.is_relative_to(here) else file
