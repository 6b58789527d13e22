"""Every kind of finding there is, one constant each.

By stage: 0xx reading the file, 1xx its shape, 2xx its meaning, 3xx back ends and platforms, 4xx the disk,
9xx a bug. An id never changes meaning. The slug names the fault and reads after "ignore". Every code has a
page, `docs/codes/<id>-<slug>.md`.
"""

from __future__ import annotations

from infera.diagnostics import Code, Severity

# --- 0xx: reading the file -------------------------------------------------------------------------------
UNREADABLE = Code("INF001", "unreadable", "the file cannot be read")
TOO_LARGE = Code("INF002", "too-large", "the file is over 1 MiB")
NOT_UTF8 = Code("INF003", "not-utf8", "the file is not UTF-8")
CONTROL_CHARACTER = Code("INF004", "control-character", "an invisible character stands in the file")
BAD_SYNTAX = Code("INF005", "bad-syntax", "the file is not YAML")
EMPTY_FILE = Code("INF006", "empty-file", "nothing is written in the file")
NOT_A_MAPPING = Code("INF007", "not-a-mapping", "the file is not a map of keys and values")
DUPLICATE_KEY = Code("INF008", "duplicate-key", "a key is written twice in one map")
BAD_KEY = Code("INF009", "bad-key", "a key is not a text")
TAG = Code("INF010", "tag", "a value carries a YAML tag")
SEVERAL_DOCUMENTS = Code("INF011", "several-documents", "the file holds more than one document")
ALIAS_BUDGET = Code("INF012", "alias-budget", "aliases expand to more than 50,000 values")
TOO_DEEP = Code("INF013", "too-deep", "values are nested over 100 levels deep")
BAD_NUMBER = Code("INF014", "bad-number", "a number is infinite, no number, or too large")
MERGE_KEY = Code("INF015", "merge-key", "a map uses the merge key of YAML 1.1")
BAD_ALIAS = Code("INF016", "bad-alias", "an alias leads nowhere or into itself")
BYTE_ORDER_MARK = Code("INF017", "byte-order-mark", "the file starts with a byte order mark")
UNKNOWN_IGNORE = Code(
    "INF018", "unknown-ignore", "a comment ignores a code that does not exist", Severity.WARNING
)

# --- 1xx: the shape --------------------------------------------------------------------------------------
UNKNOWN_KEY = Code("INF101", "unknown-key", "a key that does not exist here")
MISSING_KEY = Code("INF102", "missing-key", "a key that must be there is not")
WRONG_TYPE = Code("INF103", "wrong-type", "a value of the wrong kind")
UNKNOWN_VALUE = Code("INF104", "unknown-value", "a value that is not one of the allowed ones")
BAD_FORMAT = Code("INF105", "bad-format", "a value that is not written as it must be")
OUT_OF_RANGE = Code("INF106", "out-of-range", "a value too small, too large, too short or too long")
BAD_NAME = Code("INF107", "bad-name", "a name that cannot be a name")
RESERVED_NAME = Code(
    "INF108", "reserved-name", "a name that an operating system keeps for a device"
)
REPEATED_VALUE = Code("INF109", "repeated-value", "a list holds a value twice")
KEYS_CLASH = Code(
    "INF110", "keys-clash", "keys that exclude one another, or one without its partner"
)
BAD_PAYLOAD_SCHEMA = Code("INF120", "bad-payload-schema", "a job's payload is not a JSON Schema")
PAYLOAD_FILE = Code("INF121", "payload-file", "the file of a payload schema cannot be used")
PAYLOAD_REFERENCE = Code(
    "INF122", "payload-reference", "a payload schema refers to something outside"
)
PAYLOAD_PATTERN = Code("INF123", "payload-pattern", "a pattern that could run for ever")
PAYLOAD_SIZE = Code("INF124", "payload-size", "a payload schema is too large or too deep")

# --- 2xx: the meaning ------------------------------------------------------------------------------------

# --- 3xx: back ends and platforms ------------------------------------------------------------------------

# --- 4xx: the disk ---------------------------------------------------------------------------------------

# --- 9xx: a bug in infera --------------------------------------------------------------------------------

ALL: tuple[Code, ...] = tuple(
    sorted(
        (item for item in list(globals().values()) if isinstance(item, Code)), key=lambda c: c.id
    )
)
_BY_ID = {code.id: code for code in ALL}
_BY_SLUG = {code.slug: code for code in ALL}


def by_id(code_id: str) -> Code | None:
    """The code of that id (`INF101`), or None."""
    return _BY_ID.get(code_id)


def by_slug(slug: str) -> Code | None:
    """The code of that slug (`unknown-key`), or None."""
    return _BY_SLUG.get(slug)
