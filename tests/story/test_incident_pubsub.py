"""The same night on Pub/Sub: generated workers fail, in two projects and a fan-out; found, sent back, purged."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run_infera
from tests.engines.firestore_emulator import running_firestore
from tests.engines.process import free_port, http_ok, running
from tests.engines.pubsub_emulator import running_pubsub
from tests.runtime.python.house import bin_folder, wait_for
from tests.runtime.typescript import google as rest
from tests.story.pubsub_cloud import PubSubCloud
from tests.story.weeks import Client

CONFIG = """\
project_name: shop
provider: gcp
region: us-central1
language: python
environments:
  production: {project_id: shop-production}
  staging: {project_id: shop-staging}
queues:
  - name: orders
    fan_out: true
    retry: {max_attempts: 2, min_backoff: 1s, max_backoff: 2s}
    jobs: {placed: {}, cancelled: {}}
workers:
  billing: {queue: orders, delivery: pull}
  search: {queue: orders, delivery: pull}
"""
HANDLER = '''"""Fails as the payload says until the file MENDED is there."""

import os
from typing import Any

from infera import Context, Poison


def note(step: str, ctx: Context) -> None:
    with open(os.environ["EFFECTS"], "a", encoding="utf-8") as file:
        file.write(f"{os.environ['INFERA_WORKER']} {step} {ctx.id}\\n")


def handle(payload: Any, ctx: Context) -> None:
    note("begin", ctx)
    if payload.get("poison") == os.environ["INFERA_WORKER"]:
        raise Poison("bad payload")
    if payload.get("fails") == os.environ["INFERA_WORKER"] and not os.path.exists(os.environ["MENDED"]):
        raise RuntimeError(payload["error"])
    note("done", ctx)
'''
SLOW_BILLING = {"fails": "billing", "error": "gateway timed out", "card": "4111-secret"}


@dataclass(frozen=True, slots=True)
class Night:
    """The project's folder, the emulators, and what the handlers did."""

    folder: Path
    host: str
    cloud: PubSubCloud

    def tool(self, *arguments: str, status: int = 0) -> tuple[str, str]:
        """`infera dead-letter`; stdout and stderr."""
        done = run_infera("dead-letter", *arguments, cwd=self.folder, env={**self.cloud.env, "INFERA_TRACEBACK": "1"})
        assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout, done.stderr

    def ids(self, *arguments: str, env: str = "production") -> list[str]:
        """The ids that `list` gives."""
        out, _ = self.tool("list", "orders", "--env", env, "--format", "json", *arguments)
        return sorted(letter["id"] for letter in json.loads(out)["letters"])

    def dead(self, env: str = "production") -> set[str]:
        """The ids in a dead letter subscription, as the emulator has them."""
        return self.cloud.lying_in(f"projects/shop-{env}/subscriptions/shop-{env}-orders-dead-letter")

    def effects(self, worker: str, step: str) -> Counter[str]:
        """Job -> how often a worker of production came to that step."""
        path = self.folder / "production.effects"
        lines = [line.split() for line in path.read_text().splitlines()] if path.exists() else []
        return Counter(id_ for name, what, id_ in lines if (name, what) == (worker, step))

    def logged(self, worker: str, message: str) -> int:
        """How often a worker of production said that."""
        return (self.folder / f"production-{worker}.log").read_text().count(f'"{message}"')

    def send(self, env: str, *jobs: tuple[str, dict[str, Any], str]) -> None:
        """Job, payload, id of each, by the generated client."""
        topic = f"projects/shop-{env}/topics/shop-{env}-orders"
        config = {"type": "pubsub", "project": f"shop-{env}", "levels": {"": topic}, "default_level": ""}
        told = {"INFERA_PRODUCER_ORDERS": json.dumps({**config, "ordering": False}), **self.cloud.env}
        client = Client(self.folder / "clients/python", "shop_client", "client-gcp", told)
        client.send([("orders_queue", *each) for each in jobs])

    def prepare(self, env: str) -> None:
        """The topics and subscriptions of an environment, by their names in Terraform."""
        base = f"projects/shop-{env}/{{}}/shop-{env}-orders"
        topic, dead = base.format("topics"), f"{base.format('topics')}-dead-letter"
        for each in (topic, dead):
            rest.call(self.host, "PUT", each, {})
        # the emulator counts deliveries where there is a policy; the workers are to give up before it does
        policy = {"deadLetterTopic": dead, "maxDeliveryAttempts": 100}
        for name, source, more in (
            ("-billing", topic, {"deadLetterPolicy": policy}),
            ("-search", topic, {"deadLetterPolicy": policy}),
            ("-dead-letter", dead, {}),
        ):
            path = base.format("subscriptions") + name
            rest.call(self.host, "PUT", path, {"topic": source, "ackDeadlineSeconds": 10, **more})

    @contextmanager
    def worker(self, env: str, name: str) -> Iterator[None]:
        """A generated worker of an environment."""
        port = free_port()
        source = {
            "queue": "orders", "level": "", "type": "pubsub", "mode": "pull", "dead_letters": False, "max_attempts": 2,
            "min_backoff_s": 1, "max_backoff_s": 2, "backoff": "exponential", "envelope": "infera", "ordered": False,
            "subscription": f"projects/shop-{env}/subscriptions/shop-{env}-orders-{name}",
            "dead_letter_topic": f"projects/shop-{env}/topics/shop-{env}-orders-dead-letter",
        }  # fmt: skip
        own = {
            "PATH": os.environ["PATH"], "PORT": str(port), "HOST": "127.0.0.1", "PYTHONDONTWRITEBYTECODE": "1",
            "GOOGLE_CLOUD_PROJECT": f"shop-{env}", "INFERA_PROJECT": "shop", "INFERA_ENVIRONMENT": env,
            "INFERA_WORKER": name, "INFERA_QUEUES": json.dumps([source]), "INFERA_CONCURRENCY": "4",
            "INFERA_TIMEOUT_S": "10", "INFERA_SHUTDOWN_S": "10", "INFERA_IDEMPOTENCY_TTL_S": "3600",
            "INFERA_IDEMPOTENCY_DATABASE": f"shop-{env}-jobs", "INFERA_IDEMPOTENCY_COLLECTION": name,
            "EFFECTS": str(self.folder / f"{env}.effects"), "MENDED": str(self.folder / "mended"), **self.cloud.env,
        }  # fmt: skip
        with running(
            [bin_folder("gcp") / "python", "-m", "infera.main"],
            ready=lambda: http_ok(f"http://127.0.0.1:{port}/health"),
            log=self.folder / f"{env}-{name}.log",
            env=own,
            cwd=self.folder / "workers" / name,
        ):
            yield


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    """Two environments, their workers at work, and jobs that died in both."""
    (tmp_path / "infera.yaml").write_text(CONFIG)
    assert run_infera("generate", cwd=tmp_path).returncode == 0
    for worker in ("billing", "search"):
        for job in ("placed", "cancelled"):
            (tmp_path / f"workers/{worker}/handlers/{job}.py").write_text(HANDLER)
    with running_pubsub() as pubsub, running_firestore() as firestore, ExitStack() as workers:
        cloud = PubSubCloud(pubsub, firestore, ("shop-production", "shop-staging"))
        found = Night(tmp_path, pubsub.host, cloud)
        for env in ("production", "staging"):
            found.prepare(env)
        for env, name in (("production", "billing"), ("production", "search"), ("staging", "billing")):
            workers.enter_context(found.worker(env, name))
        found.send("production", *(("placed", SLOW_BILLING, f"p{n}") for n in range(3)))
        found.send("production", ("placed", {"poison": "billing", "card": "4111-secret"}, "poison"))
        found.send("production", ("cancelled", {"fails": "search", "error": "index is read-only"}, "c0"))
        found.send("production", ("placed", {}, "fine"))
        found.send("staging", ("placed", SLOW_BILLING, "t0"), ("placed", SLOW_BILLING, "t1"))
        wait_for(lambda: found.dead() == {"p0", "p1", "p2", "poison", "c0"}, 60, "five dead in production")
        wait_for(lambda: found.dead("staging") == {"t0", "t1"}, 60, "two dead in staging")
        yield found


@pytest.mark.engine("pubsub_emulator", "firestore_emulator")
@pytest.mark.xdist_group("incident")
def test_a_night_on_pubsub(night: Night) -> None:
    the_environment_must_be_said_and_be_the_right_one(night)
    what_died_is_found_and_filtered(night)
    the_worker_that_failed_alone_gets_its_jobs_back(night)
    a_finished_job_is_not_run_twice(night)
    poison_is_exported_before_it_goes(night)
    a_letter_from_before_a_rename_is_for_the_worker_of_the_new_name(night)
    wait_for(lambda: night.dead("staging") == {"t0", "t1"}, 30, "staging as it was")


def the_environment_must_be_said_and_be_the_right_one(night: Night) -> None:
    _, said = night.tool("list", "orders", status=64)
    wrong = ("redrive", "orders", "--env", "production", "--project", "shop-staging", "--yes")
    _, refused = night.tool(*wrong, status=1)
    night.tool("purge", "orders", "--env", "nowhere", "--yes", status=64)
    assert "production" in said
    assert "staging" in said
    assert "`production` is in shop-production, not in shop-staging" in refused
    wait_for(lambda: len(night.dead()) == 5, 30, "all letters where they were")


def what_died_is_found_and_filtered(night: Night) -> None:
    out, place = night.tool("list", "orders", "--env", "production")
    assert "project shop-production" in place
    assert "shop-production-orders-dead-letter" in place
    assert "4111" not in out + place
    assert night.ids() == ["c0", "p0", "p1", "p2", "poison"]
    assert night.ids(env="staging") == ["t0", "t1"]
    assert night.ids("--job", "cancelled") == ["c0"]
    assert night.ids("--error", "timed out") == ["p0", "p1", "p2"]
    assert len(night.ids("--limit", "2")) == 2
    shown, _ = night.tool("show", "orders", "--env", "production", "--id", "poison")
    assert "4111-secret" in shown

    after = datetime.now(UTC)
    time.sleep(1)  # `at` of a letter has milliseconds, and must be later
    night.send("production", ("placed", SLOW_BILLING, "late"))
    wait_for(lambda: "late" in night.dead(), 60, "one more dead")
    assert night.ids("--since", after.isoformat()) == ["late"]
    assert night.ids("--since", "1h") == ["c0", "late", "p0", "p1", "p2", "poison"]


def the_worker_that_failed_alone_gets_its_jobs_back(night: Night) -> None:
    chosen = ("orders", "--env", "production", "--error", "timed out", "--limit", "3")
    (night.folder / "mended").touch()
    before = night.dead()
    dry, _ = night.tool("redrive", *chosen)
    assert "3" in dry
    wait_for(lambda: night.dead() == before, 30, "all letters where they were")
    seen_by_search = night.effects("search", "begin")

    start = time.monotonic()
    _, place = night.tool("redrive", *chosen, "--rate", "0.5", "--yes")
    assert "shop-production-orders-dead-letter" in place
    assert time.monotonic() - start >= 4  # three jobs, two seconds apart
    night.tool("redrive", *chosen, "--yes")  # what the limit left
    night.tool("redrive", "orders", "--env", "production", "--job", "cancelled", "--yes")
    done = Counter(("p0", "p1", "p2", "late", "c0", "fine"))
    wait_for(lambda: night.effects("billing", "done") == done, 60, "each job done by billing, once, under its id")
    wait_for(lambda: night.effects("search", "done")["c0"] == 1, 60, "the job done that search had failed")
    wait_for(lambda: night.logged("search", "left to another worker") == 4, 60, "the four copies that came to search")
    own = night.effects("search", "begin")
    assert {job for job in own if own[job] != seen_by_search[job]} == {"c0"}
    assert night.effects("billing", "begin")["c0"] == 1
    assert night.ids() == ["poison"]


def a_finished_job_is_not_run_twice(night: Night) -> None:
    """A redrive that was killed between sending and removing leaves the letter of a job that is done by now."""
    letter_of_billing(night, "p0")
    night.tool("redrive", "orders", "--env", "production", "--id", "p0", "--yes")
    wait_for(lambda: night.logged("billing", "skipped: it is done") == 1, 60, "the job settled again")
    assert night.effects("billing", "done")["p0"] == 1
    assert night.effects("billing", "begin")["p0"] == 3


def letter_of_billing(night: Night, id_: str) -> None:
    """A letter as the worker `billing` writes it."""
    dead = {"reason": "attempts", "error": "gateway timed out", "attempts": 2, "worker": "billing", "level": ""}
    topic = "projects/shop-production/topics/shop-production-orders-dead-letter"
    body = json.dumps({"type": "placed", "data": SLOW_BILLING, "id": id_})
    rest.publish(night.host, topic, [body], {"infera_id": id_, "infera_dead": json.dumps(dead)})
    wait_for(lambda: id_ in night.dead(), 30, "the letter")


def a_letter_from_before_a_rename_is_for_the_worker_of_the_new_name(night: Night) -> None:
    """Under the old name every worker would leave it to another; where the worker is gone it stays a letter."""
    topic = "projects/shop-production/topics/shop-production-orders"
    probe = "projects/shop-production/subscriptions/probe"
    rest.call(night.host, "PUT", probe, {"topic": topic, "ackDeadlineSeconds": 10})
    chosen = ("redrive", "orders", "--env", "production", "--id", "before", "--yes")
    letter_of_billing(night, "before")
    for name, status in (("payments: {", 1), ("payments: {renamed_from: billing, ", 0)):
        (night.folder / "infera.yaml").write_text(CONFIG.replace("billing: {", name))
        night.tool(*chosen, status=status)
        assert ("before" in night.dead()) is (status == 1)
    (sent,) = rest.drain_for(night.host, probe, 1, 30)
    assert sent["attributes"]["infera_worker"] == "payments"


def poison_is_exported_before_it_goes(night: Night) -> None:
    chosen = ("orders", "--env", "production", "--error", "bad payload")
    night.tool("purge", *chosen)
    assert night.ids() == ["poison"]
    night.tool("purge", *chosen, "--export", "night.jsonl", "--yes")
    (line,) = (night.folder / "night.jsonl").read_text().splitlines()
    assert json.loads(line)["id"] == "poison"
    assert "4111-secret" in line
    assert night.ids() == []
