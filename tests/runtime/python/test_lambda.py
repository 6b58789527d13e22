"""The Python package under AWS's own runtime emulator: a batch, a timeout, a crash."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infera.backends.sqs.limits import HANDLERS
from tests.engines import tools
from tests.engines.ministack import Ministack, running_ministack
from tests.engines.rie import running_function
from tests.runtime.python.aws import Aws
from tests.runtime.python.house import Effects, bin_folder, environment, folder_of
from tests.runtime.python.projects import Case

pytestmark = [pytest.mark.engine("ministack", "rie"), pytest.mark.xdist_group("python_lambda")]
CASE = Case("sqs")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked zip, its binary parts replaced by those of the Python that runs here."""
    folder = folder_of(CASE)
    done = subprocess.run(
        ["make", "-s", "build", "ARCH=x86_64", f"PYTHON={bin_folder('aws') / 'python'}"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    target = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(folder / "dist/package.zip") as archive:
        for name in archive.namelist():
            if name.startswith(("handlers/", "infera/")):
                archive.extract(name, target)
    return target


@pytest.fixture(scope="module")
def runtime() -> Path:
    """A Python with Lambda's runtime client and the worker's packages."""
    folder = bin_folder("aws")
    client = tools.venv("awslambdaric", "awslambdaric==4.2.2")
    site = next((client.parent / "lib").glob("python3*")) / "site-packages"
    (folder.parent / "ric.path").write_text(str(site))
    return folder / "python"


@pytest.fixture
def ministack() -> Iterator[Ministack]:
    with running_ministack() as engine:
        yield engine


def event(aws: Aws) -> dict[str, Any]:
    messages = aws.sqs.receive_message(
        QueueUrl=aws.url,
        MaxNumberOfMessages=10,
        AttributeNames=["All"],
        MessageAttributeNames=["All"],
    ).get("Messages", [])
    return {
        "Records": [
            {
                "messageId": each["MessageId"],
                "receiptHandle": each["ReceiptHandle"],
                "body": each["Body"],
                "attributes": each["Attributes"],
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": aws.arn(aws.url),
            }
            for each in messages
        ]
    }


def test_a_batch_is_answered_in_part_and_a_deadline_keeps_the_function_alive(
    package: Path, runtime: Path, ministack: Ministack, tmp_path: Path
) -> None:
    aws, effects = Aws(ministack), Effects(tmp_path / "effects")
    for n, do, s in ((1, "ok", 0), (2, "always", 0), (3, "slow", 20), (4, "poison", 0), (5, "ok", 0)):
        aws.send({"type": "work", "data": {"n": n, "do": do, "s": s}, "id": f"job-{n}"})
    path = (runtime.parent.parent / "ric.path").read_text()
    env = environment(CASE, [aws.source], INFERA_TIMEOUT_S="2", **aws.env)
    own = {**env, "EFFECTS": str(effects.path), "PYTHONPATH": f"{package}:{path}"}
    command: list[str | Path] = [runtime, "-m", "awslambdaric", HANDLERS["python"]]
    with running_function(command, package, own, timeout_s=10) as function:
        batch = event(aws)
        by_id = {each["messageId"]: json.loads(each["body"])["data"]["n"] for each in batch["Records"]}
        status, answer = function.invoke(batch)
        assert status == 200, answer
        failed = {by_id[each["itemIdentifier"]] for each in answer["batchItemFailures"]}
        assert failed == {2, 3}
        assert set(effects.count("done")) == {1, 5}
        assert aws.depth(aws.dead_url) == 1, "the poison"
        again, nothing = function.invoke({"Records": []})
        assert (again, nothing) == (200, {"batchItemFailures": []})
        for n in (6, 7):
            aws.send({"type": "work", "data": {"n": n, "do": "slow", "s": 1.3}, "id": f"job-{n}"})
        late = event(aws)  # perhaps with the second job, which comes again
        late["Records"] = [each for each in late["Records"] if json.loads(each["body"])["data"]["n"] > 5]
        whole = function.invoke(late)
        assert whole == (200, {"batchItemFailures": []}), "each job of a batch has the whole time"
