"""The whole program on one screen: text -> findings and files.

Each stage returns what it found; nothing is raised but for a bug. Files are rendered only when nothing is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path as DiskPath
from typing import Any

from infera import checks, codes, version
from infera.backends import backend
from infera.diagnostics import Diagnostic, Path, Severity
from infera.load import Document, load
from infera.lower import lower
from infera.model import Project
from infera.output.files import File
from infera.overlay import Merged, merge_all, structural, unknown, without
from infera.platforms import platform
from infera.records import dataclass, replace
from infera.shorten import shorten


@dataclass(frozen=True, slots=True)
class Result:
    """What a file compiles to. `files` is empty when a finding is an error, `project` None when there is no model.

    `whole`: the model has all that was written; what is wrong with it is what its values mean.
    """

    document: Document | None
    found: tuple[Diagnostic, ...]
    project: Project | None = None
    files: tuple[File, ...] = ()
    whole: bool = True

    @property
    def failed(self) -> bool:
        """Whether a finding is an error."""
        return any(each.severity is Severity.ERROR for each in self.found)


def compile_text(text: str | bytes, name: str, folder: DiskPath | None = None) -> Result:
    """Compile one text. `folder` is where payload schemas and templates are looked for; None: nowhere."""
    return compile_document(*load(text, name), folder)


def compile_document(document: Document | None, found: list[Diagnostic], folder: DiskPath | None = None) -> Result:
    """Compile what was loaded."""
    result = analyse(document, found, folder)
    if result.project is None:
        return result
    return _customised(result, folder) if result.failed else render(result, folder)


def _customised(result: Result, folder: DiskPath | None) -> Result:
    """What overrides and templates get wrong too, as far as a model with errors can be rendered.

    Only where the model is whole: what was refused has no block, so an override of it may be right.
    """
    assert result.document is not None
    if result.whole and result.document.data.keys() & {"overrides", "templates"}:
        with suppress(Exception):  # of no interest: the errors that it may come from are told already
            return replace(render(result, folder), files=())
    return result


def analyse(document: Document | None, found: list[Diagnostic], folder: DiskPath | None = None) -> Result:
    """Findings and model, without rendering."""
    if document is None or not isinstance(document.data, dict):
        return Result(document, tuple(found))
    data, shape_found = _shape(document)
    found = [*found, *shape_found, *version.check(data), *unknown(data, document.data)]
    project, meaning, complete = _meaning(data, folder)
    meaning = [each for each in meaning if not _follows(each, shape_found)]
    whole = complete and not _errors(shape_found)
    return Result(document, finish(document, found + meaning), project, whole=whole)


def _shape(document: Document) -> tuple[dict[str, Any], list[Diagnostic]]:
    from infera.shape import check, prune

    data, refused = document.data, document.refused
    found = check(data, refused)
    return (prune(data, found, refused) if found or refused else data), found


def _follows(lacking: Diagnostic, found: list[Diagnostic]) -> bool:
    """Whether a key is missing only because what was written there was refused, or was misspelt."""
    if lacking.code is not codes.MISSING_KEY or not lacking.path:
        return False
    *owner, key = lacking.path
    names = {key, "queues"} if key == "queue" else {key}
    refused = [each for each in found if each.path[: len(owner)] == tuple(owner) and len(each.path) > len(owner)]
    hints = {f"did you mean `{name}`?" for name in names}
    return any(each.path[len(owner)] in names or each.hint in hints for each in refused)


def _errors(found: list[Diagnostic]) -> bool:
    return any(each.severity is Severity.ERROR for each in found)


def _meaning(data: dict[str, Any], folder: DiskPath | None) -> tuple[Project | None, list[Diagnostic], bool]:
    """The model, what was found on the way, and whether the model has all that the data says."""
    refused = list(structural(data))
    found = [
        Diagnostic(
            codes.STRUCTURE_IN_OVERLAY,
            f"`{key}` cannot differ by environment: it changes which resources exist",
            place,
            "say it on the queue or worker itself",
            on_key=True,
        )
        for place, key in refused
    ]
    documents = merge_all(without(data, [place for place, _ in refused]))
    places = {each.name: each for each in documents}
    lowered = lower(documents, _payloads(folder, found))
    found += [_placed(each, places[name]) for name, each in lowered.found]
    complete = not _errors(found)
    if lowered.project is not None:
        for environment in lowered.project.environments:
            for each in _check(lowered.project, environment.name):
                found.append(_placed(each, places[environment.name]))
    return lowered.project, found, complete


def _payloads(folder: DiskPath | None, found: list[Diagnostic]) -> Callable[[Any, Path], Mapping[str, Any] | None]:
    """The reader of job schemas; each place is read once, however many environments there are."""
    seen: dict[Path, Mapping[str, Any] | None] = {}
    budgets: list[Any] = []  # one, made when the first schema comes

    def read(value: Any, path: Path) -> Mapping[str, Any] | None:
        from infera import payloads

        budgets[:] = budgets or [payloads.Budget()]
        if path not in seen:
            seen[path], problems = payloads.read(value, path, folder, budgets[0])
            found.extend(problems)
        return seen[path]

    return read


def _check(project: Project, environment_name: str) -> Iterator[Diagnostic]:
    environment = next(e for e in project.environments if e.name == environment_name)
    yield from checks.check(project, environment)
    for queue_type in sorted({queue.type for queue in environment.queues}):
        yield from backend(queue_type).check(project, environment)
    yield from platform(project.provider).check(project, environment)


def _placed(found: Diagnostic, document: Merged) -> Diagnostic:
    return replace(found, path=document.place(found.path))


def finish(document: Document, found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings with their places, each once, without the silenced ones, in file order."""
    located = {_on_a_line(document.locate(each) if each.span is None else each): None for each in found}
    kept = [each for each in located if not _ignored(document, each)]
    return tuple(sorted(kept, key=_order))


def _on_a_line(found: Diagnostic) -> Diagnostic:
    """The finding with what cannot be seen in a user's text as escapes, whoever quoted it."""
    if found.message.isprintable() and found.hint.isprintable():
        return found
    message, hint = (shorten(text, len(text)) for text in (found.message, found.hint))
    return replace(found, message=message, hint=hint)


def _order(found: Diagnostic) -> tuple[Any, ...]:
    span = found.span
    place = (span.line, span.column) if span else (0, 0)
    return (*place, found.code.id, found.message)


def _ignored(document: Document, found: Diagnostic) -> bool:
    if found.severity is Severity.ERROR or found.span is None:
        return False
    silenced = frozenset(document.ignores.get(found.span.line, ()))
    return bool(silenced & {found.code.id, found.code.id.lower(), found.code.slug})


def render(result: Result, folder: DiskPath | None) -> Result:
    """The files of a model without errors; what a template or an override gets wrong is a finding."""
    from infera.rendering import render_project

    assert result.project is not None
    assert result.document is not None
    data = result.document.data if isinstance(result.document.data, dict) else {}
    files, problems = render_project(result.project, data.get("templates"), folder)
    found = finish(result.document, [*result.found, *problems]) if problems else result.found
    done = replace(result, found=found)
    return done if done.failed else replace(done, files=tuple(sorted(files, key=lambda f: f.path.parts)))
