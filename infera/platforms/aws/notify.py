"""Who hears of an alarm: topics for e-mails, and the ARNs that were given."""

from __future__ import annotations

from typing import Any

from infera import names
from infera.model import Environment, Queue, Text
from infera.records import dataclass, field
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module

PAGE, TICKET = "page", "ticket"


def is_email(target: Text) -> bool:
    """Whether a target is an e-mail address, which needs a topic; everything else is an ARN."""
    return isinstance(target, str) and "@" in target and not target.startswith("arn:")


def targets(queue: Queue, severity: str) -> tuple[Text, ...]:
    """Who hears of alarms of this severity: with only one list, that one hears everything."""
    alarms = queue.alarms
    if severity == PAGE:
        return alarms.page or alarms.ticket
    return alarms.ticket or alarms.page


@dataclass(slots=True)
class Topics:
    """The topics that the alarms of a module need: one for each different list of e-mails."""

    module: Module
    labels: dict[tuple[tuple[str, ...], ...], str] = field(default_factory=dict)
    lists: dict[str, Any] = field(default_factory=dict)

    def actions(self, queue: Queue, severity: str) -> Any:
        """The value of `alarm_actions`: topics and ARNs; an empty list when nobody hears."""
        label = self._label(queue, severity)
        module, name = self.module, queue.name

        def arns(environment: Environment) -> list[Text]:
            return [t for t in targets(environment.queue(name), severity) if not is_email(t)]

        given = module.vary(
            f"{queue.label}_{severity}_arns",
            arns,
            description=f"ARNs that hear the {severity} alarms of `{name}`.",
            type="list(string)",
        )
        own = [Expr(f"aws_sns_topic.{label}.arn")] if label else []
        if isinstance(given, Expr):
            return Expr(f"concat({literal(own)}, {given})") if own else given
        return [*own, *given]

    def _label(self, queue: Queue, severity: str) -> str | None:
        """The label of the topic for the e-mails of a queue, None when there are none."""
        key = tuple(
            tuple(t for t in targets(e.queue(queue.name), severity) if isinstance(t, str) and is_email(t))
            for e in self.module.project.environments
        )
        if not any(key):
            return None
        if key not in self.labels:
            first = f"alarms_{severity}"
            label = first if first not in self.lists else f"{queue.label}_alarms_{severity}"
            self.labels[key] = label
            self.lists[label] = self.module.vary(
                f"{label}_emails",
                lambda e: list(key[self.module.project.environments.index(e)]),
                description="E-mail addresses that hear alarms.",
                type="list(string)",
            )
        return self.labels[key]

    def views(self) -> list[dict[str, Any]]:
        """What the template needs for each topic, in the order of first use."""
        return [
            {
                "label": label,
                "ref": Expr(f"aws_sns_topic.{label}"),
                "name": self.module.name(
                    f"{label}_name",
                    lambda e, label=label: names.cloud_name(e, label, 256),  # type: ignore[misc]
                    what="a topic for alarms",
                ),
                "emails": emails,
            }
            for label, emails in self.lists.items()
        ]
