"""State and account of each environment: what is shared by accident is an error, what others know is a variable."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from infera.pipeline import Result, compile_text
from tests.conftest import run_infera
from tests.engines import terraform
from tests.terraform import lifecycle

QUEUES: dict[str, Any] = {
    "project_name": "shop",
    "provider": "aws",
    "region": "eu-west-1",
    "defaults": {"alarms": {"notify": ["ops@example.com"]}},
    "queues": [{"name": "emails"}],
    "workers": {"email_worker": {"queue": "emails"}},
}
S3 = {"bucket": "state", "key": "{project}/{environment}.tfstate", "region": "eu-west-1"}
TWO: dict[str, Any] = {"staging": {}, "production": {}}


def compiled(**more: Any) -> Result:
    return compile_text(yaml.safe_dump({**QUEUES, **more}, sort_keys=False), "infera.yaml")


def codes(result: Result) -> list[str]:
    return [f"{each.code.id} {each.severity}" for each in result.found if each.code.id in ("INF217", "INF218")]


def text(result: Result, path: str) -> str:
    (found,) = [file.data.decode() for file in result.files if file.path.as_posix() == path]
    return found


SHARED = {
    "the same key": {"type": "s3", "config": {"bucket": "b", "key": "k", "region": "r"}},
    "a key that fills in to the same": {"type": "s3", "config": {"bucket": "b", "key": "{project}", "region": "r"}},
    "no prefix": {"type": "gcs", "config": {"bucket": "b"}},
    "a path out of the root": {"type": "local", "config": {"path": "../state.tfstate"}},
    "a workspace": {"type": "cloud", "config": {"organization": "o", "workspaces": {"name": "{project}"}}},
}


@pytest.mark.parametrize("backend", SHARED.values(), ids=SHARED)
def test_one_and_the_same_state_of_two_environments_is_an_error(backend: dict[str, Any]) -> None:
    result = compiled(environments=TWO, terraform={"backend": backend})
    (found,) = [each for each in result.found if each.code.id == "INF217"]

    assert found.severity == "error"
    assert "`staging` and `production`" in found.message
    assert not result.files


def test_the_same_key_is_the_same_state_whatever_else_differs() -> None:
    own = {"terraform": {"backend": {"config": {"encrypt": True}}}}
    backend = {"type": "s3", "config": {"bucket": "b", "key": "k", "region": "r"}}
    result = compiled(environments={"staging": own, "production": {}}, terraform={"backend": backend})

    assert codes(result) == ["INF217 error"]


APART: dict[str, dict[str, Any]] = {
    "the environment in the key": {"type": "s3", "config": S3},
    "given to init": {"type": "s3"},
    "a workspace each": {
        "type": "cloud",
        "config": {"organization": "o", "workspaces": {"name": "{project}-{environment}"}},
    },
}


@pytest.mark.parametrize("backend", APART.values(), ids=APART)
def test_a_state_of_its_own_is_no_finding(backend: dict[str, Any]) -> None:
    assert codes(compiled(environments=TWO, terraform={"backend": backend})) == []


@pytest.mark.parametrize("backend", [None, {"type": "local"}, {"type": "local", "config": {"path": "a.tfstate"}}])
def test_local_state_of_several_environments_is_a_warning(backend: dict[str, Any] | None) -> None:
    settings = {} if backend is None else {"terraform": {"backend": backend}}

    assert codes(compiled(environments=TWO, **settings)) == ["INF218 warning"]
    assert codes(compiled(environments={"production": {}}, **settings)) == []
    assert codes(compiled(**settings)) == []


def test_the_placeholders_of_a_backend_are_filled_in_at_every_depth() -> None:
    workspaces = {"organization": "{project}", "workspaces": {"name": "{project}-{environment}"}}
    s3 = compiled(environments=TWO, terraform={"backend": {"type": "s3", "config": S3}})
    cloud = compiled(environments=TWO, terraform={"backend": {"type": "cloud", "config": workspaces}})

    assert '"shop/staging.tfstate"' in text(s3, "terraform/environments/staging/versions.tf")
    assert '"shop/production.tfstate"' in text(s3, "terraform/environments/production/versions.tf")
    written = text(cloud, "terraform/environments/staging/versions.tf")
    assert "  cloud {\n" in written
    assert '      name = "shop-staging"\n' in written
    assert "backend" not in written


def test_an_environment_says_of_its_state_what_differs() -> None:
    own = {"terraform": {"backend": {"config": {"bucket": "production-state"}}}}
    result = compiled(
        environments={"staging": {}, "production": own}, terraform={"backend": {"type": "s3", "config": S3}}
    )
    written = text(result, "terraform/environments/production/versions.tf")

    assert '"production-state"' in written
    assert '"shop/production.tfstate"' in written
    assert '"state"' in text(result, "terraform/environments/staging/versions.tf")

    nothing = compiled(environments={"production": own})
    assert [(f.code.id, f.path) for f in nothing.found if f.severity == "error"] == [
        ("INF222", ("environments", "production", "terraform", "backend"))
    ]


def test_a_backend_takes_no_variable() -> None:
    result = compiled(terraform={"backend": {"type": "s3", "config": {"bucket": {"var": "bucket"}, "key": "k"}}})
    (found,) = [each for each in result.found if each.severity == "error"]

    assert (found.code.id, found.path) == ("INF302", ("terraform", "backend", "config", "bucket"))


ACCOUNTS = {
    "staging": {"provider_config": {"allowed_account_ids": ["111122223333"]}},
    "production": {
        "provider_config": {
            "allowed_account_ids": [{"var": "account"}],
            "assume_role": {"role_arn": {"var": "deploy_role"}, "session_name": "infera"},
            "default_tags": {"tags": {"from": "infera"}},
        }
    },
}


def test_provider_config_is_merged_into_the_block_of_its_environment() -> None:
    result = compiled(environments=ACCOUNTS, terraform={"backend": {"type": "s3", "config": S3}})
    staging = text(result, "terraform/environments/staging/providers.tf")
    production = text(result, "terraform/environments/production/providers.tf")

    assert '"111122223333"' in staging
    assert "assume_role" not in staging
    assert '  region              = "eu-west-1"\n' in production
    assert "[var.account]" in production
    assert "  assume_role {\n    role_arn     = var.deploy_role\n" in production
    variables = text(result, "terraform/environments/production/variables.tf")
    for name in ("account", "deploy_role"):
        assert "default" not in variables.split(f'variable "{name}"')[1].split("}")[0]
    assert "deploy_role" not in text(result, "terraform/environments/staging/variables.tf")


GOOGLE = {**QUEUES, "provider": "gcp", "region": "us-central1", "project_id": "shop-production"}


def test_provider_config_of_google_is_merged_with_its_labels() -> None:
    given = {"impersonate_service_account": {"var": "deployer"}, "default_labels": {"team": "a"}}
    data = {**GOOGLE, "environments": {"production": {"provider_config": given}}}
    result = compile_text(yaml.safe_dump(data), "infera.yaml")
    written = text(result, "terraform/environments/production/providers.tf")

    assert "impersonate_service_account = var.deployer" in written
    assert 'team = "a"' in written
    assert "project                     = var.project_id" in written


@pytest.mark.engine("terraform")
def test_a_role_that_a_variable_names_is_valid_terraform(tmp_path: Path, terraform_session: terraform.Session) -> None:
    data = {**QUEUES, "environments": ACCOUNTS, "terraform": {"backend": {"type": "s3", "config": S3}}}
    (tmp_path / "infera.yaml").write_text(yaml.safe_dump(data))
    assert run_infera("generate", cwd=tmp_path).returncode == 0
    assert terraform.format_check(tmp_path) == ""
    folder = terraform_session.copy(tmp_path, "terraform/environments/production")
    lifecycle.packages(folder.path.parents[2])
    (folder.path / "test.auto.tfvars.json").write_text(
        json.dumps({"account": "444455556666", "deploy_role": "arn:aws:iam::444455556666:role/deploy"})
    )

    assert folder.validate() == []
    assert folder.plan()["resource_changes"]


def test_the_module_alone_has_no_state_to_share() -> None:
    result = compiled(environments=TWO, terraform={"roots": False})

    assert codes(result) == []
    assert not any("environments" in file.path.parts for file in result.files)
