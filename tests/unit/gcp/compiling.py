"""YAML in, findings and the blocks of the module out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from infera.diagnostics import Diagnostic, Severity
from infera.load import load
from infera.pipeline import analyse
from infera.platforms import platform

BARE = "project_name: shop\nprovider: gcp\nregion: europe-west1\n"
HEAD = BARE + "defaults: {alarms: {notify: [ops@example.com]}}\n"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled file: its findings, and the text of each generated file by its path below the module."""

    found: tuple[Diagnostic, ...]
    files: dict[str, str]

    def block(self, address: str) -> str:
        """The text of a resource, without its first and last line; a test fails when there is none."""
        kind, label = address.split(".")
        text = "\n".join(self.files.values())
        match = re.search(rf'^resource "{kind}" "{label}" \{{\n(.*?)^\}}', text, re.MULTILINE | re.DOTALL)
        assert match, f"there is no {address}"
        return match[1]

    def addresses(self) -> set[str]:
        """Every resource of the module."""
        text = "\n".join(self.files.values())
        return {f"{a}.{b}" for a, b in re.findall(r'^resource "(.+?)" "(.+?)"', text, re.MULTILINE)}

    def value(self, address: str, attribute: str) -> str:
        """The text of an attribute of a resource, at any depth: the first of that name."""
        match = re.search(rf"^ *{attribute} += (.*)$", self.block(address), re.MULTILINE)
        assert match, f"{address} has no {attribute}"
        return match[1]

    def errors(self) -> list[tuple[str, tuple[str | int, ...]]]:
        """(id, path) of every error."""
        return [(each.code.id, each.path) for each in self.found if each.severity is Severity.ERROR]


def findings(text: str, head: str = HEAD) -> tuple[Diagnostic, ...]:
    """What infera says to a file."""
    return analyse(*load(head + text, "infera.yaml"), None).found


def compiled(text: str, head: str = HEAD) -> Compiled:
    """A file that compiles."""
    result = analyse(*load(head + text, "infera.yaml"), None)
    assert result.project is not None
    assert not result.failed, [each.message for each in result.found if each.severity is Severity.ERROR]
    made = platform("gcp").files(result.project)
    files = {str(file.path): file.data.decode() for file in made if file.path.suffix in (".tf", ".hcl")}
    module = {path.split("/", 3)[3]: text for path, text in files.items() if "/modules/" in path}
    roots = {path: text for path, text in files.items() if "/modules/" not in path}
    return Compiled(result.found, {**module, **roots})


def codes_at(text: str, head: str = HEAD) -> set[tuple[str, str]]:
    """(id, last key of the path) of every finding."""
    return {(each.code.id, str(each.path[-1]) if each.path else "") for each in findings(text, head)}
