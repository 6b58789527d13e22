"""One run of `infera dev`: engines, workers, jobs, and an end that leaves nothing behind."""

from __future__ import annotations

import json
import queue as queues
import shutil
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from infera.dev import redis_system, systems
from infera.dev.engines import Engines
from infera.dev.processes import Children, Failed
from infera.dev.system import SHUTDOWN_S, Outgoing, System, common, inherited, own
from infera.dev.watch import Watch
from infera.model import Environment, Job, Project, Queue, Worker

STEP_S = 0.1
AT_ONCE_S = 30  # beyond its own timeout, what a job may take from sending to its end


@dataclass(frozen=True, slots=True)
class Request:
    """A job that someone wants sent."""

    queue: Queue
    job: Job
    payload: Any


def request(environment: Environment, queue: str, job: str, payload: str) -> Request:
    """The job of these words; Failed when there is none, or when the payload is no JSON."""
    from infera.suggest import hint

    names = [each.name for each in environment.queues]
    if queue not in names:
        raise Failed(f"there is no queue `{queue}`: {hint(queue, names, 'queue')}")
    found = environment.queue(queue)
    jobs = {each.name: each for each in found.jobs}
    if not job and len(jobs) > 1:
        raise Failed(f"which job? `{queue}` has {', '.join(sorted(jobs))}: say {queue}:JOB")
    if job and job not in jobs:
        raise Failed(f"`{queue}` has no job `{job}`: {hint(job, jobs, 'job')}")
    try:
        data = json.loads(payload)
    except ValueError as error:
        raise Failed(f"the payload is no JSON: {error}") from error
    return Request(found, jobs[job] if job else found.jobs[0], data)


@dataclass
class Run:
    """Everything of one call."""

    project: Project
    environment: Environment
    folder: Path  # the output folder
    tell: Callable[[str], None]  # to the user, beside the log
    watch: Watch
    first: Request | None = None
    once: bool = False
    interactive: bool = False
    children: Children = field(default_factory=Children)
    workers: list[Worker] = field(default_factory=list)  # that were started
    _systems: dict[str, System] = field(default_factory=dict)
    _asked: queues.SimpleQueue[Request | Failed] = field(default_factory=queues.SimpleQueue)
    _stop: threading.Event = field(default_factory=threading.Event)

    def __call__(self, scratch: Path) -> bool:
        """Run until told to stop, or with `once` until the job ended; whether all went well. Failed when it cannot."""
        with self._signals():
            try:
                return self._run(scratch)
            except Failed:
                if self._stop.is_set() and not self.once:
                    return True
                raise
            finally:
                self.children.stop(SHUTDOWN_S + 5)
                for system in set(self._systems.values()):
                    system.close()

    def _run(self, scratch: Path) -> bool:
        check_tools(self.environment)
        engines = Engines(self.children, scratch, self._stop.is_set)
        self._systems = systems.start(self.environment, self.folder, engines)
        for system in dict.fromkeys(self._systems.values()):
            for note in system.notes():
                self.tell(note)
        for worker in self.environment.workers:
            self._start(worker)
        if not self._until(lambda: all(w.name in self.watch.ready for w in self.workers)):
            return not self.once
        self._start_clock()
        self.tell("ready: " + ", ".join(worker.name for worker in self.workers))
        if self.first is not None:
            ids, count = self._send(self.first)
            if self.once:
                return self._ended(ids, count, self.first)
        if self.interactive:
            threading.Thread(target=self._read, name="stdin", daemon=True).start()
        self._until(self._handle_asked)
        return True

    def _start(self, worker: Worker) -> None:
        folder = self.folder / "workers" / worker.name
        if worker.image is not None:
            self.tell(f"`{worker.name}` has an image of its own and is not started")
            return
        told = self._systems[kind_of(self.environment, worker)].environment(worker)
        if told is None:
            self.tell(f"`{worker.name}` is not started: its queues are paused")
            return
        mine, missing = own(worker, self.folder)
        if missing:
            self.tell(f"`{worker.name}` runs without {', '.join(missing)}: set them where you call infera")
        env = {**inherited(), **mine, **common(self.project, self.environment, worker), **told}
        self.workers.append(worker)
        self.children.start(
            worker.name, ["make", "--no-print-directory", "start"], cwd=folder, env=env, on_line=self._line(worker.name)
        )

    def _line(self, name: str) -> Callable[[str], None]:
        return lambda text: self.watch.line(name, text)

    def _start_clock(self) -> None:
        """Celery's schedules: one clock, with the packages of the first worker that has some."""
        workers = redis_system.with_schedules(self.environment)
        if not workers:
            return
        entries = []
        for worker in workers:
            told = self._systems["celery"].environment(worker) or {"INFERA_QUEUES": "[]"}
            entries += json.loads(told["INFERA_QUEUES"])
        folder = self.folder / "workers" / workers[0].name
        told = self._systems["celery"].environment(workers[0]) or {}
        env = {**inherited(), **common(self.project, self.environment, workers[0]), **told}
        env["INFERA_QUEUES"] = json.dumps(entries)
        command = [".venv/bin/python", "-m", "infera.beat"]
        self.children.start("beat", command, cwd=folder, env=env, on_line=self._line("beat"))

    def _send(self, wanted: Request) -> tuple[set[str], int]:
        """Send a job; the ids it may be logged under, and how many workers get it."""
        given = str(uuid.uuid4())
        self.watch.sent(given)
        job = Outgoing(wanted.queue, wanted.job.wire, wanted.payload, given)
        sent = self._systems[wanted.queue.type].send(job)
        self.watch.sent(sent)
        self.tell(
            f"sent {wanted.job.name} to {wanted.queue.name} as {sent if wanted.queue.envelope == 'raw' else given}"
        )
        started = {worker.name for worker in self.workers}
        takers = [w for w in self.environment.consumers(wanted.queue) if w.name in started]
        if not takers:
            self.tell(f"`{wanted.queue.name}` has no worker here: the job stays in the queue")
        return {given, sent}, len(takers) if wanted.queue.fan_out else min(len(takers), 1)

    def _ended(self, ids: set[str], workers: int, wanted: Request) -> bool:
        if not workers:
            return False
        timeout_s = AT_ONCE_S + max(w.timeout_s for w in self.environment.consumers(wanted.queue))
        until = time.monotonic() + timeout_s
        self._until(lambda: self.watch.end(ids, workers) is not None or time.monotonic() > until)
        end = self.watch.end(ids, workers)
        if end is None and not self._stop.is_set():
            raise Failed(f"the job did not end within {timeout_s} s")
        self.tell("the job is done" if end else "the job was not done")
        return end is True

    def _handle_asked(self) -> bool:
        """Send what was asked for on stdin; never True, so that it is waited for the next."""
        while not self._asked.empty():
            asked = self._asked.get()
            try:
                if isinstance(asked, Failed):
                    raise asked
                self._send(asked)
            except Failed as error:
                self.tell(f"error: {error}")
        return False

    def _read(self) -> None:
        """Lines `QUEUE JOB {json}`; the job may be left out where a queue has one."""
        for line in sys.stdin:
            if not line.strip():
                continue
            try:
                self._asked.put(request(self.environment, *words(line)))
            except Failed as error:
                self._asked.put(error)

    def _until(self, done: Callable[[], bool]) -> bool:
        """Wait; False when someone asked to stop. Failed when a process ended by itself."""
        while not done():
            if self._stop.is_set():
                return False
            ended = self.children.ended()
            if ended is not None:
                status = ended.process.returncode
                raise Failed(f"{ended.name} ended with status {status}:\n{self.watch.tail(ended.name)}")
            time.sleep(STEP_S)
        return True

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(_number: int, _frame: FrameType | None) -> None:
            self._stop.set()

        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def words(line: str) -> tuple[str, str, str]:
    """Queue, job ("" when left out) and payload of a line."""
    queue, _, rest = line.strip().partition(" ")
    rest = rest.strip()
    if rest[:1] in '{["' or not rest:
        return queue, "", rest or "{}"
    job, _, payload = rest.partition(" ")
    return queue, job, payload.strip() or "{}"


def kind_of(environment: Environment, worker: Worker) -> str:
    """The back end that a worker talks to: that of its queues, of which it has one kind; dead letters of a Cloud Tasks
    queue lie in Pub/Sub."""
    if worker.queues:
        return environment.queue(worker.queues[0]).type
    kind = environment.queue(worker.dead_letter_of[0]).type
    return "pubsub" if kind == "cloud_tasks" else kind


def check_tools(environment: Environment) -> None:
    """What every worker's Makefile needs."""
    needed = {"make": "GNU make", **_runtimes(environment)}
    for program, what in needed.items():
        if shutil.which(program) is None:
            raise Failed(f"no {program} on PATH: install {what}")


def _runtimes(environment: Environment) -> dict[str, str]:
    languages = {worker.language for worker in environment.workers if worker.image is None}
    found = {"npm": "Node.js 22 or newer", "node": "Node.js 22 or newer"} if "typescript" in languages else {}
    return {**found, "python3": "Python 3"} if "python" in languages else found
