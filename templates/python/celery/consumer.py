"""What Celery would throw away, or fall over, goes to the dead letter queue.

Unknown tasks, and what is no task at all: Celery acknowledges the first and ends the whole worker at some of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from celery.worker.consumer import Consumer as CeleryConsumer

from infera import app as own


class Consumer(CeleryConsumer):
    """Celery's consumer of messages."""

    def create_task_handler(self, *args: Any, **kwargs: Any) -> Callable[[Any], None]:
        """Celery's own handler of messages, for those that have the shape of a task."""
        handle: Callable[[Any], None] = super().create_task_handler(*args, **kwargs)

        def on_message(message: Any) -> None:
            wrong = _wrong(message)
            if wrong:
                self._bury(message, wrong)
                return
            try:
                handle(message)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                self._bury(message, f"not a valid task: {type(error).__name__}")

        return on_message

    def on_unknown_task(self, _body: Any, message: Any, _error: Any) -> None:
        """A job type that no handler is there for."""
        self._bury(message, "unknown job type")

    def on_unknown_message(self, _body: Any, message: Any) -> None:
        """A message without the headers of a task."""
        self._bury(message, "not a task")

    def on_invalid_task(self, _body: Any, message: Any, _error: Any) -> None:
        """A task whose parts do not fit."""
        self._bury(message, "not a valid task")

    def on_decode_error(self, message: Any, _error: Any) -> None:
        """A body that is not JSON."""
        self._bury(message, "the body is not JSON")

    def _bury(self, message: Any, error: str) -> None:
        source = own.source_of(message.delivery_info)
        headers = message.headers if isinstance(message.headers, dict) else {}
        job_id = str(headers.get("id") or message.delivery_tag)
        if source.dead_letters:
            own.LOG.error(
                "a dead letter that cannot be handled stays where it is",
                job_id=job_id,
                reason=error,
            )
            return  # not acknowledged: it comes again after the visibility timeout
        attributes = {**own.attributes_of(headers), "infera_id": job_id}
        attributes["infera_dead"] = own.dead_note(source, "poison", error, 1)
        try:
            body = (
                message.body
                if isinstance(message.body, str)
                else bytes(message.body).decode(errors="replace")
            )
            own.worker().letters.bury(
                source.dead_letter, str(headers.get("task", "")), body, attributes
            )
        except Exception as failure:
            own.LOG.error("the dead letter queue did not take it; it comes again", error=failure)
            return
        message.ack()
        own.LOG.error("dead", queue=source.queue, job_id=job_id, reason="poison", dead_error=error)


def _wrong(message: Any) -> str:
    """What keeps a message from being a task; "" when nothing does."""
    try:
        body = message.decode()
    except Exception:
        return "the body is not JSON"
    if isinstance(message.headers, dict) and "task" in message.headers:
        parts = list(body) if isinstance(body, list | tuple) else []
        fits = len(parts) == 3 and isinstance(parts[0], list | tuple) and isinstance(parts[1], dict)
        return "" if fits else "not the body of a task"
    return ""
