"""Both ends of the pinned ranges: what validates with today's providers also does with the oldest that are pinned.

AWS 5.100.0 is the real provider where this machine has it; Google 7.31.0 is a recorded schema, the oldest recording
there is of the 7.x that the modules admit (7.18 and later).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import terraform
from tests.engines.registry import missing
from tests.terraform import lifecycle
from tests.terraform.cases import Case, cases, generate

pytestmark = [pytest.mark.engine("terraform"), pytest.mark.xdist_group("versions")]

OLD_GOOGLE = {**terraform.SERVED, "google": ("7.31.0",), "google-beta": ("7.31.0",)}


def _of(provider: str) -> list[object]:
    wanted = [case for case in cases() if f"provider: {provider}" in (case.folder / "infera.yaml").read_text()]
    return [pytest.param(case, id=case.name) for case in wanted]


@pytest.fixture(scope="module")
def old_google() -> Iterator[terraform.Session]:
    with terraform.session(OLD_GOOGLE) as session:
        yield session


@pytest.fixture(scope="module")
def real_aws() -> Iterator[terraform.Session]:
    if reason := missing("real_aws_provider"):
        pytest.skip(reason)
    mirror = terraform.real_aws_mirror()
    assert mirror is not None
    with terraform.session({k: v for k, v in terraform.SERVED.items() if k != "aws"}, [mirror]) as session:
        yield session


def _said(case: Case, tree: Path, session: terraform.Session) -> list[str]:
    generate(case, tree)
    folder = session.copy(tree, str(lifecycle.roots(tree)[0]))
    return [f"{d['summary']}: {d.get('detail', '')} {d.get('range', {})}" for d in folder.validate()]


@pytest.mark.parametrize("case", _of("gcp"))
def test_google_7_takes_it(case: Case, tmp_path: Path, old_google: terraform.Session) -> None:
    assert _said(case, tmp_path, old_google) == []


@pytest.mark.engine("real_aws_provider")
@pytest.mark.parametrize("case", _of("aws"))
def test_aws_5_takes_it(case: Case, tmp_path: Path, real_aws: terraform.Session) -> None:
    assert _said(case, tmp_path, real_aws) == []
