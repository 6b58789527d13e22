"""`generate --merge`: an edit of the user's and a change of infera's in one file, line by line.

The base is the text that infera last generated (`.infera/base`). Where only one side changed a
stretch of lines, that side is taken; where both changed it alike, once; else both stand there
between markers, as git writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from infera import codes
from infera.diagnostics import Diagnostic
from infera.output import base
from infera.output.plan import Merge, Merged

OURS = b"<<<<<<< yours\n"
MIDDLE = b"=======\n"
THEIRS = b">>>>>>> infera\n"
_MAX_LINES = 20_000  # the comparison takes time that grows faster than the text

Lines = list[bytes]
_Same = tuple[int, int, int, int]  # where equal lines begin in base, yours and theirs, and how many


def merger(root: Path) -> Merge:
    """The merge for `plan`, with the base of one output folder."""
    stored: list[base.Base] = []  # read when the first edited file asks for it

    def one(path: PurePosixPath, names: tuple[str, ...], yours: bytes, theirs: bytes) -> Merged | Diagnostic:
        if _unresolved(yours):
            return _finding(
                path,
                f"`{path}` still has conflict markers",
                "settle each place, remove the markers, and run `infera generate --merge` again",
            )
        if not stored:
            stored.append(base.Base.of(root))
        common = stored[0].nearest(names, yours)
        if common is None:
            return Diagnostic(
                codes.NO_MERGE_BASE,
                f"`{path}` was edited, and the version that infera generated is not stored here",
                hint="restore the generated version, run `infera generate`, make the edit again;"
                " or `--force`, which keeps a backup",
                file=str(path),
            )
        return merge(common, yours, theirs) or _finding(
            path, f"`{path}` cannot be merged line by line", "merge it by hand, or use `--force`"
        )

    return one


def _finding(path: PurePosixPath, message: str, hint: str) -> Diagnostic:
    return Diagnostic(codes.MERGE_CONFLICT, message, hint=hint, file=str(path))


def _unresolved(data: bytes) -> bool:
    return OURS in data and THEIRS.rstrip() in data


def merge(common: bytes, yours: bytes, theirs: bytes) -> Merged | None:
    """The merge of two versions of one text; None when they are no text, or too long to compare."""
    if any(b"\0" in each for each in (common, yours, theirs)):
        return None
    base_lines, your_lines, their_lines = (_lines(each) for each in (common, yours, theirs))
    if max(map(len, (base_lines, your_lines, their_lines))) > _MAX_LINES:
        return None
    merged: Lines = []
    clean = True
    at = (0, 0, 0)
    for start, yours_at, theirs_at, count in _same(base_lines, your_lines, their_lines):
        stretch = _stretch(base_lines[at[0] : start], your_lines[at[1] : yours_at], their_lines[at[2] : theirs_at])
        clean = clean and stretch is not None
        merged += (
            stretch if stretch is not None else _conflict(your_lines[at[1] : yours_at], their_lines[at[2] : theirs_at])
        )
        merged += base_lines[start : start + count]
        at = (start + count, yours_at + count, theirs_at + count)
    return Merged(b"".join(merged), clean)


def _lines(data: bytes) -> Lines:
    lines = data.split(b"\n")
    ended = [line + b"\n" for line in lines[:-1]]
    return ended + ([lines[-1]] if lines[-1] else [])


def _same(base_lines: Lines, yours: Lines, theirs: Lines) -> Iterator[_Same]:
    """The runs of lines that all three have, in order, and an empty one at the end."""
    mine = SequenceMatcher(None, base_lines, yours, autojunk=False).get_matching_blocks()
    other = SequenceMatcher(None, base_lines, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(mine) and j < len(other):
        a, b = mine[i], other[j]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield start, a.b + start - a.a, b.b + start - b.a, end - start
        if a.a + a.size <= b.a + b.size:
            i += 1
        else:
            j += 1
    yield len(base_lines), len(yours), len(theirs), 0


def _stretch(base_lines: Lines, yours: Lines, theirs: Lines) -> Lines | None:
    """What a stretch between common lines becomes; None when both sides changed it differently."""
    if yours in (base_lines, theirs):
        return theirs
    if theirs == base_lines:
        return yours
    return None


def _conflict(yours: Lines, theirs: Lines) -> Lines:
    """Both sides between markers; what they begin and end with alike stands outside."""
    head = _alike(yours, theirs)
    tail = _alike(yours[head:][::-1], theirs[head:][::-1])
    mine, other = (_ended(side[head : len(side) - tail]) for side in (yours, theirs))
    after = yours[len(yours) - tail :] if tail else []
    return [*yours[:head], OURS, *mine, MIDDLE, *other, THEIRS, *after]


def _alike(one: Lines, two: Lines) -> int:
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count


def _ended(lines: Lines) -> Lines:
    """The lines with a line end on the last, so that a marker has a line of its own."""
    if lines and not lines[-1].endswith(b"\n"):
        return [*lines[:-1], lines[-1] + b"\n"]
    return lines
