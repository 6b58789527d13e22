"""How tasks are taken off Redis: in one step with the note that this worker has them.

kombu's own transport takes a task off its list with BRPOP and notes it afterwards: a worker that is killed in between,
or while it is busy and the answer lies unread, takes the task with it. Here a script does both. A script cannot wait, so
an idle worker asks again after `IDLE_S`.
"""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis, virtual
from kombu.utils.encoding import bytes_to_str
from kombu.utils.json import loads

# What these override is kombu's own and in no stub.
_Channel: Any = redis.Channel
_QoS: Any = redis.QoS
_Transport: Any = redis.Transport
IDLE_S = 0.2
# KEYS: the lists, then the hash and the index of what workers have. ARGV: the time, and for each list the name of its
# queue, empty for one whose messages nobody acknowledges.
TAKE = """
local lists = #KEYS - 2
for at = 1, lists do
  local text = redis.call('RPOP', KEYS[at])
  if text then
    local queue = ARGV[at + 1]
    local read, message = pcall(cjson.decode, text)
    local about = read and type(message) == 'table' and message['properties']
    local noted = 0
    if queue ~= '' and type(about) == 'table' and type(about['delivery_tag']) == 'string' then
      local info = type(about['delivery_info']) == 'table' and about['delivery_info'] or {}
      local exchange = type(info['exchange']) == 'string' and info['exchange'] or ''
      local key = type(info['routing_key']) == 'string' and info['routing_key'] or queue
      local entry = '[' .. text .. ',' .. cjson.encode(exchange) .. ',' .. cjson.encode(key) .. ']'
      redis.call('ZADD', KEYS[lists + 2], ARGV[1], about['delivery_tag'])
      redis.call('HSET', KEYS[lists + 1], about['delivery_tag'], entry)
      noted = 1
    end
    return {KEYS[at], text, noted}
  end
end
return false
"""


# KEYS: the hash and the index. ARGV: the task.
DONE = "redis.call('ZREM', KEYS[2], ARGV[1]) return redis.call('HDEL', KEYS[1], ARGV[1])"


class QoS(_QoS):  # type: ignore[misc]
    """What a worker has: not noted twice, and taken off the note in one round."""

    def append(self, message: Any, delivery_tag: str) -> None:
        """A task was taken; the script has noted it already unless it came in another way."""
        if self.channel.noted:
            virtual.QoS.append(self, message, delivery_tag)
        else:
            super().append(message, delivery_tag)

    def ack(self, delivery_tag: str) -> None:
        """A task is done with."""
        with self.channel.conn_or_acquire() as client:
            client.execute_command(
                "EVAL", DONE, 2, self.unacked_key, self.unacked_index_key, delivery_tag
            )
        self._quick_ack(delivery_tag)


class Channel(_Channel):  # type: ignore[misc]
    """A channel whose reads leave a task in Redis until it is acknowledged."""

    QoS = QoS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._unkept: set[str] = set()
        self._idle_until, self._taking = 0.0, False
        self.noted = False  # the task at hand is in Redis, as one that this worker has
        super().__init__(*args, **kwargs)

    def basic_consume(self, queue: str, *args: Any, **kwargs: Any) -> Any:
        """Messages that are not to be acknowledged are gone with the read, such as answers."""
        if args[0] if args else kwargs.get("no_ack"):
            self._unkept.add(queue)
        return super().basic_consume(queue, *args, **kwargs)

    def _brpop_start(self, timeout: float | None = None) -> None:
        self._taking = getattr(self.connection.cycle, "wakes", None) is not None
        if not self._taking:  # a caller that waits for an answer, without a loop to ask again
            super()._brpop_start(timeout)
            return
        now = time.monotonic()
        if now < self._idle_until:
            return
        queues = self._queue_cycle.consume(len(self.active_queues))
        if not queues:
            return
        levels = self.priority_steps
        lists = [(self._q_for_pri(queue, level), queue) for level in levels for queue in queues]
        keys = [*(key for key, _ in lists), self.unacked_key, self.unacked_index_key]
        names = ["" if queue in self._unkept else queue for _, queue in lists]
        self._in_poll = self.client.connection
        self._brpop_sent_at = now
        self.client.connection.send_command("EVAL", TAKE, len(keys), *keys, time.time(), *names)

    def _brpop_read(self, **options: Any) -> Any:
        if not self._taking:
            return super()._brpop_read(**options)
        try:
            try:
                found = self.client.parse_response(self.client.connection, "EVAL", **options)
            except self.connection_errors:
                self.client.connection.disconnect()  # the next round connects again
                raise
            if not found:
                self._idle_until = time.monotonic() + IDLE_S
                raise Empty
            queue = bytes_to_str(found[0]).rsplit(self.sep, 1)[0]
            self._queue_cycle.rotate(queue)
            self.noted = bool(found[2])
            self.connection._deliver(loads(bytes_to_str(found[1])), queue)
            return True
        finally:
            self._in_poll, self.noted = None, False
            self._flush_brpop_reauth()


class Transport(_Transport):  # type: ignore[misc]
    """kombu's transport with these channels, and a loop that wakes to ask again."""

    Channel = Channel

    def register_with_event_loop(self, connection: Any, loop: Any) -> None:
        """Let the loop turn at least as often as an idle worker asks."""
        super().register_with_event_loop(connection, loop)
        before = getattr(self.cycle, "wakes", None)
        if before is not None:
            before.cancel()
        self.cycle.wakes = loop.call_repeatedly(IDLE_S, _nothing)


def _nothing() -> None:
    """What turns the loop needs to do nothing."""


def install() -> None:
    """Let every `redis:` and `rediss:` address of this process mean this transport."""
    for scheme in ("redis", "rediss"):
        TRANSPORT_ALIASES[scheme] = f"{__name__}:Transport"
