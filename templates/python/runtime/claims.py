"""Who works on a job, and which jobs are done: the claim that makes a job that comes twice run once.

A worker claims a job before it works on it. The claim is a short lock that the live worker renews, so that what a
killed worker held is free again soon. A finished job's id stays for the declared time; a failed attempt gives its
claim back. The record also counts how often the handler was started: deliveries that never reached it don't count.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

# A record of a job that is not done must outlive the pauses between its attempts.
UNFINISHED_TTL_S = 7 * 86_400


class State(Enum):
    """What became of a claim."""

    CLAIMED = "claimed"
    HELD = "held"  # another worker works on it
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer of a store. `run` is the number of this run of the handler; 0 where nothing was claimed."""

    state: State
    run: int = 0


class Claims(Protocol):
    """A store of claims. `key` names queue and job, `owner` this attempt; every call may raise when it is down."""

    def claim(self, key: str, owner: str, redriven: str) -> Claim:
        """Claim the job. `redriven` marks a job that came back from the dead letter queue: its runs count anew."""
        ...

    def renew(self, key: str, owner: str) -> bool:
        """Hold the claim for longer; False when it is no longer the owner's."""
        ...

    def finish(self, key: str, owner: str) -> None:
        """The job is done."""
        ...

    def release(self, key: str, owner: str, *, counted: bool) -> None:
        """The attempt is over and the job is not done; `counted` says whether it was a run."""
        ...

    def forget(self, key: str) -> None:
        """The job went to the dead letter queue; should it come back, it starts anew."""
        ...
