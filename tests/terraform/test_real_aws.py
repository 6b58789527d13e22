"""The generated AWS module under the real AWS provider (5.100.0), against ministack.

What the offline provider cannot know is known here: the provider's own defaults, its normalisation of policies, its
waits. What ministack gets wrong is named below, so that a second plan may differ in nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engines import ministack, terraform
from tests.terraform import lifecycle
from tests.terraform.cases import cases, generate

pytestmark = [
    pytest.mark.engine("terraform", "real_aws_provider", "ministack"),
    pytest.mark.xdist_group("real-aws"),
]

CASES = ("sqs_fifo_high_throughput", "sqs_fan_out_priority_schedules")
SERVICES = "cloudwatch dynamodb ec2 ecr events iam kms lambda logs s3 scheduler secretsmanager sns sqs sts".split()

MINISTACK = {
    # PutMetricAlarm keeps name, metric and threshold alone
    "aws_cloudwatch_metric_alarm": {
        "actions_enabled", "alarm_actions", "alarm_description", "dimensions", "metric_query", "ok_actions",
        "period", "statistic", "treat_missing_data",
    },
}  # fmt: skip
"""Type -> attributes that ministack forgets or changes, seen in a second plan and nowhere else."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A module's life with ministack as its cloud.

    `again` is what a plan right after the apply would change: (type, attribute); `versions` is what
    `terraform version -json` said in the root.
    """

    region: str
    state: dict[str, Any]
    again: list[tuple[str, str]]
    versions: str


def _provider(url: str) -> str:
    endpoints = "\n".join(f'    {name} = "{url}"' for name in SERVICES)
    return f"""
provider "aws" {{
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true

  endpoints {{
{endpoints}
  }}
}}
"""


def _differences(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for change in plan.get("resource_changes", ()):
        what = change["change"]
        if what["actions"] in (["no-op"], ["read"]):
            continue
        before, after = what["before"] or {}, what["after"] or {}
        unknown = what.get("after_unknown", {})
        for key in sorted(before | after | unknown):
            if before.get(key) != after.get(key) or unknown.get(key) is True:
                yield change["type"], key


def _live(name: str, tree: Path, cloud: ministack.Ministack, session: terraform.Session) -> Applied:
    case = next(case for case in cases() if case.name == name)
    generate(case, tree)
    folder = session.copy(tree, str(lifecycle.roots(tree)[0]))
    lifecycle.packages(folder.path.parents[2])
    (folder.path / "ministack_override.tf").write_text(_provider(cloud.url))
    assert folder.validate() == []
    state = folder.apply()
    again = list(_differences(folder.plan()))
    folder.destroy()
    region = yaml.safe_load((case.folder / "infera.yaml").read_text())["region"]
    return Applied(region, state, again, folder.run("version", "-json").stdout)


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Applied]]:
    """All cases side by side: the provider spends its time waiting for queues to settle."""
    mirror = terraform.real_aws_mirror()
    assert mirror is not None
    served = {name: versions for name, versions in terraform.SERVED.items() if name != "aws"}
    trees = tmp_path_factory.mktemp("real")
    with (
        ministack.running_ministack() as cloud,
        terraform.session(served, [mirror]) as session,
        ThreadPoolExecutor(len(CASES)) as pool,
    ):
        started = {name: pool.submit(_live, name, trees / name, cloud, session) for name in CASES}
        yield {name: future.result() for name, future in started.items()}


@pytest.fixture(params=CASES)
def applied(request: pytest.FixtureRequest, lives: dict[str, Applied]) -> Applied:
    return lives[request.param]


def test_a_second_plan_differs_in_what_ministack_forgets_alone(applied: Applied) -> None:
    assert [(kind, name) for kind, name in applied.again if name not in MINISTACK.get(kind, set())] == []


def test_the_provider_is_the_real_one(applied: Applied) -> None:
    assert '"registry.terraform.io/hashicorp/aws": "5.100.0"' in applied.versions


def test_queues_have_the_arns_that_the_cloud_gave_them(applied: Applied) -> None:
    root = lifecycle.Root("real", [], applied.state, "")
    queues = [r["values"] for r in root.resources() if r["type"] == "aws_sqs_queue"]
    assert queues
    for queue in queues:
        assert queue["arn"] == f"arn:aws:sqs:{applied.region}:{ministack.ACCOUNT}:{queue['name']}"
        assert Path(queue["url"]).name == queue["name"]
