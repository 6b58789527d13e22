"""The viewer of queues under the real AWS provider, against ministack: off, on, with an image, off again.

The Redis is one that is there already: ministack makes no replication group that an apply could wait for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infera.pipeline import compile_text
from tests.engines import ministack, terraform
from tests.terraform import lifecycle

pytestmark = [
    pytest.mark.engine("terraform", "real_aws_provider", "ministack"),
    pytest.mark.xdist_group("real-viewer"),
    pytest.mark.slow,
]

SERVICES = "cloudwatch ec2 ecr ecs iam logs secretsmanager sts".split()
DECLARED = """
project_name: shop
provider: aws
region: us-east-1
redis: {existing: 'rediss://:secret@redis.example.com:6379/0', network: {subnets: [SUBNET]}}
queues: [{name: hooks, type: bullmq, alarms: false}, {name: bills, type: celery, alarms: false}]
workers: {hook_worker: {queue: hooks}, biller: {queue: bills}}
"""
IMAGE = f"example.com/viewer@sha256:{'0' * 64}"
ON = {"queue_viewer": True, "bullmq_viewer_image": IMAGE, "celery_viewer_image": IMAGE}


def _client(cloud: ministack.Ministack, service: str) -> Any:
    import boto3

    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, endpoint_url=cloud.url, region_name="us-east-1", **keys)


def _root(cloud: ministack.Ministack, session: terraform.Session, tree: Path) -> terraform.Folder:
    ec2 = _client(cloud, "ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    for file in compile_text(DECLARED.replace("SUBNET", subnet), "infera.yaml").files:
        (tree / file.path).parent.mkdir(parents=True, exist_ok=True)
        (tree / file.path).write_bytes(file.data)
    folder = session.copy(tree, "terraform/environments/default")
    endpoints = "\n".join(f'    {name} = "{cloud.url}"' for name in SERVICES)
    (folder.path / "ministack_override.tf").write_text(
        'provider "aws" {\n  access_key = "test"\n  secret_key = "test"\n  skip_credentials_validation = true\n'
        f"  skip_metadata_api_check = true\n  endpoints {{\n{endpoints}\n  }}\n}}\n"
    )
    return folder


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ministack.Ministack, terraform.Folder]]:
    mirror = terraform.real_aws_mirror()
    assert mirror is not None
    served = {name: versions for name, versions in terraform.SERVED.items() if name != "aws"}
    with ministack.running_ministack() as cloud, terraform.session(served, [mirror]) as session:
        folder = _root(cloud, session, tmp_path_factory.mktemp("viewer"))
        assert folder.validate() == []
        yield cloud, folder
        folder.destroy()


def _apply(folder: terraform.Folder, values: dict[str, Any]) -> dict[str, Any]:
    """What is there of the viewer: address -> values; and the outputs under `outputs`."""
    (folder.path / "viewer.auto.tfvars.json").write_text(json.dumps(values))
    state = folder.apply()
    found = {
        resource["address"].removeprefix("module.shop."): resource["values"]
        for resource in lifecycle.Root("viewer", [], state, "").resources()
        if "viewer" in resource["address"]
    }
    return {**found, "outputs": {name: o["value"] for name, o in state["values"]["outputs"].items()}}


def test_it_comes_and_goes_with_its_switch(live: tuple[ministack.Ministack, terraform.Folder]) -> None:
    cloud, folder = live
    on = _apply(folder, ON)
    for kind in ("bullmq", "celery"):
        service = on[f"aws_ecs_service.{kind}_viewer[0]"]
        assert service["desired_count"] == 1
        assert service["enable_execute_command"] is True
        assert on["outputs"][f"{kind}_viewer_service_arn"].split(":", 5)[5] == f"service/shop/shop-{kind}-viewer"
    secret = on["outputs"]["queue_viewer_login_secret_arn"]
    assert len(_client(cloud, "secretsmanager").get_secret_value(SecretId=secret)["SecretString"]) == 32

    off = _apply(folder, {"queue_viewer": False})
    assert set(off) == {"outputs"}
    assert "queue_viewer_login_secret_arn" not in off["outputs"]
