"""What a config would change on disk: the part that `plan` and `generate` share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from infera import codes
from infera.commands.compile import Compiled
from infera.diagnostics import Code, Diagnostic, Severity
from infera.history import cost as stored_cost
from infera.history import handlers, images, jobs
from infera.model import Project
from infera.output import manifest as manifests
from infera.output.addresses import also_declared
from infera.output.manifest import Manifest
from infera.output.plan import Action, Change, Merge, findings, other_projects, plan
from infera.output.resources import ResourceChange, by_file
from infera.pipeline import finish
from infera.records import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Options:
    """What a call allows: `--force`, `--merge`, `--rename-project`, `--fail-on`, `--allow-loss`."""

    force: bool = False
    merge: bool = False
    rename_project: str | None = None
    fail_on: tuple[str, ...] = ()
    allow_loss: tuple[str, ...] = ()
    details: bool = False  # attributes of new resources too
    environment: str | None = None  # `--env`: the one whose cost is shown


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of one config, and everything that is to be said about them."""

    found: tuple[Diagnostic, ...]
    changes: tuple[Change, ...] = ()
    resources: Mapping[PurePosixPath, tuple[ResourceChange, ...]] | None = None
    cost: tuple[str, ...] = ()
    manifest: Manifest = field(default_factory=Manifest)

    @property
    def failed(self) -> bool:
        """Whether an error but a conflict stands in the way."""
        return any(f.severity is Severity.ERROR and f.code not in IN_THE_WAY for f in self.found)

    @property
    def conflict(self) -> bool:
        """Whether a file that someone edited is in the way."""
        return any(f.code in IN_THE_WAY for f in self.found)

    @property
    def blocked(self) -> bool:
        """Whether nothing may be written. A merge that left markers is written, and exits 3."""
        return self.failed or any(change.action is Action.CONFLICT for change in self.changes)

    @property
    def pending(self) -> bool:
        """Whether anything would be written or removed."""
        return any(change.action is not Action.KEEP for change in self.changes)


# Findings that mean exit 3: a file of somebody's is where infera's should be.
IN_THE_WAY = (codes.HAND_EDITED, codes.FOREIGN_FILE, codes.MERGE_CONFLICT, codes.NO_MERGE_BASE)


def changes(compiled: Compiled, options: Options, root: Path | None = None) -> Changes:
    """Plan one config against its output folder, or against another `root`. Reads only."""
    result = compiled.result
    if result.failed or result.project is None:
        return Changes(result.found)
    where = root if root is not None else compiled.output
    manifest, found = manifests.read(where)
    found += other_projects(manifest, result.project.name, options.rename_project)
    if any(each.severity is Severity.ERROR for each in found):
        return Changes(_finish(compiled, found), manifest=manifest)
    files = handlers.with_stubs(
        result.project, list(result.files), where, before=manifest.generated_before, pending=manifest.pending
    )
    planned = plan(files, where, manifest, force=options.force, merge=_merge(where, options))
    found += findings(planned)
    found += also_declared(files, where, manifest.files)
    found += handlers.unwritten(result.project, planned, where, compiled.output, before=manifest.generated_before)
    found += jobs.compare(result.project, jobs.read(manifests.state(where, jobs.NAME)))
    found += images.check(result.project, where, files)
    found += stored_cost.unknown(result.project)
    resources = by_file(planned, files, attributes_of_new=options.details)
    found += _losses(resources, options)
    found += _gone(result.project, manifests.state(where, jobs.NAME), options)
    return Changes(
        _finish(compiled, found),
        planned,
        resources,
        stored_cost.lines(result.project, manifests.state(where, stored_cost.NAME), options.environment),
        manifest,
    )


def state(project: Project) -> dict[str, bytes]:
    """What the next run wants to know of this one: name -> bytes below `.infera/`."""
    return {jobs.NAME: jobs.snapshot(project), stored_cost.NAME: stored_cost.snapshot(project)}


def _merge(root: Path, options: Options) -> Merge | None:
    if not options.merge:
        return None
    from infera.output.merge import merger

    return merger(root)


def _finish(compiled: Compiled, found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings of the file first, in its order; then those about the disk, in the order of paths."""
    document = compiled.result.document
    assert document is not None
    placed = [each for each in found if each.path]
    others = [each for each in found if not each.path]
    return (*finish(document, [*compiled.result.found, *placed]), *others)


def _gone(project: Project, before: bytes | None, options: Options) -> list[Diagnostic]:
    """The same for a queue in Redis, which is no resource of Terraform; its address is its name."""
    return [
        Diagnostic(
            _loses_jobs(options),
            f"the queue `{name}` goes, or what holds its jobs in Redis does: nobody takes the jobs that are there",
            hint=f"drain it first, or let it pass with `--allow-loss {name}`",
        )
        for name in jobs.gone(project, before)
        if name not in options.allow_loss
    ]


def _loses_jobs(options: Options) -> Code:
    """A warning, or an error under `--fail-on loses-jobs`."""
    strict = codes.LOSES_JOBS.slug in options.fail_on
    return replace(codes.LOSES_JOBS, severity=Severity.ERROR) if strict else codes.LOSES_JOBS


def _losses(resources: Mapping[PurePosixPath, tuple[ResourceChange, ...]], options: Options) -> list[Diagnostic]:
    """A finding for each resource that takes its jobs with it."""
    return [
        Diagnostic(
            _loses_jobs(options),
            f"`{change.address}` {change.note}" if change.note else f"`{change.address}` goes, and its jobs",
            hint=f"drain it first, or let it pass with `--allow-loss {change.address}`",
            file=path.as_posix(),
        )
        for path, each in resources.items()
        for change in each
        if change.loses_jobs and change.address not in options.allow_loss
    ]
