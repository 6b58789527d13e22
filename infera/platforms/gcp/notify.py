"""Who hears of an alarm: e-mail addresses become notification channels, ids of channels are used as they are."""

from __future__ import annotations

from typing import Any

from infera.model import Alarms, Queue, Text
from infera.records import dataclass, field
from infera.render.hcl import Expr, literal
from infera.terraform.module import Module

PAGE, TICKET = "page", "ticket"
CHANNEL = "google_monitoring_notification_channel.email"


def is_email(principal: Text) -> bool:
    """Whether a notification goes to an address; everything else is the id of a channel."""
    return isinstance(principal, str) and "@" in principal


def listeners(alarms: Alarms, severity: str) -> tuple[Text, ...]:
    """Who hears of an alarm of that severity: its own list, else the other one."""
    mine, other = (alarms.page, alarms.ticket) if severity == PAGE else (alarms.ticket, alarms.page)
    return mine or other


def addresses(alarms: Alarms) -> list[str]:
    """The e-mail addresses of a queue's alarms, sorted."""
    return sorted({str(each) for each in (*alarms.page, *alarms.ticket) if is_email(each)})


@dataclass(slots=True)
class Channels:
    """The channels of a module, as they come up."""

    module: Module
    used: bool = field(default=False)

    def of_queue(self, queue: Queue, severity: str) -> Any:
        """The `notification_channels` of an alarm."""
        lists = [listeners(e.queue(queue.name).alarms, severity) for e in self.module.project.environments]
        if all(each == lists[0] for each in lists):
            return self._fixed(lists[0])
        return self._differing(queue, severity)

    def _fixed(self, everyone: tuple[Text, ...]) -> list[Any]:
        found: list[Any] = []
        for each in everyone:
            if is_email(each):
                self.used = True
                found.append(Expr(f"{CHANNEL}[{literal(each)}].id"))
            else:
                found.append(self.module.text(each))
        return found

    def _differing(self, queue: Queue, severity: str) -> Expr:
        name = f"{queue.label}_{severity}"
        emails = self.module.vary(
            f"{name}_emails",
            lambda e: sorted(str(x) for x in listeners(e.queue(queue.name).alarms, severity) if is_email(x)),
            description=f"Addresses that hear of alarms of {queue.name}.",
            type="list(string)",
        )
        channels = self.module.vary(
            f"{name}_channels",
            lambda e: [x for x in listeners(e.queue(queue.name).alarms, severity) if not is_email(x)],
            description=f"Notification channels that hear of alarms of {queue.name}.",
            type="list(string)",
        )
        self.used = True
        mails = f"[for address in {literal(emails)} : {CHANNEL}[address].id]"
        return Expr(mails if channels == [] else f"concat({mails}, {literal(channels)})")

    def all_addresses(self) -> Any:
        """Every address of the project, for the channels' `for_each`."""
        return self.module.vary(
            "alarm_emails",
            lambda e: sorted({address for q in e.queues for address in addresses(q.alarms)}),
            description="Addresses that hear of alarms.",
            type="list(string)",
        )
