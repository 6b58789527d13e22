"""The module in other people's Terraform: called from a root that nobody generated, with values from other modules."""

from __future__ import annotations

from pathlib import Path

import pytest

from infera.pipeline import compile_text
from tests.conftest import run_infera
from tests.engines import terraform
from tests.terraform import lifecycle

AWS = """\
project_name: shop
provider: aws
region: eu-west-1
terraform: {roots: false}
aws: {permissions_boundary: {var: boundary_arn}}
defaults: {alarms: {notify: [{var: oncall_topic}]}}
queues:
  - name: emails
    encryption: {var: key_arn}
    producers: [{var: sender_arn}]
workers:
  email_worker:
    queue: emails
    env: {TABLE_NAME: {var: table_name}}
    permissions:
      - {actions: ["dynamodb:GetItem"], resources: [{var: table_arn}]}
    network:
      subnets: [{var: subnet_a}, {var: subnet_b}]
      security_groups: [{var: worker_group}]
"""
AWS_ROOT = """\
provider "aws" {
  region = "eu-west-1"
}

module "keys" {
  source = "./keys"
}

module "network" {
  source = "./network"
}

module "queues" {
  source       = "./terraform/modules/shop"
  region       = "eu-west-1"
  boundary_arn = "arn:aws:iam::111122223333:policy/boundary"
  key_arn      = module.keys.key_arn
  oncall_topic = module.keys.topic_arn
  sender_arn   = module.keys.sender_arn
  table_arn    = module.keys.table_arn
  table_name   = module.keys.table_name
  subnet_a     = module.network.subnets[0]
  subnet_b     = module.network.subnets[1]
  worker_group = module.network.group
}

output "emails_url" {
  value = module.queues.emails_queue_url
}
"""
KEYS = """\
resource "aws_kms_key" "jobs" {
  description = "Jobs at rest"
}

resource "aws_sns_topic" "oncall" {
  name = "oncall"
}

resource "aws_iam_role" "sender" {
  name               = "sender"
  assume_role_policy = "{}"
}

resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

output "key_arn" {
  value = aws_kms_key.jobs.arn
}

output "topic_arn" {
  value = aws_sns_topic.oncall.arn
}

output "sender_arn" {
  value = aws_iam_role.sender.arn
}

output "table_arn" {
  value = aws_dynamodb_table.orders.arn
}

output "table_name" {
  value = aws_dynamodb_table.orders.name
}
"""
NETWORK = """\
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

resource "aws_security_group" "worker" {
  name   = "worker"
  vpc_id = aws_vpc.main.id
}

output "subnets" {
  value = aws_subnet.private[*].id
}

output "group" {
  value = aws_security_group.worker.id
}
"""
GCP = """\
project_name: shop
provider: gcp
region: us-central1
terraform: {roots: false}
defaults: {alarms: {notify: [{var: oncall_channel}]}}
queues:
  - name: emails
    encryption: {var: key_id}
    producers: [{var: sender}]
workers:
  email_worker:
    queue: emails
    env: {BUCKET: {var: bucket}}
    network: {network: {var: network}, subnetwork: {var: subnetwork}}
"""
GCP_ROOT = """\
provider "google" {
  project = "shop-project"
  region  = "us-central1"
}

resource "google_monitoring_notification_channel" "oncall" {
  display_name = "on call"
  type         = "email"
  labels       = { email_address = "ops@example.com" }
}

resource "google_kms_key_ring" "jobs" {
  name     = "jobs"
  location = "us-central1"
}

resource "google_kms_crypto_key" "jobs" {
  name     = "jobs"
  key_ring = google_kms_key_ring.jobs.id
}

resource "google_service_account" "sender" {
  account_id = "sender"
}

module "queues" {
  source         = "./terraform/modules/shop"
  project_id     = "shop-project"
  oncall_channel = google_monitoring_notification_channel.oncall.id
  key_id         = google_kms_crypto_key.jobs.id
  sender         = google_service_account.sender.member
  bucket         = "reports"
  network        = "projects/shop-project/global/networks/main"
  subnetwork     = "projects/shop-project/regions/us-central1/subnetworks/main"
}
"""


def generated(folder: Path, config: str) -> None:
    (folder / "infera.yaml").write_text(config)
    done = run_infera("generate", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert not (folder / "terraform/environments").exists()


@pytest.mark.engine("terraform")
def test_a_root_of_their_own_calls_the_module_on_aws(tmp_path: Path, terraform_session: terraform.Session) -> None:
    generated(tmp_path, AWS)
    for name, text in {"main.tf": AWS_ROOT, "keys/main.tf": KEYS, "network/main.tf": NETWORK}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    folder = terraform_session.copy(tmp_path)
    lifecycle.packages(folder.path)
    assert folder.validate() == []
    state = folder.apply()
    folder.assert_nothing_to_do()
    folder.destroy()

    assert state["values"]["outputs"]["emails_url"]["value"]


@pytest.mark.engine("terraform")
def test_a_root_of_their_own_calls_the_module_on_google(tmp_path: Path, terraform_session: terraform.Session) -> None:
    generated(tmp_path, GCP)
    (tmp_path / "main.tf").write_text(GCP_ROOT)
    folder = terraform_session.copy(tmp_path)
    assert folder.validate() == []
    folder.apply()
    folder.assert_nothing_to_do()
    folder.destroy()


def test_their_files_stay_theirs(tmp_path: Path) -> None:
    generated(tmp_path, AWS)
    theirs = {"main.tf": AWS_ROOT, "prod.tfvars": 'x = "y"\n', ".terraform.lock.hcl": "# theirs\n"}
    for name, text in theirs.items():
        (tmp_path / name).write_text(text)
        (tmp_path / "terraform/modules/shop" / name.replace("main", "own")).write_text(text)
    (tmp_path / "infera.yaml").write_text(AWS.replace("emails", "mails"))
    done = run_infera("generate", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    for name, text in theirs.items():
        assert (tmp_path / name).read_text() == text
        assert (tmp_path / "terraform/modules/shop" / name.replace("main", "own")).read_text() == text


def test_a_variable_is_required_by_the_module_and_by_each_root() -> None:
    result = compile_text(AWS.replace("terraform: {roots: false}\n", ""), "infera.yaml")
    texts = {file.path.as_posix(): file.data.decode() for file in result.files if file.path.name == "variables.tf"}

    assert len(texts) == 2
    for text in texts.values():
        for name in ("boundary_arn", "key_arn", "oncall_topic", "subnet_a", "table_name", "worker_group"):
            block = text.split(f'variable "{name}"')[1].split("}")[0]
            assert "default" not in block
