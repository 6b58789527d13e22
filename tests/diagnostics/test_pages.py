"""Every kind of finding has a page, and every page shows what infera really says.

A page's `yaml` block is compiled as `infera.yaml`; a block with a path after its language, such as
`json schemas/welcome.json`, is a file beside it. The `text` block is what infera prints for the
findings of the page's code. Inputs that no block can hold are built here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from infera import codes
from infera.commands import compile as compiling
from infera.commands.options import Common
from infera.diagnostics import Code, Severity
from infera.resources import data_dir
from infera.views.human import findings

FENCE = re.compile(r"^```([a-z]+)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

START = b"project_name: my-app\nprovider: aws\nregion: eu-west-1\n"
BUILT: dict[str, bytes | None] = {
    "INF001": None,  # there is no file
    "INF002": START + b"# " + b"x" * 2**20 + b"\n",
    "INF003": START + b"labels: {team: M\xfcnchen}\nqueues: []\n",
    "INF004": START + "queues: []  # no admin\u202eelur\n".encode(),
    "INF006": b"",
    "INF012": START
    + b"a: &a [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n"
    + b"".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n".encode() for before, name in ("ab", "bc", "cd", "de")
    ),
    "INF013": START + b"labels: " + b"[" * 101 + b"]" * 101 + b"\nqueues: []\n",
    "INF111": START + b"queues: []\n" + b"".join(b"k%d: 1\n" % each for each in range(1001)),
    "INF112": START
    + b"queues:\n- name: emails\n  schedules:\n"
    + b"".join(b"  - {name: s%d, cron: '* * * * *'}\n" % each for each in range(15_000)),
    "INF017": b"\xef\xbb\xbf" + START + b"queues: []\n",
}

MISTAKES = [code for code in codes.every() if "INF250" <= code.id <= "INF259"]


def pages() -> list[Code]:
    """The codes of these tests: all but those whose findings need more than one file of input."""
    return [code for code in codes.every() if _page(code).is_file() and _is_run(code)]


def _page(code: Code) -> Path:
    return Path(data_dir("docs/codes")) / f"{code.id}-{code.slug}.md"


def _is_run(code: Code) -> bool:
    languages = [language for language, _, _ in FENCE.findall(_page(code).read_text("utf-8"))]
    return "text" in languages and ("yaml" in languages or code.id in BUILT)


def _common(config: Path) -> Common:
    return Common((config,), None, None, "text", False, False, False)


def _compiled(code: Code, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """What the page says, and what infera says to the input of the page."""
    expected = ""
    for language, name, text in FENCE.findall(_page(code).read_text("utf-8")):
        if language == "text":
            expected = text
        elif language == "yaml" or name:
            target = folder / (name or "infera.yaml")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    built = BUILT.get(code.id)
    if built is not None:
        (folder / "infera.yaml").write_bytes(built)
    monkeypatch.chdir(folder)
    compiled = compiling.compile_one(Path("infera.yaml"), _common(Path("infera.yaml")))
    own = [found for found in compiled.result.found if found.code is code]
    others = {found.code.id for found in compiled.result.found if found.code is not code}
    errors = {each for each in others if codes.find(each).severity is Severity.ERROR}  # type: ignore[union-attr]
    assert not errors or errors <= _allowed(code), f"the page of {code.id} also shows {errors}"
    return expected, findings(compiling.report(compiled, _common(Path("infera.yaml")), own))


def _allowed(code: Code) -> set[str]:
    """Errors that the input of a page cannot do without."""
    return {"INF101"} if code.id == "INF111" else set()


@pytest.mark.parametrize("code", codes.every(), ids=lambda code: code.slug)
def test_every_code_has_a_page_that_starts_with_its_name(code: Code) -> None:
    text = _page(code).read_text("utf-8")
    assert text.startswith(f"# {code.id} {code.slug}\n\n")
    assert len(FENCE.sub("", text).split()) > 25, "a page says what, why, and how to settle it"


def test_no_page_is_left_of_a_code_that_is_gone() -> None:
    names = {path.name for path in Path(data_dir("docs/codes")).glob("*.md")}
    assert names <= {_page(code).name for code in codes.every()}


@pytest.mark.parametrize("code", pages(), ids=lambda code: code.slug)
def test_a_page_shows_what_infera_prints(code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, actual = _compiled(code, tmp_path, monkeypatch)
    assert actual == expected


@pytest.mark.parametrize("code", MISTAKES, ids=lambda code: code.slug)
def test_the_page_of_a_mistake_shows_how_it_is_done_well(code: Code, tmp_path: Path) -> None:
    blocks = {
        name: text for language, name, text in FENCE.findall(_page(code).read_text("utf-8")) if language == "yaml"
    }
    config = tmp_path / "infera.yaml"
    config.write_text(blocks["good.yaml"], encoding="utf-8")
    result = compiling.compile_one(config, _common(config)).result

    assert blocks["good.yaml"] != blocks[""]
    assert [f"{f.code.id} {f.message}" for f in result.found if f.code is code or f.severity is not Severity.INFO] == []
    assert result.files


def test_ids_and_slugs_are_unique_and_well_formed() -> None:
    every = codes.every()
    assert len({code.id for code in every}) == len({code.slug for code in every}) == len(every)
    for code in every:
        assert re.fullmatch(r"INF[0-9]{3}", code.id)
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code.slug)
        assert not code.summary.endswith(".")
