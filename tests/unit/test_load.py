"""Reading: plain data, the place of every key and value, and a finding for whatever else there is."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from infera import codes
from infera.diagnostics import Code, Diagnostic, Severity, Span
from infera.document import Document
from infera.load import LARGEST, load, load_file, quoted
from infera.pipeline import compile_text

GOOD = "project_name: my-app\nprovider: aws\nregion: eu-west-1\nqueues: []\n"


def read(text: str | bytes) -> Document:
    document, found = load(text, "infera.yaml")
    assert found == []
    assert document is not None
    return document


def refused(text: str | bytes) -> tuple[Document | None, list[Diagnostic]]:
    document, found = load(text, "infera.yaml")
    assert found
    for each in found:
        assert each.span is not None
        assert each.file == "infera.yaml"
        assert (each.span.line, each.span.column) >= (1, 1)
    assert any(each.severity is Severity.ERROR for each in found)
    return document, found


def only(text: str | bytes, code: Code) -> Diagnostic:
    _, found = refused(text)
    assert [each.code for each in found] == [code]
    return found[0]


def marked(document: Document, path: tuple[str | int, ...], *, key: bool = False) -> str:
    """The text at a place."""
    span = (document.keys if key else document.spans)[path]
    lines = document.text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


# --- data and places


def test_every_key_and_value_knows_its_place() -> None:
    document = read(
        "é: {ü: 'x y', list: [1, \"two\"]}  # c\n"
        "queues:\n"
        "  - name: emails\n"
        "    text: |\n"
        "      one\n"
        "      two\n"
        "\n"
        "# comment\n"
        "  - plain: a\n"
        "      b\n"
        "last: end\n"
    )
    assert document.data["queues"][0]["text"] == "one\ntwo\n"
    assert marked(document, ("é",), key=True) == "é"
    assert marked(document, ("é",)) == "{ü: 'x y', list: [1, \"two\"]}"
    assert marked(document, ("é", "ü")) == "'x y'"
    assert marked(document, ("é", "list", 1)) == '"two"'
    assert marked(document, ("queues", 0)) == ("name: emails\n    text: |\n      one\n      two")
    assert marked(document, ("queues", 0, "text")) == "|\n      one\n      two"
    assert marked(document, ("queues", 1, "plain")) == "a\n      b"
    assert marked(document, ("last",)) == "end"


def test_columns_count_characters_and_not_bytes() -> None:
    document = read("labels: {a: '😀é', b: x}\n")
    assert document.spans["labels", "b"] == Span(1, 22, 1, 23)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(end: str) -> None:
    document = read(GOOD.replace("\n", end))
    assert document.spans["region",].line == 3
    assert document.text == GOOD


def test_an_empty_value_stands_where_its_key_does() -> None:
    document = read("queues:\nworkers:\n")
    assert document.data == {"queues": None, "workers": None}
    assert marked(document, ("queues",)) == "queues"


def test_scalars_follow_yaml_1_2() -> None:
    document = read("a: no\nb: 010\nc: 1:30\nd: 1e3\ne: 0o17\nf: ~\n1: one\ntrue: yes\n")
    assert document.data == {
        "a": "no",
        "b": 10,
        "c": "1:30",
        "d": 1000.0,
        "e": 15,
        "f": None,
        "1": "one",
        "true": "yes",
    }


def test_a_quoted_number_is_a_text() -> None:
    assert read("a: \"5\"\nb: '010'\nc: |-\n  7\n").data == {"a": "5", "b": "010", "c": "7"}


def test_an_alias_repeats_a_value_and_its_findings_lead_to_the_text() -> None:
    document = read("a: &x {k: [1, 2]}\nb: *x\n")
    assert document.data["b"] == {"k": [1, 2]}
    assert marked(document, ("b",)) == "*x"
    assert document.spans["b", "k", 1] == document.spans["a", "k", 1]


# --- locating


def at(document: Document, *path: str | int, on_key: bool = False) -> str:
    found = document.locate(Diagnostic(codes.UNKNOWN_KEY, "m", path, on_key=on_key))
    assert found.span is not None
    assert found.file == document.name
    line = document.text.split("\n")[found.span.line - 1]
    end = found.span.end_column - 1 if found.span.end_line == found.span.line else None
    return line[found.span.column - 1 : end]


def test_what_is_missing_stands_at_the_first_line_of_its_map() -> None:
    document = read(
        "project_name: my-app\n"
        "queues:\n"
        "  - name: emails  # c\n"
        "    retry:\n"
        "      max_attempts: 5\n"
        "  - retry:\n"
        "      max_attempts: 5\n"
        "  - {name: a,\n"
        "     type: sqs}\n"
        "  - [1,\n"
        "     2]\n"
    )
    assert at(document, "provider") == "project_name: my-app"
    assert at(document, "queues", 0, "type") == "name: emails"
    assert at(document, "queues", 0, "alarms", "notify", 0) == "name: emails"
    assert at(document, "queues", 0, "retry", "min_backoff") == "max_attempts: 5"
    assert at(document, "queues", 1, "name") == "retry"
    assert at(document, "queues", 2, "delay") == "{name: a"
    assert at(document, "queues", 9, "name") == "- name: emails"
    assert at(document, "queues", 3, 7) == "[1"
    assert at(document, "queues", 0, "name", "x") == "emails"
    assert at(document, "queues", 0, "retry", on_key=True) == "retry"
    assert at(document) == "project_name: my-app"


def test_a_finding_that_knows_its_place_keeps_it() -> None:
    document = read(GOOD)
    here = Diagnostic(codes.UNKNOWN_KEY, "m", ("region",), span=Span(9, 9, 9, 9))
    assert document.locate(here).span == Span(9, 9, 9, 9)
    other = Diagnostic(codes.UNKNOWN_KEY, "m", ("region",), file="main.tf")
    assert document.locate(other).span is None


# --- what is refused


def test_two_equal_keys_are_found_with_both_places() -> None:
    found = only("a: 1\nb:\n  c: 1\n  c: 2\n", codes.DUPLICATE_KEY)
    assert "line 3" in found.message
    assert found.span == Span(4, 3, 4, 4)
    assert found.path == ("b", "c")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("? [a, b]\n: 1\n", codes.BAD_KEY),
        ("{[a]: 1}\n", codes.BAD_KEY),
        ("? {a: 1}\n: 1\n", codes.BAD_KEY),
        ("? \n: 1\n", codes.BAD_KEY),
        ("~: 1\n", codes.BAD_KEY),
        ("null: 1\n", codes.BAD_KEY),
        ("a: &x [1]\n*x : 2\n", codes.BAD_KEY),
        ("a: !!str 1\n", codes.TAG),
        ("a: !Ref x\n", codes.TAG),
        ("a: !!python/object/apply:os.system [ls]\n", codes.TAG),
        ("a: ! x\n", codes.TAG),
        ("!!map {a: 1}\n", codes.TAG),
        ("a: 1\n---\nb: 1\n", codes.SEVERAL_DOCUMENTS),
        ("a: 1\n---\n", codes.SEVERAL_DOCUMENTS),
        ("a: 1\n...\n---\nb: 1\n", codes.SEVERAL_DOCUMENTS),
        ("a: .inf\n", codes.BAD_NUMBER),
        ("a: .nan\n", codes.BAD_NUMBER),
        ("a: [1e999]\n", codes.BAD_NUMBER),
        ("a: " + "9" * 10_000 + "\n", codes.BAD_NUMBER),
        ("a: &x {k: 1}\nb:\n  <<: *x\n", codes.MERGE_KEY),
        ("a: *x\n", codes.BAD_ALIAS),
        ("a: &x [*x]\n", codes.BAD_ALIAS),
        ("a: &x {b: *x}\n", codes.BAD_ALIAS),
        ("", codes.EMPTY_FILE),
        ("\n\n", codes.EMPTY_FILE),
        ("# only a comment\n", codes.EMPTY_FILE),
        ("---\n", codes.EMPTY_FILE),
        ("~\n", codes.EMPTY_FILE),
        ("[1, 2]\n", codes.NOT_A_MAPPING),
        ("- a\n- b\n", codes.NOT_A_MAPPING),
        ("just text\n", codes.NOT_A_MAPPING),
        ("42\n", codes.NOT_A_MAPPING),
        ("\ufeffa: 1\n", codes.BYTE_ORDER_MARK),
        ("a: b\0c\n", codes.CONTROL_CHARACTER),
        ("a: \x1b[31m\n", codes.CONTROL_CHARACTER),
        ("a: \x7f\n", codes.CONTROL_CHARACTER),
        ("a: \x85b\n", codes.CONTROL_CHARACTER),
        ("a: \u2028b\n", codes.CONTROL_CHARACTER),
        ("a: \ufeff\n", codes.CONTROL_CHARACTER),
        ("a: \ud800\n", codes.CONTROL_CHARACTER),
        ('a: "\\0"\n', codes.CONTROL_CHARACTER),
        ("a: b # \u202eevil\n", codes.CONTROL_CHARACTER),
        ("a: \u200fb\n", codes.CONTROL_CHARACTER),
        ("a: \u2066b\u2069\n", codes.CONTROL_CHARACTER),
        ("a: [1\n", codes.BAD_SYNTAX),
        ("a: {b: 1\n", codes.BAD_SYNTAX),
        ("a: 'b\n", codes.BAD_SYNTAX),
        ('a: "\\q"\n', codes.BAD_SYNTAX),
        ("a:\n\t- b\n", codes.BAD_SYNTAX),
        ("a: b: c\n", codes.BAD_SYNTAX),
        ("a: @b\n", codes.BAD_SYNTAX),
        ("a: `b`\n", codes.BAD_SYNTAX),
        ("a: 1\n b: 2\n", codes.BAD_SYNTAX),
        ("- a\nb: 1\n", codes.BAD_SYNTAX),
        ("%YAML 9.9\n---\na: 1\n", codes.BAD_SYNTAX),
        ("a: &\n", codes.BAD_SYNTAX),
        ("a: > x\n  y\n", codes.BAD_SYNTAX),
        ("[" * 10_000, codes.TOO_DEEP),
        ("- " * 10_000, codes.TOO_DEEP),
        ("{a: " * 10_000, codes.TOO_DEEP),
        ("x" * (LARGEST + 1), codes.TOO_LARGE),
        (b"a: \xff\n", codes.NOT_UTF8),
        (b"\xff\xfea\0:\0 \x001\0", codes.NOT_UTF8),
        (b"a: \xc0\x80\n", codes.NOT_UTF8),
        (b"a: \xed\xa0\x80\n", codes.NOT_UTF8),
    ],
)
def test_each_kind_of_bad_input_is_one_finding_with_a_place_and_a_way_out(text: str | bytes, code: Code) -> None:
    found = only(text, code)
    assert found.hint
    assert not found.message.endswith(".")
    assert "\n" not in found.message
    assert found.message.isprintable()


def test_what_is_wrong_in_one_place_does_not_hide_the_rest() -> None:
    document, found = refused("a: !!str 1\nb: .inf\nc: 1\nc: 2\n<<: {d: 4}\n---\n")
    assert [each.code for each in found] == [
        codes.TAG,
        codes.BAD_NUMBER,
        codes.DUPLICATE_KEY,
        codes.MERGE_KEY,
        codes.SEVERAL_DOCUMENTS,
    ]
    assert document is not None
    assert document.data == {"a": 1, "b": None, "c": 1, "d": 4}
    assert document.refused == {("b",)}


def test_an_alias_that_leads_nowhere_refuses_its_value_and_no_more() -> None:
    document, _ = refused("a: *x\n*y : 1\nb: [*z]\n")
    assert document is not None
    assert document.refused == {("a",), ("b", 0)}


def test_a_merge_is_refused_and_read_as_it_was_meant() -> None:
    document, _ = refused("a: &a {k: 1, m: 2}\nb: &b {k: 3}\nc:\n  <<: [*b, *a]\n  z: 0\n")
    assert document is not None
    assert document.data["c"] == {"z": 0, "k": 3, "m": 2}
    assert marked(document, ("c", "m")) == "2"


def test_a_quoted_merge_key_is_a_key() -> None:
    assert read('a: {"<<": 1}\n').data == {"a": {"<<": 1}}


def test_a_hundred_levels_are_read_and_one_more_is_not() -> None:
    assert load("[" * 99 + "]" * 99, "x")[1][0].code is codes.NOT_A_MAPPING
    read("a: " + "[" * 99 + "]" * 99)
    only("a: " + "[" * 100 + "]" * 100, codes.TOO_DEEP)


def test_levels_count_through_aliases() -> None:
    chain = "a0: &a0 [1]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 200))
    only(chain, codes.TOO_DEEP)


def test_aliases_expand_within_a_budget() -> None:
    ten = "a: &a [" + ", ".join("x" * 10) + "]\n"
    for name, before in ("ba", "cb", "dc"):
        ten += f"{name}: &{name} [" + ", ".join([f"*{before}"] * 10) + "]\n"
    read(ten)  # 12,000 values
    only(ten + "e: [" + ", ".join(["*d"] * 10) + "]\n", codes.ALIAS_BUDGET)


def test_what_is_written_out_is_no_matter_of_the_budget() -> None:
    assert len(read("a: [" + "1," * 200_000 + "]").data["a"]) == 200_000


def test_a_file_of_one_mebibyte_is_read() -> None:
    text = GOOD + "# " + "x" * (LARGEST - len(GOOD) - 3) + "\n"
    assert len(text) == LARGEST
    read(text)
    read(text.encode())
    only(text + "\n", codes.TOO_LARGE)
    only("# " + "é" * (LARGEST // 2) + "\n", codes.TOO_LARGE)


def test_findings_of_reading_come_to_an_end() -> None:
    _, found = refused("a: 1\n" * 5000)
    assert len(found) == 101
    assert found[-1].code is codes.TOO_MANY


def test_the_tenth_line_with_a_bad_character_is_the_last_that_is_told() -> None:
    _, found = refused("\x01\x02\n" * 5000)
    assert len(found) == 10


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: [1, 2\nb: 3\n", 2, 2),
        ("a: 'it\nb: 3\n", 1, 4),
        ("a: 1\nb: [1,\n  2,\n", 2, 4),
        ("a: b: c\n", 1, 5),
        ("a:\n\t- b\n", 2, 1),
    ],
)
def test_a_syntax_error_stands_where_it_can_be_mended(text: str, line: int, column: int) -> None:
    span = only(text, codes.BAD_SYNTAX).span
    assert span is not None
    assert (span.line, span.column) == (line, column)


def test_a_tab_is_called_a_tab() -> None:
    assert "tab" in only("a:\n\tb: 1\n", codes.BAD_SYNTAX).message


# --- ignore comments


def test_ignore_comments_are_read_with_their_lines() -> None:
    document = read(
        "a: 1  # infera: ignore[no-dead-letter-queue] the team knows\n"
        "# infera: ignore[INF254, no-backoff]\n"
        "\n"
        "# why\n"
        "b: 2\n"
        'c: "# infera: ignore[inf250]"\n'
        "d: |\n"
        "  # infera: ignore[INF250]\n"
        "e: x#infera:ignore[INF250]\n"
        "f: 'a' #infera:ignore[INF250]\n"
    )
    assert document.ignores == {
        1: {"no-dead-letter-queue"},
        5: {"INF254", "no-backoff"},
        10: {"INF250"},
    }


def test_an_ignore_comment_after_a_text_block_is_a_comment() -> None:
    document = read("a: |\n  text\n# infera: ignore[INF254]\nb: 1\n")
    assert document.ignores == {4: {"INF254"}}


def test_an_unknown_code_in_an_ignore_comment_is_a_warning() -> None:
    document, found = load("a: 1  # infera: ignore[no-monitorin]\n", "infera.yaml")
    assert document is not None
    assert [(each.code, each.hint) for each in found] == [(codes.UNKNOWN_IGNORE, "did you mean `no-monitoring`?")]


# --- files


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "infera.yaml"
    path.write_text(GOOD)
    document, found = load_file(path, "infera.yaml")
    assert found == []
    assert document is not None
    assert document.name == "infera.yaml"
    assert quoted(path) == GOOD


@pytest.mark.parametrize("name", ["missing", "folder", "pipe", "loop", "a\0b", "x" * 5000])
def test_what_is_no_file_is_a_finding_and_nobody_waits(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    document, found = load_file(os.path.join(tmp_path, name))  # noqa: PTH118  (a NUL)
    assert document is None
    assert [each.code for each in found] == [codes.UNREADABLE]
    assert quoted(tmp_path / "pipe") == ""


def test_a_device_is_not_read() -> None:
    assert load_file("/dev/zero")[1][0].code is codes.UNREADABLE


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "infera.yaml"
    path.write_text(GOOD)
    path.chmod(0)
    assert load_file(path)[1][0].code is codes.UNREADABLE


def test_what_a_link_leads_to_is_not_quoted(tmp_path: Path) -> None:
    secret = tmp_path / "id_ed25519"
    secret.write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz: aC1rZXk\n")
    link = tmp_path / "infera.yaml"
    link.symlink_to(secret)
    document, found = load_file(link, "infera.yaml")
    assert document is None
    assert [each.code for each in found] == [codes.UNREADABLE]
    assert "b3Bl" not in f"{found}"
    assert quoted(link) == ""


def test_a_link_to_a_config_is_read_and_its_text_not_shown(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(GOOD)
    link = tmp_path / "infera.yaml"
    link.symlink_to("real.yaml")
    document, found = load_file(link)
    assert found == []
    assert document is not None
    assert not document.shown


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "infera.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    started = time.process_time()
    assert [each.code for each in load_file(path)[1]] == [codes.TOO_LARGE]
    assert time.process_time() - started < 2


# --- cost

BOMBS = {
    "flow list": "a: [" + "1," * 500_000 + "]",
    "keys": "".join(f"k{i}: \n" for i in range(90_000)),
    "flow maps": "a: [" + "{b: {c: d}}," * 80_000 + "]",
    "quoted": "a: [" + '"\\n",' * 150_000 + "]",
    "long plain": "a: " + "b\n  " * 250_000,
    "comments": "# infera: ignore[x]\n" * 50_000 + "a: 1",
    "unknown codes": "".join(f"#infera:ignore[x{i}]\n" for i in range(40_000)) + "a: 1",
    "one comment": "a: 1 # infera: ignore[" + "x," * 500_000 + "]",
    "anchors": "".join(f"k{i}: &a{i} 1\n" for i in range(55_000)),
    "ignores": "".join(f"k{i}: '#' # infera: ignore[INF254]\n" for i in range(25_000)),
    "blank lines": "\n" * 10**6 + "a: 1",
    "block texts": "".join(f"k{i}: |\n  x\n" for i in range(60_000)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_mebibyte_of_anything_is_read_within_the_promise(name: str) -> None:
    text = BOMBS[name]
    assert len(text) <= LARGEST
    started = time.process_time()
    load(text, "infera.yaml")
    assert time.process_time() - started < 10


def test_the_pure_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = "a: &x {k: 'é', l: [1, no]}\nb: *x\nc: |\n  t\n\nd: \"q\\n\"\n? e\n: f\ng:\n- 1\n- \n"
    fast = read(text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    slow = read(text)
    assert slow.data == fast.data
    assert slow.spans == fast.spans
    assert slow.keys == fast.keys


@pytest.mark.parametrize(
    "lost", ["region: *x", "region: 1e999", 'region: "\\0"', "region: [1, *x]", "? {region: *x}\n: 1"]
)
def test_what_is_refused_inside_of_a_refused_key_hides_no_other_finding(lost: str) -> None:
    """A second `region` goes as a whole; what is wrong within it is no reason to look away from the rest."""
    start = "project_name: a\nprovider: aws\nregion: eu-west-1\n"
    wrong = "queues:\n- name: b\nenvironments:\n  prod:\n    terraform:\n      backend: {config: {a: b}}\n"
    document, _ = load(f"{start}{lost}\n{wrong}", "infera.yaml")
    result = compile_text(f"{start}{lost}\n{wrong}", "infera.yaml")

    assert document is not None
    assert document.refused == frozenset()
    assert "`backend` needs `type`" in [each.message for each in result.found]
