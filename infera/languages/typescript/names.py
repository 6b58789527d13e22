"""Names of TypeScript: types, identifiers, keys and comments."""

from __future__ import annotations

import json
import re
import unicodedata

_WORD = re.compile(r"[A-Za-z0-9]+")
_ASCII_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
# Unicode's ID_Start and ID_Continue by category (Annex 31), and what it adds to them by name
_STARTS = {"Lu", "Ll", "Lt", "Lm", "Lo", "Nl"}
_OTHER_STARTS = set("\u1885\u1886\u2118\u212e\u309b\u309c")
_CONTINUES = {"Mn", "Mc", "Nd", "Pc"}
_OTHER_CONTINUES = set("\u00b7\u0387\u1369\u136a\u136b\u136c\u136d\u136e\u136f\u1370\u1371\u19da\u200c\u200d")


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
    """The text as a property's name, quoted where it must be: where it is no identifier of ECMAScript's."""
    return text if _is_identifier(text) else quoted(text)


def _is_identifier(text: str) -> bool:
    if text.isascii():
        return bool(_ASCII_IDENTIFIER.fullmatch(text))
    return _starts(text[0]) and all(_starts(char) or _continues(char) for char in text[1:])


def _starts(char: str) -> bool:
    return char in "$_" or unicodedata.category(char) in _STARTS or char in _OTHER_STARTS


def _continues(char: str) -> bool:
    return unicodedata.category(char) in _CONTINUES or char in _OTHER_CONTINUES


def comment(text: str) -> str:
    """The text as the inside of a `/** … */` comment on one line."""
    return " ".join(text.replace("*/", "*\u200b/").split())
