"""Names in generated Python: from what someone wrote to identifiers that clash with nothing."""

from __future__ import annotations

import keyword
import re

# What `types.py` and the classes in it use by name; a property of that name would hide it.
TAKEN_IN_CLASS = frozenset(
    {
        *(
            "Annotated",
            "Any",
            "BaseModel",
            "ConfigDict",
            "Field",
            "Flag",
            "Format",
            "If",
            "Integer",
        ),
        *("Literal", "Matches", "None", "Number", "OneInteger", "Present", "Text", "TypeAlias"),
        *("Union", "annotations", "bool", "dict", "float", "int", "list", "str", "type"),
    }
)
# Attributes of a pydantic model (2.14) that a field must not hide.
TAKEN_BY_MODEL = frozenset(
    {
        *("construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj", "parse_raw"),
        *("schema", "schema_json", "update_forward_refs", "validate"),
    }
)


def class_name(*parts: str) -> str:
    """`resize-image`, `options` -> `ResizeImageOptions`."""
    words = [word for part in parts for word in re.split(r"[^A-Za-z0-9]+", _ascii(part)) if word]
    name = "".join(word[0].upper() + word[1:] for word in words)
    return name if name and name[0].isalpha() else f"Type{name}"


def field_name(name: str, taken: set[str]) -> str:
    """A property as a field of a model; the caller adds it to `taken`."""
    found = re.sub(r"\W", "_", _ascii(name), flags=re.ASCII).strip("_") if not _plain(name) else name
    if not found or found[0].isdigit():
        found = f"field_{found}".rstrip("_")
    if keyword.iskeyword(found) or found in TAKEN_IN_CLASS or found in TAKEN_BY_MODEL or found.startswith("model_"):
        found += "_"
    result, number = found, 2
    while result in taken:
        result, number = f"{found.rstrip('_')}_{number}", number + 1
    return result


def module_name(job: str) -> str:
    """A job as the name of its file."""
    return job.replace("-", "_")


def constant(name: str) -> str:
    """`resize-image` -> `RESIZE_IMAGE`."""
    return re.sub(r"\W", "_", name, flags=re.ASCII).upper()


def is_importable(module: str) -> bool:
    """Whether `from handlers import <module>` is Python: a keyword is not a name."""
    return not keyword.iskeyword(module)


def _plain(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) is not None


def _ascii(text: str) -> str:
    return text.encode("ascii", "replace").decode().replace("?", "_")
