"""Claims in the broker's own Redis: a hash for each job, changed by scripts that Redis runs as one step."""

from __future__ import annotations

from typing import Any

import redis

from infera.claims import UNFINISHED_TTL_S, Claim, State

_NOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""
CLAIM = (
    _NOW
    + """
local held = redis.call('HMGET', KEYS[1], 'state', 'until', 'runs', 'redriven')
if held[1] == 'done' then return {'done', 0} end
if held[1] == 'running' and tonumber(held[2]) > now then return {'held', 0} end
local runs = tonumber(held[3] or '0') + 1
if ARGV[3] ~= '' and held[4] ~= ARGV[3] then runs = 1 end
redis.call('HSET', KEYS[1], 'state', 'running', 'owner', ARGV[1], 'until', now + ARGV[2], 'runs', runs)
if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], 'redriven', ARGV[3]) end
redis.call('EXPIRE', KEYS[1], ARGV[4])
return {'claimed', runs}
"""
)
RENEW = (
    _NOW
    + """
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
if redis.call('HGET', KEYS[1], 'state') ~= 'running' then return 0 end
redis.call('HSET', KEYS[1], 'until', now + ARGV[2])
return 1
"""
)
FINISH = """
redis.call('HSET', KEYS[1], 'state', 'done', 'owner', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
"""
RELEASE = """
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
if redis.call('HGET', KEYS[1], 'state') ~= 'running' then return 0 end
redis.call('HSET', KEYS[1], 'state', 'failed', 'until', 0)
if ARGV[2] ~= '0' then redis.call('HINCRBY', KEYS[1], 'runs', -1) end
return 1
"""


class RedisClaims:
    """One prefix of keys for one worker."""

    def __init__(self, client: redis.Redis, prefix: str, ttl_s: int, lock_s: float) -> None:
        self._client, self._prefix = client, prefix
        self._ttl_s, self._lock_ms = ttl_s, int(lock_s * 1000)
        self._claim: Any = client.register_script(CLAIM)
        self._renew: Any = client.register_script(RENEW)
        self._finish: Any = client.register_script(FINISH)
        self._release: Any = client.register_script(RELEASE)

    def claim(self, key: str, owner: str, redriven: str) -> Claim:
        """Claim the job."""
        lasting_s = max(self._ttl_s, UNFINISHED_TTL_S)
        state, run = self._claim([self._key(key)], [owner, self._lock_ms, redriven, lasting_s])
        return Claim(State(state.decode()), int(run))

    def renew(self, key: str, owner: str) -> bool:
        """Hold the claim for longer."""
        return bool(self._renew([self._key(key)], [owner, self._lock_ms]))

    def finish(self, key: str, owner: str) -> None:
        """Keep the id for the declared time."""
        self._finish([self._key(key)], [owner, self._ttl_s])

    def release(self, key: str, owner: str, *, counted: bool) -> None:
        """Free the job at once."""
        self._release([self._key(key)], [owner, 0 if counted else 1])

    def forget(self, key: str) -> None:
        """Drop the record."""
        self._client.delete(self._key(key))

    def _key(self, key: str) -> str:
        return self._prefix + key
