"""From what lies in a queue to a job: `{"type", "data", "id"?}`, or the whole body as the payload."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from infera.context import Poison


def _not_json(_name: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


_DECODER: Any = json.JSONDecoder(parse_constant=_not_json)
_scan = _DECODER.scan_once  # of a value that begins at once, without a look for blanks


def _parse(body: bytes | str) -> Any:
    """The JSON value of a body in UTF-8; ValueError for anything else."""
    text = body if isinstance(body, str) else body.decode()
    try:
        value, end = _scan(text, 0)
    except StopIteration:  # it begins with a blank, or is no JSON
        return _DECODER.decode(text)
    return value if end == len(text) else _DECODER.decode(text)


def read(body: bytes | str) -> tuple[str, Any, str, str]:
    """Type, data, id and trace of `{"type", "data", "id"?}`; Poison when the body is anything else."""
    try:
        message = _parse(body)
    except (ValueError, RecursionError):
        raise Poison("the body is not JSON") from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise Poison("the body has no job type")
    given = message.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if given is not None and not isinstance(given, str):
        raise Poison("the job's id is not a text")
    trace = message.get("traceparent")
    return (
        message["type"],
        message.get("data"),
        given or "",
        trace if isinstance(trace, str) else "",
    )


def own_id(body: bytes | str) -> str:
    """The id in a body that may be anything; "" when it has none."""
    try:
        return read(body)[2]
    except Poison:
        return ""


def raw(body: bytes | str) -> Any:
    """A body that is the payload: JSON, or a text as it stands."""
    try:
        return _parse(body)
    except RecursionError:
        raise Poison("the body is nested too deep") from None
    except UnicodeDecodeError:
        raise Poison("the body is not text") from None
    except ValueError:
        return body if isinstance(body, str) else _decoded(body)


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Poison("the body is not text") from None
