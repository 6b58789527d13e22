"""From a declaration to findings, model and Terraform, for the tests of AWS."""

from __future__ import annotations

import textwrap
from pathlib import Path

from infera.diagnostics import Diagnostic
from infera.load import load
from infera.model import Environment, Project
from infera.pipeline import Result, analyse
from infera.platforms import platform

HEAD = "project_name: my-app\nprovider: aws\nregion: eu-west-1\ndefaults: {alarms: {notify: [ops@example.com]}}\n"
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


def declaration(text: str) -> str:
    """A whole file: the head that every test shares, and what the test is about."""
    return HEAD + textwrap.dedent(text)


def _analysed(text: str) -> Result:
    return analyse(*load(declaration(text), "infera.yaml"))


def found(text: str) -> list[Diagnostic]:
    """Everything that infera says of a declaration."""
    return list(_analysed(text).found)


def project(text: str) -> Project:
    """The model of a declaration without errors."""
    result = _analysed(text)
    assert result.project is not None
    assert not result.failed, [each.message for each in result.found]
    return result.project


def environment(text: str) -> Environment:
    """Its first environment."""
    return project(text).environments[0]


def files(text: str) -> dict[str, str]:
    """Path -> text of the Terraform of a declaration without errors."""
    return {str(f.path): f.data.decode() for f in platform("aws").files(project(text))}


def module(text: str) -> dict[str, str]:
    """Name -> text of the files of its module."""
    folder = "terraform/modules/my-app/"
    return {path.removeprefix(folder): content for path, content in files(text).items() if path.startswith(folder)}


def write(text: str, folder: Path) -> Path:
    """The generated Terraform on disk, with an empty package for each worker."""
    for path, content in files(text).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    for worker in project(text).workers:
        package = folder / "workers" / worker.name / "dist" / "package.zip"
        package.parent.mkdir(parents=True)
        package.write_bytes(EMPTY_ZIP)
    return folder
