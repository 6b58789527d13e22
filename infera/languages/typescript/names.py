"""Names of TypeScript: types, identifiers, keys and comments."""

from __future__ import annotations

import json
import re

_WORD = re.compile(r"[A-Za-z0-9]+")
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


def pascal(text: str) -> str:
    """`welcome-email` as `WelcomeEmail`; never empty, never with a digit first."""
    name = "".join(word[0].upper() + word[1:] for word in _WORD.findall(text))
    return name if name and not name[0].isdigit() else f"Type{name}"


def camel(text: str) -> str:
    """`welcome-email` as `welcomeEmail`."""
    name = pascal(text)
    return name[0].lower() + name[1:]


def payload_type(job: str) -> str:
    """The type of a job's payload: `EmailsPayload`."""
    return f"{pascal(job)}Payload"


def handler_name(job: str) -> str:
    """The import name of a job's handler: `handleEmails`, which no reserved word can be."""
    return f"handle{pascal(job)}"


def string(text: str) -> str:
    """The text as a string literal."""
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def quoted(text: str) -> str:
    """The text as a string literal, in the quotes that need fewer escapes."""
    if text.count('"') <= text.count("'"):
        return string(text)
    inner = string(text)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{inner}'"


def key(text: str) -> str:
    """The text as a property's name, quoted where it must be."""
    return text if _IDENTIFIER.fullmatch(text) else quoted(text)


def comment(text: str) -> str:
    """The text as the inside of a `/** … */` comment on one line."""
    return " ".join(text.replace("*/", "*\u200b/").split())
