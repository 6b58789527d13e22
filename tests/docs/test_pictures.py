"""The pictures of the documentation can be taken again, and show what they say."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.docs import pictures

DOCS = pictures.ROOT / "docs"
BACK = {"graph-light": (0xFF, 0xFF, 0xFF), "graph-dark": (0x0D, 0x11, 0x17), "graph-phone": (0xFF, 0xFF, 0xFF)}


def png(path: Path) -> tuple[tuple[int, int], tuple[int, ...]]:
    """The size of a PNG, and its upper left pixel."""
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    size = struct.unpack(">II", data[16:24])
    parts, at = b"", 8
    while at < len(data):
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        parts += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    first = zlib.decompressobj().decompress(parts, 4)  # a filter changes nothing of the first pixel
    return (size[0], size[1]), tuple(first[1:4])


@pytest.mark.engine
@pytest.mark.skipif(pictures.CHROMIUM is None, reason="chromium is not installed")
@pytest.mark.parametrize("name", pictures.PHOTOGRAPHS)
def test_a_photograph_can_be_taken_again(tmp_path: Path, name: str) -> None:
    assert png(pictures.photograph(name, tmp_path)) == (pictures.PHOTOGRAPHS[name][:2], BACK[name])


@pytest.mark.parametrize("name", pictures.PHOTOGRAPHS)
def test_the_photograph_that_is_shown_has_its_size_and_scheme(name: str) -> None:
    file = pictures.TARGET / f"{name}.png"

    assert png(file) == (pictures.PHOTOGRAPHS[name][:2], BACK[name])
    assert file.stat().st_size < 100_000


def test_the_plan_shows_old_and_new_values() -> None:
    lines = ElementTree.fromstring(pictures.plan_svg()).iter("{http://www.w3.org/2000/svg}text")
    text = "\n".join("".join(line.itertext()).replace("\u00a0", " ") for line in lines)

    assert text.startswith("$ infera plan\n")
    assert "100 -> 50" in text
    assert "\x1b" not in text


def test_every_picture_is_shown() -> None:
    shown = {
        Path(p).name
        for page in DOCS.rglob("*.md")
        for p in re.findall(r"!\[[^\]]+\]\(([^)#]+)", page.read_text("utf-8"))
    }

    assert shown == {file.name for file in pictures.TARGET.iterdir()}
