"""The generated projects by themselves: they lint, type-check and test clean, and handlers move unchanged."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from infera.languages.python import LANGUAGE
from infera.model import Job, Project
from infera.output.files import Owner
from infera.records import replace
from tests.runtime.python.house import LOCKS, bin_folder
from tests.runtime.python.projects import Case, client_files, worker_files, write

PICTURE: dict[str, Any] = {
    "type": "object",
    "description": 'A """picture""" with \\ and {{ braces }}',
    "required": ["url", "size", "zip"],
    "additionalProperties": False,
    "properties": {
        "url": {"type": "string", "format": "uri", "maxLength": 2000},
        "size": {"$ref": "#/$defs/size"},
        "zip": True,
        "tags": {
            "type": "array",
            "minItems": 1,
            "items": {"enum": ["a" * 40, "b" * 40, "quote\"s and 'such'"]},
        },
        "note": {"type": ["string", "null"], "maxLength": 10},
        "n": {"type": "integer", "minimum": 0, "default": 3},
        "class": {"type": "boolean", "default": True},
        "user-id": {"type": "string", "pattern": "^[a-z]+$"},
        "list": {"type": "object", "additionalProperties": {"type": "number"}},
        "model_config": {"type": "string"},
        "_hidden": {"type": "integer"},
        "1st": {"const": 1},
        "either": {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
        "shape": {
            "oneOf": [
                {"type": "object", "required": ["r"], "properties": {"r": {"type": "number"}}},
                {"type": "object", "required": ["w"], "properties": {"w": {"type": "number"}}},
            ]
        },
        "all": {"allOf": [{"$ref": "#/$defs/size"}, {"required": ["h"]}]},
        "kids": {"type": "array", "items": {"$ref": "#"}},
        "loose": {"minLength": 3},
        "open": {"properties": {"a": {"type": "string"}}},
        "unique": {"type": "array", "uniqueItems": True},
        "pair": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]},
        "x" * 60: {"type": "string", "minLength": 1, "pattern": "^" + "y" * 60 + "$"},
    },
    "$defs": {
        "size": {
            "type": "object",
            "required": ["w"],
            "properties": {"w": {"type": "integer"}, "h": {"type": "integer"}},
            "additionalProperties": {"type": "string"},
        }
    },
}
JOBS = (
    Job("resize-image", PICTURE, ("scale",), renamed_from="resize"),
    Job("class"),
    Job("text", {"type": "string"}),
    Job("any", {"type": "array", "items": {"type": "integer"}}),
)
TYPES = ("sqs", "pubsub", "cloud_tasks", "celery")
RUNTIMES = ("sqs", "pubsub", "celery")  # Cloud Tasks has Pub/Sub's


def case(kind: str) -> Case:
    return Case(kind, JOBS)


def run(folder: Path, lock: str, *words: str) -> None:
    command = [str(bin_folder(lock) / words[0]), *words[1:]]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_cloud_tasks_has_the_same_project_as_pubsub() -> None:
    assert worker_files(case("cloud_tasks")) == worker_files(case("pubsub"))


@pytest.mark.parametrize("kind", RUNTIMES)
def test_a_generated_project_lints_type_checks_and_tests_clean(kind: str, tmp_path: Path) -> None:
    write(worker_files(case(kind)), tmp_path)
    lock = LOCKS[kind]
    run(tmp_path, lock, "ruff", "check", "--no-cache", ".")
    run(tmp_path, lock, "ruff", "format", "--no-cache", "--check", ".")
    run(tmp_path, lock, "mypy", "--cache-dir", str(tmp_path / "cache"))
    run(tmp_path, lock, "python", "-m", "pytest", "-q")


ODD_JOBS = {
    "without a schema": (Job("class"),),
    "any value": (Job("any", {}),),
    "all by name": (Job("import", {"type": "string"}), Job("lambda", {"const": 1})),
    "odd keys": (
        Job(
            "odd",
            {
                "type": "object",
                "required": ["__proto__", "a b", "日本", "class", "_x", "model_config", "json"],
                "properties": {
                    "class": {"enum": ["a'b", 'c"d', "{e}", "f\\n"]},
                    "日本": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "number"}], "items": False},
                    "a b": {"type": ["integer", "null"], "minimum": -5},
                    "next": {"$ref": "#"},
                },
            },
        ),
    ),
    "long names": (Job("a" * 60, {"type": "object", "properties": {"b" * 60: {"type": "integer"}}}), Job("c" * 60)),
}


@pytest.mark.parametrize("jobs", ODD_JOBS.values(), ids=ODD_JOBS.keys())
def test_a_project_of_odd_jobs_lints_type_checks_and_tests_clean(jobs: tuple[Job, ...], tmp_path: Path) -> None:
    made = Case("sqs", jobs)
    write(worker_files(made), tmp_path / "aws")
    write(client_files(made), tmp_path / "client-aws")
    run(tmp_path / "aws", "aws", "ruff", "format", "--no-cache", "--check", ".")
    for lock in ("aws", "client-aws"):
        folder = tmp_path / lock
        run(folder, lock, "ruff", "check", "--no-cache", ".")
        run(folder, lock, "mypy", "--cache-dir", str(tmp_path / "cache"))
        run(folder, lock, "python", "-m", "pytest", "-q")


@pytest.mark.parametrize("kind", TYPES)
def test_generated_producers_lint_type_check_and_test_clean(kind: str, tmp_path: Path) -> None:
    made = Case(kind, JOBS, queue={"priority": ("high", "low")})
    write(client_files(made), tmp_path)
    lock = "client-" + LOCKS[kind]
    run(tmp_path, lock, "ruff", "check", "--no-cache", ".")
    run(tmp_path, lock, "ruff", "format", "--no-cache", "--check", ".")
    run(tmp_path, lock, "mypy", "--cache-dir", str(tmp_path / "cache"))
    run(tmp_path, lock, "python", "-m", "pytest", "-q")


def test_producers_of_several_queues_lint_and_are_laid_out_as_one_is(tmp_path: Path) -> None:
    project = Case("sqs", (Job("class"),)).project
    (environment,) = project.environments
    (queue,) = environment.queues
    others = [replace(queue, name=name, label=name, jobs=jobs) for name, jobs in (("a", JOBS), ("z", JOBS[1:]))]
    queues = (queue, *others)
    files = LANGUAGE.client_files(replace(project, environments=(replace(environment, queues=queues),)))
    write({str(each.path.relative_to("clients/python")): each.data for each in files}, tmp_path)
    run(tmp_path, "client-aws", "ruff", "check", "--no-cache", ".")
    run(tmp_path, "client-aws", "ruff", "format", "--no-cache", "--check", ".")
    run(tmp_path, "client-aws", "mypy", "--cache-dir", str(tmp_path / "cache"))


def test_handlers_and_their_tests_are_the_same_bytes_on_every_back_end() -> None:
    found = []
    for kind in TYPES:
        files = worker_files(case(kind))
        found.append({p: d for p, d in files.items() if p.startswith(("handlers/", "tests/"))})
    assert len(found[0]) == 2 * len(JOBS) + 1
    assert all(each == found[0] for each in found)


def test_handlers_and_tests_are_the_users_and_the_manifests_are_shared() -> None:
    project = case("pubsub").project
    owners = {
        str(each.path.relative_to("workers/work_er")): each.owner
        for each in LANGUAGE.worker_files(project, project.workers[0])
    }
    shared = {"pyproject.toml", "requirements.lock", "requirements-dev.lock", "Dockerfile"}
    assert {path for path, owner in owners.items() if owner is Owner.SHARED} == shared
    users = {path for path, owner in owners.items() if owner is Owner.USER}
    assert users == {path for path in owners if path.startswith(("handlers/", "tests/"))}


def test_a_stub_that_is_added_to_an_older_project_raises_and_its_test_expects_that(
    tmp_path: Path,
) -> None:
    project: Project = case("sqs").project
    if not hasattr(project, "fresh"):
        pytest.fail("the model does not say whether a project is fresh")
    later = replace(project, fresh=False)
    files = LANGUAGE.worker_files(later, later.workers[0])
    write({str(each.path.relative_to("workers/work_er")): each.data for each in files}, tmp_path)
    assert "raise NotImplementedError" in (tmp_path / "handlers/text.py").read_text()
    run(tmp_path, "aws", "python", "-m", "pytest", "-q")


def test_the_lock_files_name_no_address_and_pin_everything_with_hashes() -> None:
    for kind in TYPES:
        files = worker_files(case(kind))
        for name in ("requirements.lock", "requirements-dev.lock"):
            text = files[name].decode()
            assert "://" not in text
            assert all(line.startswith((" ", "#")) or "==" in line for line in text.splitlines())
            assert text.count("--hash=sha256:") > text.count("==")


@pytest.mark.parametrize("arch", [pytest.param("arm64", marks=pytest.mark.slow), "x86_64"])
def test_a_lambda_package_is_built_for_its_target_with_the_same_bytes_each_time(arch: str, tmp_path: Path) -> None:
    write(worker_files(case("sqs")), tmp_path)
    python = bin_folder("aws") / "python"
    built = []
    for _ in range(2):
        done = subprocess.run(
            ["make", "-s", "build", f"ARCH={arch}", f"PYTHON={python}"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        built.append((tmp_path / "dist/package.zip").read_bytes())
    assert built[0] == built[1]
    with zipfile.ZipFile(tmp_path / "dist/package.zip") as package:
        names = package.namelist()
    machine = {"arm64": "aarch64", "x86_64": "x86_64"}[arch]
    libraries = [name for name in names if name.endswith(".so")]
    assert libraries
    assert all(f"cpython-313-{machine}" in name for name in libraries)
    assert {"handlers/text.py", "infera/lambda_entry.py", "infera/schemas.json"} <= set(names)
    assert json.loads(json.dumps(names)) == sorted(names)
