"""Where the data folders are: packed into the package (a wheel), or beside it (a checkout)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["templates", "schemas", "docs/codes"]

_PACKAGE = Path(__file__).resolve().parent


@cache
def data_dir(kind: Kind) -> Path:
    """The folder that holds one kind of data; FileNotFoundError when the installation lacks it.

    A wheel carries the folders inside the package; an editable install has them beside it.
    """
    for folder in (_PACKAGE / kind, _PACKAGE.parent / kind):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"this installation of infera lacks its {kind} folder")
