"""YAML 1.2 scalars, and the units of infera.yaml."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from infera import scalars


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("nUll", "nUll"),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("010", 10),
        ("-010", -10),
        ("+5", 5),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b11", "0b11"),
        ("-0x1F", "-0x1F"),
        ("1:30", "1:30"),
        ("190:20:30.15", "190:20:30.15"),
        ("1_000", "1_000"),
        ("1__0", "1__0"),
        ("2024-01-01", "2024-01-01"),
        ("1e3", 1000.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("-1.5E-2", -0.015),
        (".", "."),
        ("-", "-"),
        ("+", "+"),
        ("1e", "1e"),
        ("1.2.3", "1.2.3"),
        ("=", "="),
        ("٣", "٣"),
        ("\uff11\uff10", "\uff11\uff10"),
        ("0" * 100 + "7", 7),
        ("9223372036854775807", 2**63 - 1),
    ],
)
def test_a_plain_scalar_is_what_yaml_1_2_says(text: str, value: object) -> None:
    found = scalars.plain(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text", [".inf", "-.INF", "+.Inf", ".nan", ".NaN", "1e999", "9" * 20, "0x" + "F" * 17, "9" * 5000]
)
def test_a_number_that_nobody_can_keep_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is "):
        scalars.plain(text)


@pytest.mark.parametrize(
    ("read", "value", "result"),
    [
        (scalars.duration_s, 0, 0),
        (scalars.duration_s, 90, 90),
        (scalars.duration_s, "10s", 10),
        (scalars.duration_s, "5m", 300),
        (scalars.duration_s, "1h", 3600),
        (scalars.duration_s, "7d", 604_800),
        (scalars.duration_ms, "200ms", 200),
        (scalars.duration_ms, "3s", 3000),
        (scalars.duration_ms, 2, 2000),
        (scalars.rate_per_s, "100/s", 100),
        (scalars.rate_per_s, "6000/m", 100),
        (scalars.rate_per_s, "30/m", 0.5),
        (scalars.size_bytes, 1000, 1000),
        (scalars.size_bytes, "1KB", 1000),
        (scalars.size_bytes, "256KiB", 262_144),
        (scalars.size_bytes, "1 MB", 1_000_000),
        (scalars.size_bytes, "1.5MiB", 1_572_864),
        (scalars.size_bytes, "1GB", 10**9),
        (scalars.size_bytes, "1GiB", 2**30),
        (scalars.memory_mb, 512, 512),
        (scalars.memory_mb, "512MB", 512),
        (scalars.memory_mb, "512MiB", 512),
        (scalars.memory_mb, "1GB", 1024),
        (scalars.memory_mb, "1GiB", 1024),
        (scalars.memory_mb, "1.5GiB", 1536),
        (scalars.memory_mb, "1KB", 1),
        (scalars.count, 250_000, 250_000),
        (scalars.count, "1M", 1_000_000),
        (scalars.count, "1.5M", 1_500_000),
        (scalars.count, "250k", 250_000),
        (scalars.count, "10", 10),
    ],
)
def test_a_unit_is_read(read: Callable[[object], float], value: object, result: float) -> None:
    found = read(value)
    assert found == result
    assert isinstance(found, int) or not found.is_integer()


@pytest.mark.parametrize(
    "read",
    [
        scalars.duration_s,
        scalars.duration_ms,
        scalars.rate_per_s,
        scalars.size_bytes,
        scalars.memory_mb,
        scalars.count,
    ],
)
@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -1,
        1.0,
        math.nan,
        "",
        "s",
        "10 s",
        "10S",
        "1.5h",
        "-5m",
        "5m\n",
        "٣s",
        "1h30m",
        "100/h",
        "0/s",
        "1/2/s",
        "5XB",
        "1kb",
        "1e3",
        "1_000k",
        [],
        {},
        "9" * 5000 + "s",
    ],
)
def test_anything_else_is_refused_in_a_sentence(read: Callable[[object], object], value: object) -> None:
    with pytest.raises(ValueError, match="`"):
        read(value)
