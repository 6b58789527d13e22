"""Scalars of infera.yaml: YAML 1.2 plain scalars, and durations, rates, sizes and counts.

The parsers of the second kind take what the schema lets through and raise ValueError, with a
sentence for people, for anything else. Everything is ASCII: a digit of another script is not a
digit here.
"""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

LARGEST_INTEGER = 2**63 - 1  # what Terraform's providers and JSON readers keep exactly, and no further

_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_FIRST_OF_NUMBER = frozenset("0123456789+-.")

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_BYTES = {
    "KB": 10**3,
    "KiB": 2**10,
    "MB": 10**6,
    "MiB": 2**20,
    "GB": 10**9,
    "GiB": 2**30,
}
_COUNTS = {"": 1, "k": 10**3, "K": 10**3, "M": 10**6, "B": 10**9, "G": 10**9}
_DURATION = re.compile(r"([0-9]{1,9})([smhd])")
_MILLISECONDS = re.compile(r"([0-9]{1,9})ms")
_RATE = re.compile(r"([0-9]{1,9})/([sm])")
_SIZE = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,6}))? ?([KMG]i?B)")
_COUNT = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,6}))?([kKMBG]?)")


def plain(text: str) -> Scalar:
    """The value of a plain scalar by YAML 1.2's core schema.

    `no` is a text, `010` is ten, `1:30` and `1_000` are texts, `1e3` is a float. Infinite
    numbers, `.nan` and integers over 64 bits raise ValueError.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _FIRST_OF_NUMBER:
        return text
    return _number(text)


def _number(text: str) -> Scalar:
    if _INTEGER.fullmatch(text):
        return _integer(text, 10)
    if _BASED.fullmatch(text):
        return _integer(text, 0)
    if _NOT_FINITE.fullmatch(text):
        raise ValueError("is not a number that can be written down")
    if _FLOAT.fullmatch(text):
        value = float(text)
        if not math.isfinite(value):
            raise ValueError("is too large")
        return value
    return text


def _integer(text: str, base: int) -> int:
    digits = text.lstrip("+-0")
    value = int(text, base) if len(digits) <= 64 else LARGEST_INTEGER + 1
    if abs(value) > LARGEST_INTEGER:
        raise ValueError("is too large")
    return value


def _whole(value: object) -> int | None:
    """An integer that is not a boolean, and not below zero; None for everything else."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return None


def duration_s(value: object) -> int:
    """Whole seconds of `90`, `10s`, `5m`, `1h` or `7d`; ValueError otherwise."""
    whole = _whole(value)
    if whole is not None:
        return whole
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("a duration is whole seconds, or like `10s`, `5m`, `1h` or `7d`")
    return int(match[1]) * _SECONDS[match[2]]


def duration_ms(value: object) -> int:
    """Milliseconds of `200ms` or of a duration; ValueError otherwise.

    For the length of one job in `expected`, the only duration under a second.
    """
    match = _MILLISECONDS.fullmatch(value) if isinstance(value, str) else None
    if match is not None:
        return int(match[1])
    try:
        return duration_s(value) * 1000
    except ValueError:
        raise ValueError("a job lasts `200ms`, whole seconds, or `10s`, `5m`, `1h`") from None


def rate_per_s(value: object) -> float:
    """Jobs a second of `100/s` or `6000/m`; ValueError otherwise, and for zero."""
    match = _RATE.fullmatch(value) if isinstance(value, str) else None
    if match is None or int(match[1]) == 0:
        raise ValueError("a rate is like `100/s` or `6000/m`, and at least 1")
    jobs, seconds = int(match[1]), _SECONDS[match[2]]
    return jobs // seconds if jobs % seconds == 0 else jobs / seconds


def size_bytes(value: object) -> int:
    """Bytes of `256KiB`, `1 MB`, `1.5GiB` or a whole number of bytes; ValueError otherwise."""
    whole = _whole(value)
    if whole is not None:
        return whole
    match = _SIZE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("a size takes KB, KiB, MB, MiB, GB or GiB, like `256KiB`")
    return _scaled(match[1], match[2], _BYTES[match[3]])


def memory_mb(value: object) -> int:
    """Megabytes of `512`, `512MB`, `1GiB`; ValueError otherwise.

    The clouds sell memory in binary units and call them MB, so `1GB` and `1GiB` are both 1024 here.
    """
    whole = _whole(value)
    if whole is not None:
        return whole
    match = _SIZE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("memory is a number of MB, or a size like `512MB` or `1GiB`")
    unit = match[3] if "i" in match[3] else match[3].replace("B", "iB")
    return -(-_scaled(match[1], match[2], _BYTES[unit]) // 2**20)


def count(value: object) -> int:
    """A whole number of `1000000`, `1M`, `1.5M` or `250k`; ValueError otherwise."""
    whole = _whole(value)
    if whole is not None:
        return whole
    match = _COUNT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("a count is a whole number, or like `250k` or `1M`")
    return _scaled(match[1], match[2], _COUNTS[match[3]])


def _scaled(whole: str, fraction: str | None, factor: int) -> int:
    """`whole.fraction` times `factor`, exact, cut to a whole number."""
    digits = fraction or ""
    scaled: int = int(whole + digits) * factor // 10 ** len(digits)
    return scaled
