"""Pub/Sub's emulator as the cloud of a story: what Terraform's plan does to topics and subscriptions is done there."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.engines.firestore_emulator import Firestore
from tests.engines.pubsub_emulator import PubSub
from tests.runtime.typescript import google as rest
from tests.story.clouds import Held, Values, job_id

EMPTY_PULLS = 3


class PubSubCloud:
    """Topics and subscriptions of some projects. Pushes and retry policies are left out: jobs are to lie there."""

    holders = frozenset({"google_pubsub_subscription"})

    def __init__(self, pubsub: PubSub, firestore: Firestore, projects: tuple[str, ...]) -> None:
        """`projects` are those whose jobs are counted."""
        self._host, self._projects = pubsub.host, projects
        self.env = {**pubsub.env, **firestore.env}

    def before(self, root: Path) -> None:
        """Nothing: the provider is the offline one."""

    def carry_out(self, change: Mapping[str, Any], after: Values | None) -> None:
        """Create and delete; what is updated in place keeps its jobs."""
        kind, before = change["type"], change["change"]["before"]
        if kind not in ("google_pubsub_topic", "google_pubsub_subscription"):
            return
        for action in change["change"]["actions"]:
            if action == "delete":
                rest.call(self._host, "DELETE", before["id"])
            if action == "create" and after is not None:
                rest.call(self._host, "PUT", after["id"], _body(kind, after))

    def held(self) -> Held:
        """Pulled and given back."""
        found = set()
        for project in self._projects:
            listed = rest.call(self._host, "GET", f"projects/{project}/subscriptions?pageSize=1000")
            for subscription in listed.get("subscriptions", ()):
                name = subscription["name"]
                found |= {(name.rsplit("/", 1)[-1], job) for job in self._jobs(name)}
        return frozenset(found)

    def lying_in(self, subscription: str) -> set[str]:
        """The ids in one subscription, by its full name: the others may be a worker's, which counts deliveries."""
        return set(self._jobs(subscription))

    def _jobs(self, subscription: str) -> Iterator[str]:
        """The emulator may answer with nothing while there is something."""
        held: list[str] = []
        empty = 0
        while empty < EMPTY_PULLS:
            ask = {"maxMessages": 100, "returnImmediately": True}
            got = rest.call(self._host, "POST", f"{subscription}:pull", ask).get("receivedMessages", [])
            empty = 0 if got else empty + 1
            held += [one["ackId"] for one in got]
            for one in got:
                message = one["message"]
                yield job_id(base64.b64decode(message.get("data", "")).decode(), message["messageId"])
            if not got:
                time.sleep(0.02)
        if held:
            back = {"ackIds": held, "ackDeadlineSeconds": 0}
            rest.call(self._host, "POST", f"{subscription}:modifyAckDeadline", back)


def _body(kind: str, values: Values) -> dict[str, Any]:
    if kind == "google_pubsub_topic":
        return {}
    return {
        "topic": values["topic"],
        "ackDeadlineSeconds": values["ack_deadline_seconds"],
        "enableMessageOrdering": bool(values["enable_message_ordering"]),
        "filter": values["filter"] or "",
    }
