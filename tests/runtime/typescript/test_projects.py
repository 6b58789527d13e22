"""Generated projects hold what their README says: types, lint, tests, builds, lock files."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from infera.languages.typescript import LANGUAGE
from infera.model import Job
from infera.output.files import File, Owner
from infera.records import replace
from infera.resources import data_dir
from tests.engines import node
from tests.runtime.typescript.odd_schemas import ODD
from tests.runtime.typescript.projects import (
    CASES,
    RICH,
    Case,
    client_files,
    project,
    worker_files,
    write,
)

engine = pytest.mark.engine("node")
SQS = CASES[0]
CLIENTS = {
    "sqs": (CASES[0],),
    "google": (CASES[1], CASES[3]),
    "bullmq": (CASES[4],),
    "sqs_bullmq": (CASES[0], CASES[4]),
    "google_bullmq": (CASES[1], CASES[4]),
}


def ready(files: list[File], root: Path, folder: str) -> Path:
    write(files, root)
    node.link_modules(root / folder)
    return root / folder


def succeeds(folder: Path, *command: str) -> str:
    done = node.run(command, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@engine
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_worker_passes_its_own_checks(case: Case, tmp_path: Path) -> None:
    folder = ready(worker_files(case), tmp_path, "workers/email_worker")
    succeeds(folder, "npm", "run", "lint")
    succeeds(folder, "npm", "test")
    succeeds(folder, "npm", "run", "build")


@engine
@pytest.mark.parametrize("kind", CLIENTS)
def test_a_client_passes_its_own_checks(kind: str, tmp_path: Path) -> None:
    files = client_files(*CLIENTS[kind], priority=("high", "low"))
    folder = ready(files, tmp_path, "clients/typescript")
    for script in ("lint", "test", "build"):
        succeeds(folder, "npm", "run", script)


def test_handlers_are_the_same_bytes_on_every_back_end() -> None:
    users = [{str(f.path): f.data for f in worker_files(case) if f.owner is Owner.USER} for case in CASES]
    assert all(found == users[0] for found in users)
    assert sorted(users[0]) == [
        "workers/email_worker/handlers/emails.ts",
        "workers/email_worker/handlers/note.ts",
        "workers/email_worker/handlers/place-order.ts",
        "workers/email_worker/tests/emails.test.ts",
        "workers/email_worker/tests/note.test.ts",
        "workers/email_worker/tests/place-order.test.ts",
    ]


def test_owners_are_as_declared() -> None:
    shared = {f.path.name for f in worker_files(CASES[1]) if f.owner is Owner.SHARED}
    assert shared == {"package.json", "package-lock.json", "Dockerfile"}


@engine
def test_a_stub_that_is_added_later_raises_and_long_names_stay_formatted(tmp_path: Path) -> None:
    long = "a-job-with-a-name-that-is-as-long-as-any-sane-person-would-make-it-be"
    names = (Job("b", RICH), Job("delete"), Job(long), Job("context"), Job("c-payload", RICH))
    made = replace(project(SQS, jobs=names), fresh=False)
    files = list(LANGUAGE.worker_files(made, made.workers[0]))
    folder = ready(files, tmp_path, "workers/email_worker")
    succeeds(folder, "npm", "run", "lint")
    succeeds(folder, "npm", "test")
    assert "throw new Error" in (folder / "handlers/b.ts").read_text()


@engine
def test_types_say_what_the_schema_says(tmp_path: Path) -> None:
    folder = ready(worker_files(SQS), tmp_path, "workers/email_worker")
    shutil.copy(Path(__file__).with_name("rich.check.ts"), folder / "tests/rich.ts")
    succeeds(folder, "tsc")


@engine
def test_odd_schemas_have_types_and_validators(tmp_path: Path) -> None:
    odd = tuple(Job(f"job-{number}", schema) for number, schema in enumerate(ODD))
    folder = ready(worker_files(SQS, jobs=odd), tmp_path, "workers/email_worker")
    succeeds(folder, "npm", "run", "lint")
    check = folder / "check.ts"
    check.write_text(
        'import { compileChecks } from "./infera/runtime/validator.ts";\n'
        'import schemas from "./infera/schemas.json" with { type: "json" };\n'
        "compileChecks(schemas as never);\n"
    )
    assert succeeds(folder, "node", "check.ts") == "", "and nothing is said of unknown formats"


@engine
def test_the_package_has_the_same_bytes_each_time_and_for_each_target(tmp_path: Path) -> None:
    digests = set()
    for number, arch in enumerate(("arm64", "x86_64")):
        write(worker_files(SQS), tmp_path / str(number))
        folder = tmp_path / str(number) / "workers/email_worker"
        done = subprocess.run(
            ["make", "build", f"ARCH={arch}"],
            cwd=folder,
            env=node.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        package = folder / "dist/package.zip"
        digests.add(hashlib.sha256(package.read_bytes()).hexdigest())
    assert len(digests) == 1
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        (entry,) = archive.infolist()
    assert (entry.filename, entry.external_attr >> 16) == ("index.mjs", 0o100644)


def test_lock_files_name_no_registry_and_match_their_manifest() -> None:
    for manifest in sorted(data_dir("templates").glob("typescript/*/package.json")):
        lock = json.loads((manifest.parent / "package-lock.json").read_text())
        wanted = json.loads(manifest.read_text())
        root = lock["packages"][""]
        for kind in ("dependencies", "devDependencies"):
            assert root[kind] == wanted[kind], manifest
            pins = wanted[kind].values()
            assert not [pin for pin in pins if not pin[0].isdigit()], "exact pins alone"
        assert not [path for path, entry in lock["packages"].items() if "resolved" in entry]


@engine
def test_a_pushed_digest_is_written_where_terraform_finds_it(tmp_path: Path) -> None:
    folder = ready(worker_files(CASES[1]), tmp_path, "workers/email_worker")
    digest = "sha256:" + "0" * 64
    (folder / "image.json").write_text(json.dumps({"containerimage.digest": digest}))
    tfvars = folder / "images.auto.tfvars.json"
    tfvars.write_text('{"other_image": "x"}')
    script = ["node", "infera/push.mjs", "image.json", "registry/worker", str(tfvars)]
    succeeds(folder, *script, "email_worker_image")
    assert json.loads(tfvars.read_text()) == {
        "email_worker_image": f"registry/worker@{digest}",
        "other_image": "x",
    }
