"""Every example and golden case: the expected bytes, and a whole life in real Terraform."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.engines import checkov, terraform
from tests.terraform import lifecycle, policy
from tests.terraform.cases import Case, as_expected, cases, expected, generate

LARGE = {"forty-queues"}  # minutes in Terraform; tests/story takes it through a shorter life

ALL = [
    pytest.param(
        case,
        id=case.name,
        marks=[pytest.mark.xdist_group(case.name), *([pytest.mark.slow] if case.name in LARGE else [])],
    )
    for case in cases()
]
each_case = pytest.mark.parametrize("case", ALL)

OPT_OUTS = {
    "CKV_AWS_26": "CloudWatch cannot publish an alarm under the key that AWS manages",
    "CKV_AWS_50": "tracing is an option",
    "CKV_AWS_51": "images are deployed by digest, which no tag moves",
    "CKV2_AWS_11": "flow logs are the choice of the account",
    "CKV_AWS_115": "reserved concurrency takes from the account; the mapping has a maximum",
    "CKV_AWS_116": "a function behind a queue has the queue's dead letter queue",
    "CKV_AWS_117": "a VPC only where the declaration names one",
    "CKV_AWS_119": "a table encrypted with a key of AWS's own",
    "CKV_AWS_158": "log groups encrypted with a key of AWS's own",
    "CKV_AWS_173": "the environment holds no secret",
    "CKV_AWS_272": "code signing needs a signing profile",
    "CKV_AWS_297": "a schedule encrypted with a key of AWS's own",
    "CKV_AWS_319": "an alarm of some environments says nothing in the others",
    "CKV_AWS_338": "retention is declared",
    "CKV_AWS_191": "encrypted with a key of AWS's own",
    "CKV_AWS_149": "a secret encrypted with a key of AWS's own",
    "CKV_AWS_336": "ECS Exec, the way into the viewer alone, writes to the root",
    "CKV2_AWS_57": "rotation needs a rotator",
    "CKV_GCP_83": "a topic encrypted with a key of Google's own",
    "CKV_GCP_82": "protection is a variable, not prevent_destroy",
    "CKV_GCP_84": "encrypted with a key of Google's own",
}
"""The rules that a generated file may opt out of, each with a reason beside it."""

_PRAGMA = re.compile(r"#\s*checkov:skip=(\w+):(.*)")


@dataclass(frozen=True, slots=True)
class Made:
    """A generated tree."""

    tree: Path
    findings: str


@cache
def _made(case: Case, base: Path) -> Made:
    return Made(base / case.name, generate(case, base / case.name))


@pytest.fixture
def made(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return _made(case, tmp_path_factory.getbasetemp() / "trees")


@cache
def _roots(case: Case, base: Path, session: terraform.Session) -> list[lifecycle.Root]:
    tree = _made(case, base).tree
    values = json.loads(case.values.read_text()) if case.values.exists() else {}
    return [lifecycle.live(session, tree, root, values) for root in lifecycle.roots(tree)]


@pytest.fixture
def roots(
    case: Case, tmp_path_factory: pytest.TempPathFactory, terraform_session: terraform.Session
) -> list[lifecycle.Root]:
    return _roots(case, tmp_path_factory.getbasetemp() / "trees", terraform_session)


@each_case
def test_the_output_is_the_expected_one(case: Case, made: Made) -> None:
    found, wanted = as_expected(made.tree), expected(case)
    differing = sorted(name for name in found | wanted if found.get(name) != wanted.get(name))
    assert not differing, f"{differing}: `make golden` and `git diff` show what changed"


@each_case
def test_generating_again_changes_nothing(case: Case, made: Made) -> None:
    before = {path: path.stat().st_mtime_ns for path in made.tree.rglob("*") if path.is_file()}
    generate(case, made.tree)
    after = {path: path.stat().st_mtime_ns for path in made.tree.rglob("*") if path.is_file()}
    assert before == after


@pytest.mark.engine("terraform")
@each_case
def test_terraform_would_format_nothing(case: Case, made: Made) -> None:
    assert terraform.format_check(made.tree) == ""


@pytest.mark.engine("terraform")
@each_case
def test_the_tree_validates_without_a_warning(case: Case, roots: list[lifecycle.Root]) -> None:
    said = [
        f"{root.name} {d['summary']}: {d.get('detail', '')} {d.get('range', {})}"
        for root in roots
        for d in root.diagnostics
    ]
    assert said == []


@pytest.mark.engine("terraform")
@each_case
def test_it_applies_then_has_nothing_to_do_then_goes(case: Case, roots: list[lifecycle.Root]) -> None:
    assert [root.trouble for root in roots if root.trouble] == []
    if roots:
        assert all(list(root.resources()) for root in roots)


@pytest.mark.engine("terraform")
@each_case
def test_nobody_is_granted_more_than_needed(case: Case, roots: list[lifecycle.Root]) -> None:
    for root in roots:
        assert policy.aws_findings(root.resources()) == []
        assert policy.google_findings(root.resources()) == []


@pytest.mark.engine("terraform")
@each_case
def test_each_worker_has_an_identity_of_its_own(case: Case, roots: list[lifecycle.Root]) -> None:
    for root in roots:
        shared = {who: count for who, count in policy.identities(root.resources()).items() if count > 1}
        assert shared == {}
        assert "" not in policy.identities(root.resources())


@pytest.mark.engine("terraform")
@each_case
def test_the_modules_own_tests_pass(case: Case, made: Made, terraform_session: terraform.Session) -> None:
    for module in lifecycle.modules(made.tree):
        assert list((made.tree / module).glob("tests/*.tftest.hcl"))
        done = terraform_session.copy(made.tree, str(module)).test()
        assert re.search(r"Success! [1-9]\d* passed, 0 failed", done.stdout), done.stdout


@pytest.mark.engine("checkov")
@each_case
def test_checkov_has_nothing_to_say(case: Case, made: Made) -> None:
    modules = made.tree / "terraform"
    if not modules.exists():
        pytest.skip("a self-hosted case has no Terraform")
    pragmas = [
        (match[1], match[2].strip())
        for path in sorted(modules.rglob("*.tf"))
        for match in _PRAGMA.finditer(path.read_text())
    ]
    assert all(reason for _, reason in pragmas)
    assert {check for check, _ in pragmas} <= OPT_OUTS.keys()
    report = checkov.scan(modules)
    assert report.parsing_errors == 0
    assert report.failed == frozenset()
    assert sorted(check for check, _ in report.skipped) == sorted(check for check, _ in pragmas)
    assert report.resources >= _count_resources(modules)


def _count_resources(folder: Path) -> int:
    texts = (path.read_text() for path in folder.rglob("*.tf"))
    return sum(len(re.findall(r"^resource ", text, re.MULTILINE)) for text in texts)
