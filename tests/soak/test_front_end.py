"""Long runs of the fuzzers; `SOAK_SECONDS` is how long each may take (default 600)."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engines.process import REPOSITORY
from tests.fuzz import test_load_fuzz, test_pipeline_fuzz, test_shape_fuzz
from tests.unit import test_patterns, test_payloads
from tests.unit.test_shape import EVERYTHING, EXAMPLE

pytestmark = pytest.mark.slow

SECONDS = int(os.environ.get("SOAK_SECONDS", "600"))
WORDS = (
    "project_name: provider: queues: workers: environments: defaults: overrides: payload: pattern: "
    "schedules: cron: alarms: notify: priority: existing: name: var: $ref &x *x <<: !!str --- |+ >- "
    ".inf 1e999 true null {} [] ? : - # 0x1F"
).split()

TESTS: list[Callable[[], None]] = [
    test_load_fuzz.test_any_bytes_are_read_or_refused,
    test_load_fuzz.test_any_text_is_read_or_refused,
    test_load_fuzz.test_anything_like_yaml_is_read_or_refused,
    test_load_fuzz.test_json_comes_back_as_it_was,
    test_shape_fuzz.test_both_agree_when_one_value_is_replaced,
    test_shape_fuzz.test_both_agree_about_anything,
    test_pipeline_fuzz.test_compiling_never_raises,
    test_patterns.test_matching_agrees_with_the_language,
    test_payloads.test_the_check_agrees_with_jsonschema,
    test_payloads.test_what_is_accepted_is_a_schema,
]


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.__name__)
def test_a_property_holds_for_long(test: Callable[[], None]) -> None:
    """The same properties as in every run, for as long as there is time."""
    until = time.monotonic() + SECONDS / len(TESTS)
    while time.monotonic() < until:
        test()  # other examples each time


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris is not installed (pip install atheris)"
)
def test_no_input_that_a_fuzzer_finds_raises_waits_or_grows(tmp_path: Path) -> None:
    corpus, words = tmp_path / "corpus", tmp_path / "words"
    corpus.mkdir()
    for index, text in enumerate([EXAMPLE, EVERYTHING]):
        (corpus / str(index)).write_text(text)
    words.write_text("".join('"' + word.replace('"', '\\"') + '"\n' for word in WORDS))
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.soak.front_end_target",
            str(corpus),
            f"-dict={words}",
            f"-max_total_time={SECONDS}",
            "-timeout=10",
            "-rss_limit_mb=512",
            "-max_len=20000",
            f"-artifact_prefix={tmp_path}/",
        ],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]  # the exception is on stdout
