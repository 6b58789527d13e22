"""What shows the queues in Redis: where its files are written, how a module makes it, and which names it takes."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from infera.pipeline import Result, compile_text

HEAD = {
    "aws": "project_name: shop\nprovider: aws\nregion: us-east-1\n",
    "gcp": "project_name: shop\nprovider: gcp\nregion: us-central1\n",
    "self_hosted": "project_name: shop\nprovider: self_hosted\n",
}
BULLMQ = "queues: [{name: hooks, type: bullmq}]\nworkers: {hook_worker: {queue: hooks}}\n"
CELERY = "queues: [{name: bills, type: celery, priority: [high, low]}]\nworkers: {biller: {queue: bills}}\n"
BOTH = """
queues: [{name: hooks, type: bullmq}, {name: bills, type: celery}]
workers: {hook_worker: {queue: hooks}, biller: {queue: bills}}
"""
MODULE = "terraform/modules/shop/"


def _compiled(provider: str, text: str) -> Result:
    return compile_text(HEAD[provider] + text, "infera.yaml")


def _made(provider: str, text: str) -> dict[str, str]:
    return {str(file.path): file.data.decode() for file in _compiled(provider, text).files}


@pytest.mark.parametrize("provider", HEAD)
@pytest.mark.parametrize(("text", "kinds"), [(BULLMQ, {"bullmq"}), (CELERY, {"celery"}), (BOTH, {"bullmq", "celery"})])
def test_each_kind_of_queue_has_its_viewer(provider: str, text: str, kinds: set[str]) -> None:
    made = _made(provider, text)
    assert {path.split("/")[1] for path in made if path.startswith("viewer/")} == kinds
    for kind in kinds:
        assert f"viewer/{kind}/Dockerfile" in made
        assert (f"viewer/{kind}/Makefile" in made) is (provider != "self_hosted")
        if provider == "self_hosted":
            assert f"build: ./viewer/{kind}" in made["compose.yaml"]
    assert "resolved" not in made.get("viewer/bullmq/package-lock.json", "")


@pytest.mark.parametrize("provider", ["aws", "gcp"])
def test_without_workers_there_is_nothing_to_show(provider: str) -> None:
    made = _made(provider, "queues: [{name: hooks, type: bullmq, alarms: false}]\n")
    assert MODULE + "viewer.tf" not in made
    assert not [path for path in made if path.startswith("viewer/")]


@pytest.mark.parametrize("provider", ["aws", "gcp"])
def test_it_is_off_until_someone_turns_it_on(provider: str) -> None:
    made = _made(provider, BOTH)
    text = made[MODULE + "viewer.tf"]
    blocks = re.findall(r'^resource "\w+" "(\w+)" \{\n(.*?)^\}', text, re.MULTILINE | re.DOTALL)
    assert len(blocks) > 6
    for label, block in blocks:
        assert re.search(r"(count|for_each)\s+= (var\.queue_viewer|local\.\w+_viewer_runs) \? ", block), label
    for folder in ("terraform/modules/shop", "terraform/environments/default"):
        switch = made[f"{folder}/variables.tf"].split('variable "queue_viewer" {')[1].split("\n}")[0]
        assert re.search(r"default\s+= false", switch)


def test_nobody_on_aws_connects_to_it_but_through_iam() -> None:
    text = _made("aws", BULLMQ)[MODULE + "viewer.tf"]
    assert "enable_execute_command = true" in text
    assert "assign_public_ip = false" in text
    assert "ingress" not in text
    assert "aws_lb" not in text
    assert '"INFERA_VIEWER_PASSWORD", valueFrom = aws_secretsmanager_secret' in text


def test_a_group_of_the_users_opens_no_port_of_the_viewer() -> None:
    given = "redis: {network: {subnets: [subnet-1], security_groups: [sg-1]}}\n" + BULLMQ
    made = _made("aws", given)
    assert '"sg-1"' in made[MODULE + "worker_hook_worker.tf"]
    assert "sg-1" not in made[MODULE + "viewer.tf"]
    there = _made("aws", given.replace("redis: {", "redis: {existing: 'rediss://h:6379', "))
    assert '"sg-1"' in there[MODULE + "viewer.tf"], "which may be all that a Redis knows"


def test_google_lets_in_the_members_alone() -> None:
    text = _made("gcp", CELERY)[MODULE + "viewer.tf"]
    assert "allUsers" not in text
    assert "toset(var.queue_viewer_members)" in text
    assert text.count("roles/run.invoker") == 1
    assert re.search(r"min_instance_count = 0\n\s+max_instance_count = 1", text)
    assert "server_ca_certs" in text


def test_it_shows_queues_dead_letters_and_every_level() -> None:
    text = _made("aws", CELERY)[MODULE + "viewer.tf"]
    pairs = dict(re.findall(r'name\s+= "(INFERA_VIEWER_\w+)"\s+value = "([^"]*)"', text))
    assert pairs == {"INFERA_VIEWER_QUEUES": "shop-bills,shop-bills-dead-letter", "INFERA_VIEWER_LEVELS": "2"}


def test_where_environments_have_names_of_their_own_so_has_the_viewer() -> None:
    several = "environments: {staging: {project_id: shop-staging}, production: {project_id: shop-live}}\n"
    text = _made("gcp", several + CELERY)[MODULE + "viewer.tf"]
    assert 'join(",", ["${var.name_prefix}-bills", "${var.name_prefix}-bills-dead-letter"])' in text


def test_a_secret_of_another_project_is_read_there() -> None:
    made = _made("gcp", "redis: {existing: projects/other/secrets/redis}\n" + CELERY)
    assert 'project   = split("/", "projects/other/secrets/redis")[1]' in made[MODULE + "viewer.tf"]
    assert re.search(r'project\s+= try\(split\("/", each.value\)\[1\]', made[MODULE + "worker_biller.tf"])


TAKEN = {
    "aws": ("bullmq_viewer", BULLMQ.replace("hook_worker", "bullmq-viewer")),
    "gcp": ("celery_viewer", CELERY.replace("biller", "celery_viewer")),
    "self_hosted": ("bull_board", BULLMQ.replace("hook_worker", "bull-board")),
    "aws ": (
        "celery_beat",
        CELERY.replace("]}]", "], schedules: [{name: s, cron: 0 3 * * *}]}]").replace("biller", "celery_beat"),
    ),
    "self_hosted ": ("redis", BULLMQ.replace("hook_worker", "redis")),
}


@pytest.mark.parametrize(("provider", "name", "text"), [(key.strip(), *value) for key, value in TAKEN.items()])
def test_a_worker_does_not_take_its_name(provider: str, name: str, text: str) -> None:
    found = [(d.code.id, d.message) for d in _compiled(provider, text).found]
    assert [message for code, message in found if code == "INF203" and f"`{name}`" in message], found


@pytest.mark.parametrize("provider", ["aws", "gcp"])
@pytest.mark.parametrize(("text", "kind"), [(BULLMQ, "bullmq"), (CELERY, "celery")])
def test_what_publishes_and_finds_it_is_there_and_reads(provider: str, text: str, kind: str, tmp_path: Path) -> None:
    for path, content in _made(provider, text).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    folder = tmp_path / "viewer" / kind
    assert subprocess.run(["sh", "-n", "open.sh"], cwd=folder, check=False).returncode == 0
    done = subprocess.run(
        ["make", "-n", "push", "REPOSITORY=registry.example.com/shop"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    last = done.stdout.strip().splitlines()[-1].split()
    assert (folder / last[1]).is_file()
    assert last[-1] == f"{kind}_viewer_image"
    tfvars = tmp_path / "images.json"
    metadata = tmp_path / "metadata.json"
    metadata.write_text(json.dumps({"containerimage.digest": f"sha256:{'a' * 64}"}))
    if last[0] == "python3":
        command = [*last[:2], str(metadata), "registry.example.com/shop/v", str(tfvars), last[-1]]
        assert subprocess.run(command, cwd=folder, check=False).returncode == 0
        assert json.loads(tfvars.read_text()) == {last[-1]: f"registry.example.com/shop/v@sha256:{'a' * 64}"}
