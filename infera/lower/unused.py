"""Keys of the top level and of an environment that belong to another provider: said, not dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from infera import codes
from infera.diagnostics import Diagnostic

_CLOUDS = ("aws", "gcp")
_TAKEN_BY: Mapping[str, tuple[str, ...]] = {
    "aws": ("aws",),
    "project_id": ("gcp",),
    "provider_config": _CLOUDS,
    "region": _CLOUDS,
    "terraform": _CLOUDS,
}


def unused(data: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """What a merged document says that nothing of its provider takes."""
    provider = data["provider"]
    for key, takers in _TAKEN_BY.items():
        if key in data and provider not in takers:
            hint = "remove it; it is a key of " + " and ".join(f"`{each}`" for each in takers)
            yield Diagnostic(codes.UNUSED_KEY, f"`{key}` changes nothing on `{provider}`", (key,), hint, on_key=True)
