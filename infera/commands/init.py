"""`infera init`: a first infera.yaml, from a template or from what the project already uses."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from infera.commands.progress import Progress
from infera.commands.status import DONE, ERRORS

PROVIDERS = ("aws", "gcp", "self_hosted")
TYPES = ("sqs", "pubsub", "cloud_tasks", "bullmq", "celery")
DEFAULT_TYPES = {"aws": "sqs", "gcp": "pubsub", "self_hosted": "bullmq"}
MOST_SHOWN = 30


@click.command(name="init")
@click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    default=Path("infera.yaml"),
    show_default=True,
    metavar="FILE",
    help="The file to write.",
)
@click.option("--detect", is_flag=True, help="Propose queues and workers from the code of this folder.")
@click.option("--provider", type=click.Choice(PROVIDERS), help="Where it runs.")
@click.option("--type", "type_", type=click.Choice(TYPES), help="The type of the first queue.")
@click.option("--name", help="project_name [the name of the folder].")
@click.option("--queue", default="emails", show_default=True, help="The name of the first queue.")
@click.option("--region", help="The region.")
@click.option("--notify", metavar="E-MAIL", help="Who hears the alarms.")
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Write the workflow of a CI too.")
@click.option("--print", "print_", is_flag=True, help="Print it, write nothing.")
@click.option("--force", is_flag=True, help="Overwrite what is there.")
@click.option("-q", "--quiet", is_flag=True, help="No evidence, no hints.")
def command(
    config: Path,
    detect: bool,
    provider: str | None,
    type_: str | None,
    name: str | None,
    queue: str,
    region: str | None,
    notify: str | None,
    ci: str | None,
    print_: bool,
    force: bool,
    quiet: bool,
) -> int:
    """Write a first infera.yaml; ask where there is a terminal, go by the options where there is none."""
    folder = config.parent
    if detect:
        text = _detected(folder, provider, quiet)
        if text is None:
            return ERRORS
    else:
        provider, type_ = _choices(provider, type_)
        text = first(name or folder.resolve().name, provider, type_, queue, region, notify)
    if print_:
        click.echo(text, nl=False)
        return DONE
    wanted = {config: text, **(_workflow(ci, folder) if ci else {})}
    if not force and (taken := [path for path in wanted if path.exists() or path.is_symlink()]):
        click.echo(f"error: `{taken[0]}` is already there; `--force` overwrites it", err=True)
        return ERRORS
    for path, content in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)
        click.echo(f"wrote {path}", err=True)
    if not quiet:
        click.echo("next: `infera plan` shows what it means, `infera generate` writes it", err=True)
    return DONE


def _write(path: Path, content: str) -> None:
    """Whole or not at all."""
    beside = path.with_name(path.name + ".infera-new")
    try:
        beside.write_text(content, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _choices(provider: str | None, type_: str | None) -> tuple[str, str]:
    """The provider and type: as said, else asked for, else the defaults."""
    from infera.backends import backend

    asked = provider is None and type_ is None and sys.stdin.isatty() and sys.stdout.isatty()
    if asked:
        provider = click.prompt("Where does it run", type=click.Choice(PROVIDERS), default="aws", err=True)
    if provider is None and type_ is not None:
        provider = next(iter(backend(type_).runtimes))
    provider = provider or "aws"
    if asked:
        possible = [t for t in TYPES if provider in backend(t).runtimes]
        type_ = click.prompt("Which queue", type=click.Choice(possible), default=DEFAULT_TYPES[provider], err=True)
    type_ = type_ or DEFAULT_TYPES[provider]
    if provider not in backend(type_).runtimes:
        raise click.UsageError(f"{type_} does not run on {provider}.")
    return provider, type_


def first(name: str, provider: str, type_: str, queue: str, region: str | None, notify: str | None) -> str:
    """A small file that compiles, with what people change first as comments."""
    from infera.detect.proposal import REGIONS, name_of, project_name

    name, queue = project_name(name), name_of(queue, "emails", 40, "_")
    where = [f"region: {region or REGIONS[provider]}"] if provider in REGIONS else []
    alarms = [] if provider == "self_hosted" else _alarms(notify)
    return "\n".join(
        [
            "# yaml-language-server: the schema is what `infera schema` prints",
            "version: 1",
            f"project_name: {name}",
            f"provider: {provider}",
            *where,
            "",
            *alarms,
            "queues:",
            f"  - name: {queue}",
            f"    type: {type_}",
            "    retry:",
            "      max_attempts: 5      # runs of the handler, the first included",
            "      min_backoff: 10s     # grows up to max_backoff",
            "",
            "workers:",
            f"  {queue}_worker:",
            f"    queue: {queue}",
            "    concurrency: 10        # jobs at once, all instances together",
            "    timeout: 60s           # of one job",
            "",
        ]
    )


def _alarms(notify: str | None) -> list[str]:
    if notify is None:
        return ["# defaults:", "#   alarms:", "#     notify: [ops@example.com]", ""]
    import json

    return ["defaults:", "  alarms:", f"    notify: [{json.dumps(notify)}]", ""]


def _detected(folder: Path, provider: str | None, quiet: bool) -> str | None:
    from infera.detect.proposal import as_yaml, gather, propose
    from infera.views.safe import safe

    with Progress("reading the project", quiet=quiet):
        evidence = gather(folder)
    if not evidence:
        click.echo(
            "nothing found that looks like a queue; `infera init` without --detect writes a first file", err=True
        )
        return None
    if not quiet:
        for each in evidence[:MOST_SHOWN]:
            what = f"{each.what} {each.name}" if each.name else each.what
            click.echo(safe(f"{each.file}:{each.line}: {each.library} {what}: {each.text}"), err=True)
        if len(evidence) > MOST_SHOWN:
            click.echo(f"… and {len(evidence) - MOST_SHOWN} more places", err=True)
    return as_yaml(propose(folder, evidence, provider))


def _workflow(ci: str, folder: Path) -> dict[Path, str]:
    from infera.resources import data_dir

    source, target = {
        "github": ("ci/github.yml", ".github/workflows/infera.yml"),
        "gitlab": ("ci/gitlab.yml", ".gitlab/infera.yml"),
    }[ci]
    text = data_dir("templates").joinpath(*source.split("/")).read_text("utf-8")
    return {folder / target: text}
