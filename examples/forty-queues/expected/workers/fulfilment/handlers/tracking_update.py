"""The job `tracking-update`. This file is yours: it is written once and never again."""

from infera import Context
from infera.types import TrackingUpdatePayload


def handle(payload: TrackingUpdatePayload, ctx: Context) -> None:
    """Returning settles the job, raising asks for a retry, raising `infera.Poison` gives it up at once."""
    del payload  # never log it: it may hold what logs should not
    ctx.log.info("handled", attempt=ctx.attempt)
