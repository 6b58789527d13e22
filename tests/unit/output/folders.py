"""What the tests of the output folder share: a small project, a call that plans and writes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from infera.diagnostics import Diagnostic
from infera.output import manifest, write
from infera.output.files import File, Owner
from infera.output.plan import Action, Change, Merge, plan

MODULE = "terraform/modules/shop/"
QUEUE = MODULE + "queue_emails.tf"
PACKAGE = "workers/mailer/package.json"
HANDLER = "workers/mailer/handlers/emails.ts"
RUNTIME = "workers/mailer/infera/runtime.ts"


def file(path: str, text: str | bytes, owner: Owner = Owner.INFERA) -> File:
    return File(PurePosixPath(path), text, owner)


def project(rate: int = 100) -> list[File]:
    """A module, a root and a worker; `rate` changes one file."""
    return [
        file(QUEUE, f'resource "google_cloud_tasks_queue" "emails" {{\n  rate = {rate}\n}}\n'),
        file(MODULE + "outputs.tf", 'output "emails" {\n  value = "emails"\n}\n'),
        file("terraform/environments/default/main.tf", "module {}\n"),
        file("terraform/environments/default/images.auto.tfvars.json", "{}\n", Owner.USER),
        file(PACKAGE, "{}\n", Owner.SHARED),
        file(HANDLER, "export default async () => {};\n", Owner.USER),
        file(RUNTIME, "export const version = 1;\n"),
    ]


def run(
    files: Iterable[File],
    root: Path,
    *,
    force: bool = False,
    merge: Merge | None = None,
    state: dict[str, bytes] | None = None,
) -> tuple[tuple[Change, ...], list[Diagnostic]]:
    """Plan and write as `generate` does; the changes, and the errors of writing."""
    files = list(files)
    old, found = manifest.read(root)
    assert not found
    changes = plan(files, root, old, force=force, merge=merge)
    return changes, write.apply(changes, root, old, state=state, generated=files)


def replan(files: Iterable[File], root: Path, *, force: bool = False) -> tuple[Change, ...]:
    old, found = manifest.read(root)
    assert not found
    return plan(list(files), root, old, force=force)


def actions(changes: Iterable[Change]) -> dict[str, Action]:
    return {str(change.path): change.action for change in changes}


def slugs(found: Iterable[Diagnostic]) -> set[str]:
    return {each.code.slug for each in found}


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder, infera's own bookkeeping left out."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".infera" not in path.parts
    }


def litter(root: Path) -> list[str]:
    """What a run that ended by itself must not leave."""
    return [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.name.endswith(".tmp") or "stage" in path.relative_to(root).parts
    ]
