"""The wheel carries its templates compiled: a run with one queue spends nothing on compiling them."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `infera/render/precompiled` to a wheel; an editable install compiles as it goes."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder of its own and pack that."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from infera.render.env import codes, template_names  # noqa: PLC0415 (from the tree that is built)
            from infera.render.precompile import write  # noqa: PLC0415
        finally:
            sys.path.remove(self.root)
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name) / "precompiled"
        write(folder, codes(template_names()))
        build_data["force_include"][str(folder)] = "infera/render/precompiled"

    def finalize(self, *_: object) -> None:
        """Leave nothing behind."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()
