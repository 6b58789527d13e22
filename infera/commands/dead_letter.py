"""`infera dead-letter`: what lies in a dead letter queue, back into the queue, or gone. A dry run unless `--yes`."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from infera.commands.options import Common, common
from infera.commands.progress import Progress
from infera.commands.status import DONE, ERRORS

if TYPE_CHECKING:
    from infera.deadletter.letters import Letter, Store, Wanted

_SINCE = re.compile(r"([0-9]+)(s|m|h|d)?")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, None: 1}


class Since(click.ParamType[float]):
    """`2h`, `1d`, or an ISO time; epoch seconds."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The moment; a usage error for anything else."""
        from datetime import datetime

        if isinstance(value, float):
            return value
        match = _SINCE.fullmatch(str(value))
        if match:
            return time.time() - int(match[1]) * _SECONDS[match[2]]
        try:
            return datetime.fromisoformat(str(value).replace("Z", "+00:00")).timestamp()
        except ValueError:
            self.fail(f"{value!r} is neither a duration such as 2h nor a time such as 2026-01-31T09:30", param, ctx)


def _filters(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--redis-url", help="The broker [INFERA_REDIS_URL]."),
        click.option("--project", help="The Google Cloud project [GOOGLE_CLOUD_PROJECT]."),
        click.option("--id", "ids", multiple=True, help="Only the letter of this id; may be repeated."),
        click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="At most so many."),
        click.option("--since", type=Since(), help="Died since then: 2h, 1d, 2026-01-31."),
        click.option("--error", default="", help="Only where the error holds this text."),
        click.option("--job", default="", help="Only jobs of this type."),
        click.argument("queue"),
    ):
        function = option(function)
    return function


@click.group(name="dead-letter")
def command() -> None:
    """What lies in the dead letter queue of any back end: list it, show it, send it back, or purge it."""


@command.command(name="list")
@_filters
@common("text", "json")
def list_(common: Common, queue: str, **given: Any) -> int:
    """What lies there: id, job, error, attempts. Payloads are not shown."""
    return _guarded(lambda: _list(*_open(common, queue, given), common))


@command.command(name="show")
@_filters
@common("json", "text")
def show(common: Common, queue: str, **given: Any) -> int:
    """The letters with their payloads."""
    return _guarded(lambda: _show(*_open(common, queue, given), common))


@command.command(name="redrive")
@click.option("--rate", type=click.FloatRange(0.01), help="At most so many a second.")
@click.option("--yes", is_flag=True, help="Do it; without, only say what would be done.")
@_filters
@common("text", "json")
def redrive(common: Common, queue: str, rate: float | None, yes: bool, **given: Any) -> int:
    """Back into the queue, each under its id: a finished one is not run again."""
    return _guarded(lambda: _redrive(*_open(common, queue, given), rate, yes, common))


@command.command(name="purge")
@click.option("--export", type=click.Path(path_type=Path), metavar="FILE", help="Where they are written first.")
@click.option("--yes", is_flag=True, help="Do it; without, only say what would be done.")
@_filters
@common("text", "json")
def purge(common: Common, queue: str, export: Path | None, yes: bool, **given: Any) -> int:
    """Gone for good, after an export."""
    return _guarded(lambda: _purge(*_open(common, queue, given), export or _free(queue), yes, common))


def _guarded(work: Callable[[], int]) -> int:
    from infera.deadletter.letters import Refused
    from infera.views.safe import safe

    try:
        return work()
    except Refused as error:
        click.echo(f"error: {safe(str(error))}", err=True)
        return ERRORS
    except click.ClickException:
        raise
    except Exception as error:  # a cloud's own errors are many: none is a bug of infera's
        module = type(error).__module__.split(".")[0]
        if module not in ("botocore", "boto3", "google", "grpc", "redis"):
            raise
        click.echo(f"error: {safe(str(error))}", err=True)
        return ERRORS


def _open(common: Common, queue_name: str, given: dict[str, Any]) -> tuple[Store, Wanted]:
    """The store of one queue in one environment; says where it is before anything else happens."""
    from infera.commands.compile import compile_all
    from infera.deadletter.letters import Refused, Wanted
    from infera.deadletter.stores import STORES, Given
    from infera.suggest import hint
    from infera.views.safe import safe

    (compiled,) = compile_all(common)[:1]
    project = compiled.result.project
    if project is None:
        raise Refused(f"{compiled.config} does not compile: `infera validate` says why")
    names = [e.name for e in project.environments]
    if common.env is None and len(names) > 1:
        raise click.UsageError(f"--env is needed: {hint('', names, 'environment')}")
    environment = next(e for e in project.environments if common.env in (None, e.name))
    known = [queue.name for queue in environment.queues]
    if queue_name not in known:
        raise click.UsageError(f"there is no queue {queue_name!r}: {hint(queue_name, known, 'queue')}")
    queue = environment.queue(queue_name)
    store = STORES[queue.type](environment, queue, Given(given["project"], given["redis_url"]))
    click.echo(safe(f"{environment.name}: {store.place()}"), err=True)
    wanted = Wanted(given["job"], given["error"], given["since"], tuple(given["ids"]), given["limit"])
    return store, wanted


def _chosen(store: Store, wanted: Wanted) -> tuple[list[Letter], list[Letter]]:
    """The letters that are meant, and the others that were looked at on the way."""
    chosen: list[Letter] = []
    others: list[Letter] = []
    for letter in store.letters():
        (chosen if len(chosen) < wanted.limit and wanted.takes(letter) else others).append(letter)
    return chosen, others


def _list(store: Store, wanted: Wanted, common: Common) -> int:
    from infera.views.cost import grid
    from infera.views.safe import safe

    chosen, others = _chosen(store, wanted)
    store.release([*chosen, *others])
    if common.format == "json":
        listed = [{k: v for k, v in each.as_json().items() if k not in ("body", "attributes")} for each in chosen]
        click.echo(json.dumps({"format_version": 1, "letters": listed}, indent=2))
        return DONE
    rows = [
        (safe(e.id), safe(e.job), e.reason or "-", str(e.attempts or "-"), safe(e.worker or "-"), safe(e.error[:60]))
        for e in chosen
    ]
    if rows:
        click.echo("\n".join(grid(("id", "job", "reason", "attempts", "worker", "error"), rows, False)))
    click.echo(f"{len(chosen)} of {len(chosen) + len(others)} dead letters", err=True)
    return DONE


def _show(store: Store, wanted: Wanted, common: Common) -> int:
    from infera.views.safe import safe

    chosen, others = _chosen(store, wanted)
    store.release([*chosen, *others])
    if common.format == "json":
        click.echo(json.dumps({"format_version": 1, "letters": [e.as_json() for e in chosen]}, indent=2))
        return DONE
    for each in chosen:
        click.echo(safe(f"{each.id} {each.job}: {each.error}"))
        click.echo(safe(f"  {each.body}"))
    return DONE


def _redrive(store: Store, wanted: Wanted, rate: float | None, yes: bool, common: Common) -> int:
    stuck: list[str] = []
    if yes:
        _send_back(store, wanted, rate, common, stuck)
    else:
        chosen, others = _chosen(store, wanted)
        stuck += filter(None, map(store.stays, chosen))
        store.release([*chosen, *others])
        count = len(chosen) - len(stuck)
        _tell(common, f"would send {count} jobs back; `--yes` does it", dry_run=True, jobs=count)
    return _said(stuck)


def _send_back(store: Store, wanted: Wanted, rate: float | None, common: Common, stuck: list[str]) -> None:
    """Send what is wanted; `stuck` gets the reason of each letter that stays."""
    from infera.deadletter.letters import Pace

    pace, count, passed, progress = Pace(rate), 0, [], Progress("sending back", quiet=common.quiet)
    # a job that dies again meanwhile is not sent back a second time; one that failed in two workers goes to both
    sent: set[tuple[str, str]] = set()
    try:
        with progress, closing(store.letters(_batch(rate))) as letters:
            for letter in letters:
                meant = (letter.id, letter.worker) not in sent and wanted.takes(letter)
                reason = store.stays(letter) if meant else ""
                if reason or not meant:
                    passed.append(letter)
                    stuck += [reason] if reason else []
                    continue
                pace.wait()
                store.redrive(letter)
                store.remove(letter)
                sent.add((letter.id, letter.worker))
                count += 1
                progress.say(f"{count} sent")
                if count >= wanted.limit:
                    break
    finally:
        store.release(passed)
        _tell(common, f"sent {count} jobs back", dry_run=False, jobs=count)


def _said(stuck: list[str]) -> int:
    """The status, after a line about each letter that stays."""
    from infera.views.safe import safe

    for text in stuck:
        click.echo(safe(f"error: {text}"), err=True)
    return ERRORS if stuck else DONE


def _batch(rate: float | None) -> int:
    """So many letters are held at once that their turn comes within half a minute."""
    return 100 if rate is None else max(1, min(100, int(rate * 30)))


def _purge(store: Store, wanted: Wanted, export: Path, yes: bool, common: Common) -> int:
    chosen, others = _chosen(store, wanted)
    store.release(others)
    if not yes:
        store.release(chosen)
        text = f"would write {len(chosen)} jobs to {export} and remove them; `--yes` does it"
        _tell(common, text, dry_run=True, jobs=len(chosen), export=str(export))
        return DONE
    try:
        _write(export, chosen)
    except BaseException:
        store.release(chosen)
        raise
    for letter in chosen:
        store.remove(letter)
    text = f"removed {len(chosen)} jobs; they are in {export}"
    _tell(common, text, dry_run=False, jobs=len(chosen), export=str(export))
    return DONE


def _tell(common: Common, text: str, **facts: object) -> None:
    """What became of the jobs, in words or for a program."""
    click.echo(json.dumps({"format_version": 1, **facts}, indent=2) if common.format == "json" else text)


def _write(export: Path, letters: list[Letter]) -> None:
    """One JSON object a line, on disk before the first letter goes; nothing that is there is overwritten."""
    import os

    from infera.deadletter.letters import Refused

    try:
        with export.open("x", encoding="utf-8") as file:
            export.chmod(0o600)  # payloads are for nobody else
            for letter in letters:
                file.write(json.dumps(letter.as_json(), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Refused(f"{export} cannot be written, so nothing is removed: {error.strerror}") from error


def _free(queue: str) -> Path:
    """A file name that is not taken."""
    for number in range(1, 10_000):
        path = Path(f"{queue}-dead-letters-{number}.jsonl")
        if not path.exists():
            return path
    raise click.UsageError("ten thousand exports lie here; name one with --export")
