"""One job from its delivery to its end, the same on every transport.

The order is what keeps jobs safe: check, claim, run, and only then say that it is done. A job that cannot succeed, or
failed on its last attempt, is put into the dead letter queue before its delivery is settled.
"""

from __future__ import annotations

import itertools
import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from infera import envelope
from infera.backoff import backoff_s
from infera.calling import Caller, Interrupted, Overrun
from infera.claims import Claim, Claims, State
from infera.context import Context, Poison
from infera.keeper import Keeper, Running
from infera.logs import Log, describe
from infera.payload import Refused
from infera.registry import Job, Registry
from infera.settings import Settings, Source

FINISH_TRIES = 3


class Verdict(Enum):
    """What the transport is told."""

    SETTLED = "settled"  # done, or in the dead letter queue: take the delivery off the queue
    RETRY = "retry"  # it failed: deliver it again
    BUSY = "busy"  # it was not run: deliver it again


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a delivery ended. `delay_s` is the pause before the next one, where the transport asks the worker for it."""

    verdict: Verdict
    delay_s: float = 0


SETTLED = Outcome(Verdict.SETTLED)


def again(source: Source, run: int) -> Outcome:
    """The outcome of a run that failed and has others left."""
    return Outcome(Verdict.RETRY, delay_s=backoff_s(source, run))


@dataclass(slots=True)
class Delivery:
    """One delivery of a message. `attempt` is the transport's own count, the first is 1."""

    source: Source
    body: bytes | str
    message_id: str
    attempt: int = 1
    attributes: Mapping[str, str] = field(default_factory=dict)
    budget_s: float | None = None  # less time than the job's timeout, where the transport has less
    envelope: tuple[str, Any] | None = None  # type and data that the transport has read itself
    priority: int = 0  # the place of its level, where all levels are in one queue


@dataclass(frozen=True, slots=True)
class Dead:
    """A job for the dead letter queue, and what its message carries about how it died."""

    delivery: Delivery
    attributes: Mapping[str, str]


# Puts a job into the dead letter queue; it raises when that failed.
Bury = Callable[[Dead], None]


@dataclass(slots=True)
class _Read:
    job: Job
    payload: Any
    id: str
    traceparent: str = ""  # of a job that was scheduled, which carries no attributes


class Engine:
    """Runs jobs for one transport, which gives it deliveries from any number of threads.

    The line about a job that is done waits: a transport calls `log.flush`, or `rest`, before it tells the queue.
    """

    def __init__(
        self,
        settings: Settings,
        registry: Registry,
        claims: Claims | None,
        bury: Bury,
        log: Log,
        *,
        kill_after_s: float | None = None,
    ) -> None:
        """`kill_after_s`: a process whose handler runs so long past its deadline kills itself."""
        self.settings = settings
        self.log = log
        self._log_of_worker = log.bind(worker=settings.worker)
        self._logs: dict[tuple[str, str, str], Log] = {}
        self._registry = registry
        self._claims = claims if settings.idempotency_ttl_s else None
        self._bury = bury
        self._keeper = Keeper(self._claims, settings.lock_s, kill_after_s)
        self._caller = Caller()
        self._stopping = threading.Event()
        self._numbers = itertools.count()

    def process(self, delivery: Delivery) -> Outcome:
        """Bring a delivery to its end. It never raises: what went wrong is logged, and the job comes again."""
        addressee = delivery.attributes.get("infera_worker")
        if (
            addressee is not None
            and addressee != self.settings.worker
            and not delivery.source.dead_letters
        ):
            self._log(delivery, "", {}).info("left to another worker", addressee=addressee)
            return SETTLED
        attempt = delivery.attempt
        try:
            read = self._read(delivery)
        except Poison as error:
            log = self._log(delivery, "", {})
            return self._dead(delivery, log, "poison", str(error), run=attempt)
        log = self._log(delivery, read.job.name, {"job_id": read.id, "attempt": attempt})
        try:
            if read.traceparent and "traceparent" not in delivery.attributes:
                log.add(traceparent=read.traceparent)
            if self._claims is not None:
                return self._claimed(delivery, read, log, self._claims)
            owner, budget_s = str(next(self._numbers)), self._budget_s(delivery)
            return self._run(delivery, read, log, "", owner, attempt, budget_s)
        except Exception as error:
            log.error("the job could not be handled; it comes again", error=error, job_id=read.id)
            return again(delivery.source, attempt)

    @property
    def busy(self) -> int:
        """How many jobs are under way."""
        return len(self._keeper.running)

    @property
    def stuck(self) -> int:
        """How many jobs are past their deadline and still hold a place."""
        return sum(job.overdue for job in self._keeper.running)

    def stop(self) -> None:
        """End what is under way, and give back what does not end: the grace of the platform is over."""
        self._stopping.set()
        for job in self._keeper.running:
            self._caller.interrupt(job)

    def give_back(self) -> None:
        """Release the claims of whatever still runs; called just before the process ends."""
        self._stopping.set()
        for job in self._keeper.running:
            job.given_back = True
            if self._claims is not None:
                try:
                    self._claims.release(job.key, job.owner, counted=False)
                except Exception as error:
                    job.log.warning("the claim lapses by itself", error=type(error).__name__)

    def rest(self) -> None:
        """No job is given for a while."""
        self._caller.rest()
        self.log.flush()

    def _log(self, delivery: Delivery, job: str, fields: dict[str, object]) -> Log:
        """A log with all that is known of a delivery; what the jobs of one kind share is made once."""
        source = delivery.source
        kind = source.queue, source.level, job
        shared = self._logs.get(kind)
        if shared is None:
            shared = self._logs[kind] = self._log_of(source, job)
        log = shared.with_fields({"message_id": delivery.message_id, **fields})
        if "traceparent" in delivery.attributes:
            log.add(traceparent=delivery.attributes["traceparent"])
        return log

    def _log_of(self, source: Source, job: str) -> Log:
        named = {"queue": source.queue, "level_of_queue": source.level, "job": job}
        return self._log_of_worker.bind(**{name: value for name, value in named.items() if value})

    def _read(self, delivery: Delivery) -> _Read:
        """The job in a delivery; Poison when there is none."""
        source, attributes, trace = delivery.source, delivery.attributes, ""
        if delivery.envelope is not None:
            (name, data), own_id = delivery.envelope, ""
            job = self._registry.find(source.queue, name)
        elif source.envelope == "raw":
            job = self._registry.only(source.queue)
            data, own_id = envelope.raw(delivery.body), ""
        else:
            name, data, own_id, trace = envelope.read(delivery.body)
            job = self._registry.find(source.queue, name)
        if job is None:
            raise Poison("unknown job type")
        try:
            payload = job.parse(data)
        except Refused as error:
            if not source.dead_letters:
                raise Poison(f"invalid payload: {error}") from None
            payload = data  # it may lie there because of its payload: the handler has to see it
        except RecursionError:
            raise Poison("invalid payload: nested too deep") from None
        own_id = attributes.get("infera_id") or own_id or delivery.message_id
        return _Read(job, payload, own_id, trace)

    def _claimed(self, delivery: Delivery, read: _Read, log: Log, claims: Claims) -> Outcome:
        """Run the job once it is ours alone."""
        started = time.monotonic()
        budget_s = self._budget_s(delivery)
        key, owner = f"{delivery.source.queue}:{read.id}", os.urandom(12).hex()
        claim = self._wait_for_claim(claims, key, owner, delivery, budget_s)
        if claim.state is State.DONE:
            log.info("skipped: it is done")
            return SETTLED
        left_s = budget_s - (time.monotonic() - started)
        if claim.state is State.HELD or left_s < budget_s / 2:
            if claim.state is State.CLAIMED:
                claims.release(key, owner, counted=False)
            log.info("put off: another worker has it")
            return Outcome(Verdict.BUSY, delay_s=max(1, self.settings.lock_s / 3))
        log.add(attempt=claim.run)
        return self._run(delivery, read, log, key, owner, claim.run, left_s)

    def _budget_s(self, delivery: Delivery) -> float:
        return min(self.settings.timeout_s, delivery.budget_s or self.settings.timeout_s)

    def _wait_for_claim(
        self, claims: Claims, key: str, owner: str, delivery: Delivery, budget_s: float
    ) -> Claim:
        """Claim the job; while another worker holds it, wait: until that one is done, gone, or the time is up."""
        redriven = delivery.attributes.get("infera_redriven", "")
        until, pause_s = time.monotonic() + max(0.0, budget_s - 1), 0.05
        while True:
            claim = claims.claim(key, owner, redriven)
            if (
                claim.state is not State.HELD
                or time.monotonic() >= until
                or self._stopping.is_set()
            ):
                return claim
            self._stopping.wait(min(pause_s, max(0.0, until - time.monotonic())))
            pause_s = min(1.0, pause_s * 1.5)

    def _run(
        self,
        delivery: Delivery,
        read: _Read,
        log: Log,
        key: str,
        owner: str,
        run: int,
        budget_s: float,
    ) -> Outcome:
        source, started = delivery.source, time.monotonic()
        if run > source.max_attempts and not source.dead_letters:
            # the last run never ended: its worker was killed
            outcome = self._dead(
                delivery, log, "attempts", "the worker died", run=run - 1, read=read
            )
            self._settle(key, owner, outcome, log)
            return outcome
        job = self._keeper.add(key, log, owner, started, budget_s)
        ctx = Context(read.id, run, time.time() + budget_s, job.signal, log)
        try:
            self._caller.call(read.job.handle, read.payload, ctx, job, budget_s)
        except Poison as error:
            outcome = self._dead(delivery, log, "poison", _reason(error), run=run, read=read)
        except Overrun:
            outcome = self._failed(
                delivery,
                read,
                log,
                run,
                TimeoutError(f"not done after {max(1, round(budget_s))} s"),
            )
        except (Exception, Interrupted) as error:
            if self._stopping.is_set() and job.signal.is_set():
                self._give_back(job)
                log.warning("given back: the worker stops")
                return Outcome(Verdict.BUSY)
            outcome = self._failed(delivery, read, log, run, error)
        else:
            self._finish(key, owner, log)
            log.done(round((time.monotonic() - started) * 1000))
            return SETTLED
        finally:
            self._keeper.remove(job)
        self._settle(key, owner, outcome, log)
        return outcome

    def _finish(self, key: str, owner: str, log: Log) -> None:
        """Record that the job is done. The work cannot be undone, so a store that is down does not bring it again."""
        if self._claims is None:
            return
        for left in reversed(range(FINISH_TRIES)):
            try:
                self._claims.finish(key, owner)
            except Exception as error:
                if not left:
                    log.error(
                        "done, but not recorded: a second delivery would run again", error=error
                    )
                time.sleep(0.1 * left)
            else:
                return

    def _give_back(self, job: Running) -> None:
        if self._claims is not None and not job.given_back:
            job.given_back = True
            self._claims.release(job.key, job.owner, counted=False)

    def _settle(self, key: str, owner: str, outcome: Outcome, log: Log) -> None:
        """Give the claim back; when the store is down it lapses by itself."""
        if self._claims is None:
            return
        try:
            if outcome.verdict is Verdict.SETTLED:
                self._claims.forget(key)
            else:
                self._claims.release(key, owner, counted=True)
        except Exception as error:
            log.warning("the claim lapses by itself", error=type(error).__name__)

    def _failed(
        self, delivery: Delivery, read: _Read, log: Log, run: int, error: BaseException
    ) -> Outcome:
        source = delivery.source
        if run >= source.max_attempts and not source.dead_letters:
            log.error("failed for the last time", error=error)
            return self._dead(delivery, log, "attempts", _reason(error), run=run, read=read)
        outcome = again(source, run)
        log.warning("failed; it comes again", delay_s=round(outcome.delay_s, 1), **describe(error))
        return outcome

    def _dead(
        self,
        delivery: Delivery,
        log: Log,
        kind: str,
        reason: str,
        *,
        run: int,
        read: _Read | None = None,
    ) -> Outcome:
        """Into the dead letter queue; where there is none the job is dropped, and the log says so."""
        source = delivery.source
        if source.dead_letters:  # it lies in a dead letter queue already, and stays there
            log.error("a dead letter that cannot be handled stays where it is", reason=reason)
            return Outcome(Verdict.RETRY, delay_s=source.max_backoff_s)
        kept = {k: v for k, v in delivery.attributes.items() if not k.startswith("infera_")}
        own_id = (
            read.id
            if read
            else delivery.attributes.get("infera_id") or envelope.own_id(delivery.body)
        )
        kept["infera_id"] = own_id or delivery.message_id
        kept["infera_dead"] = note(self.settings.worker, source, kind, reason, run)
        try:
            self._bury(Dead(delivery, kept))
        except Exception as error:
            log.error("the dead letter queue did not take it; it comes again", error=error)
            return again(source, run)
        log.error("dead", reason=kind, dead_error=reason[:256], attempts=run)
        return SETTLED


def note(worker: str, source: Source, reason: str, error: str, attempts: int) -> str:
    """How a job died, as its dead letter carries it; the same on every back end."""
    died = {
        "reason": reason,  # poison or attempts
        "error": error[:256],
        "attempts": attempts,
        "worker": worker,
        "queue": source.queue,
        "level": source.level,
        "at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    return json.dumps(died, ensure_ascii=False)


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
