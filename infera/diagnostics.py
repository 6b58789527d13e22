"""What is a finding: a code, a severity, a place and a way out."""

from __future__ import annotations

from enum import StrEnum

from infera.records import dataclass

Path = tuple[str | int, ...]


class Severity(StrEnum):
    """How bad a finding is; only an error changes the exit status."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding. The id never changes meaning; the slug reads after "ignore"."""

    id: str
    slug: str
    summary: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text: 1-based lines and columns, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `path` leads to the value (or, with `on_key`, to the key) that must change."""

    code: Code
    message: str
    path: Path = ()
    hint: str = ""
    on_key: bool = False
    span: Span | None = None
    file: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of the finding's code."""
        return self.code.severity
