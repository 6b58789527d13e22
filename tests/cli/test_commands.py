"""The command line as a user meets it: exit status, stdout and stderr, formats."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = """\
project_name: my-app
provider: gcp
region: us-central1
defaults: {alarms: {notify: [ops@example.com]}}
queues:
  - name: emails
    type: cloud_tasks
    rate_limit: 100/s
workers:
  email_worker:
    queue: emails
"""
BAD = GOOD.replace("100/s", "1000/s")


def infera(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infera", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "INFERA_TRACEBACK": "1", **env},
        timeout=120,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "infera.yaml").write_text(GOOD)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_good_file_is_done(project: Path) -> None:
    done = infera(project, "validate")

    assert (done.returncode, done.stderr) == (0, "")


def test_the_example_of_a_finding_looks_as_promised(project: Path) -> None:
    (project / "infera.yaml").write_text(BAD)
    done = infera(project, "validate")

    assert done.returncode == 1
    assert (
        "error[INF301]: Cloud Tasks dispatches at most 500 jobs/s from one queue, not 1000\n"
        "  --> infera.yaml:8:17\n"
        "    |\n"
        "  8 |     rate_limit: 1000/s\n"
        "    |                 ^^^^^^\n"
        "  hint: lower it, or split the queue\n"
    ) in done.stdout


def test_plan_writes_nothing_and_says_what_is_pending(project: Path) -> None:
    before = files(project)
    plain, detailed = infera(project, "plan"), infera(project, "plan", "--detailed-exitcode")

    assert (plain.returncode, detailed.returncode) == (0, 2)
    assert "google_cloud_tasks_queue.emails" in plain.stdout
    assert files(project) == before


def test_generate_is_complete_and_stays_so(project: Path) -> None:
    stale = infera(project, "generate", "--check")
    done = infera(project, "generate")
    fresh, again = infera(project, "generate", "--check"), infera(project, "plan", "--detailed-exitcode")

    assert [each.returncode for each in (stale, done, fresh, again)] == [2, 0, 0, 0]


def test_an_error_writes_nothing(project: Path) -> None:
    (project / "infera.yaml").write_text(BAD)
    done = infera(project, "generate")

    assert (done.returncode, done.stdout) == (1, "")
    assert "INF301" in done.stderr
    assert list(files(project)) == ["infera.yaml"]


def test_a_change_shows_old_and_new(project: Path) -> None:
    infera(project, "generate")
    (project / "infera.yaml").write_text(GOOD.replace("100/s", "50/s"))
    done = infera(project, "plan")
    changes = json.loads(infera(project, "plan", "--format", "json").stdout)["changes"]

    assert "rate_limits.max_dispatches_per_second  100 -> 50" in done.stdout
    (resource,) = [r for c in changes for r in c["resources"] if r["address"] == "google_cloud_tasks_queue.emails"]
    assert resource["action"] == "update"
    assert resource["attributes"]["rate_limits.max_dispatches_per_second"] == {"before": 100, "after": 50}


def test_an_edited_file_is_in_the_way(project: Path) -> None:
    infera(project, "generate")
    edited = project / "terraform/modules/my-app/queue_emails.tf"
    edited.write_text(edited.read_text() + "# mine\n")
    (project / "infera.yaml").write_text(GOOD.replace("100/s", "50/s"))
    before = files(project)
    planned, stopped = infera(project, "plan"), infera(project, "generate")

    assert (planned.returncode, stopped.returncode) == (3, 3)
    assert files(project) == before

    forced = infera(project, "generate", "--force")
    assert forced.returncode == 0
    assert "# mine" not in edited.read_text()
    assert [p for p in files(project) if "backup" in p]


def test_a_handler_is_written_once(project: Path) -> None:
    infera(project, "generate")
    handler = project / "workers/email_worker/handlers/emails.ts"
    handler.write_text("// mine\n")
    done = infera(project, "generate")

    assert done.returncode == 0
    assert handler.read_text() == "// mine\n"


def test_an_unwritten_handler_is_a_warning(project: Path) -> None:
    infera(project, "generate")

    assert "INF225" in infera(project, "plan").stdout


def test_the_file_that_makes_a_package_of_the_handlers_is_no_handler(project: Path) -> None:
    (project / "infera.yaml").write_text(GOOD.replace("provider:", "language: python\nprovider:", 1))
    infera(project, "generate")
    said = infera(project, "plan").stdout

    assert "workers/email_worker/handlers/emails.py` still is the generated one" in said
    assert "__init__.py" not in said


def test_a_stub_added_later_raises(project: Path) -> None:
    infera(project, "generate")
    fresh = (project / "workers/email_worker/handlers/emails.ts").read_text()
    more = GOOD.replace("    rate_limit", "    jobs: {emails: {}, receipt: {}}\n    rate_limit")
    (project / "infera.yaml").write_text(more)
    infera(project, "generate")
    added = (project / "workers/email_worker/handlers/receipt.ts").read_text()

    assert "throw new" not in fresh
    assert "throw new" in added


def test_two_projects_do_not_share_an_output_folder(project: Path) -> None:
    infera(project, "generate")
    (project / "infera.yaml").write_text(GOOD.replace("my-app", "other"))
    before = files(project)
    stopped = infera(project, "generate")

    assert stopped.returncode == 1
    assert "INF410" in stopped.stderr
    assert files(project) == before
    assert infera(project, "generate", "--rename-project", "my-app").returncode == 0


def test_a_queue_that_goes_is_announced(project: Path) -> None:
    more = GOOD.replace("workers:", "  - name: reports\n    type: pubsub\nworkers:")
    (project / "infera.yaml").write_text(more)
    infera(project, "generate")
    (project / "infera.yaml").write_text(GOOD)
    warned, failed = infera(project, "plan"), infera(project, "plan", "--fail-on", "loses-jobs")
    changes = json.loads(infera(project, "plan", "--format", "json").stdout)["changes"]
    lost = {r["address"] for c in changes for r in c["resources"] if r.get("loses_jobs")}
    allowed = infera(project, "plan", "--fail-on", "loses-jobs", *[x for a in lost for x in ("--allow-loss", a)])

    assert "INF411" in warned.stdout
    assert (warned.returncode, failed.returncode, allowed.returncode) == (0, 1, 0)
    assert "google_pubsub_subscription.reports" in lost


def test_plan_against_a_revision_shows_what_the_commit_changes(project: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    infera(project, "generate")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], cwd=project, check=True)
    (project / "infera.yaml").write_text(GOOD.replace("100/s", "50/s"))
    infera(project, "generate")

    assert "nothing to change" in infera(project, "plan").stdout
    assert "100 -> 50" in infera(project, "plan", "--against", "HEAD").stdout
    assert infera(project, "plan", "--against", "no-such-thing").returncode == 64


@pytest.mark.parametrize("format_", ["json", "sarif"])
def test_machine_formats_parse(project: Path, format_: str) -> None:
    (project / "infera.yaml").write_text(BAD)
    done = infera(project, "validate", "--format", format_)

    assert done.returncode == 1
    assert json.loads(done.stdout)


def test_json_has_the_promised_shape(project: Path) -> None:
    (project / "infera.yaml").write_text(BAD)
    (one,) = [f for f in json.loads(infera(project, "validate", "--format", "json").stdout)["findings"]
              if f["code"] == "INF301"]  # fmt: skip

    assert set(one) >= {
        "code", "severity", "message", "hint", "file", "line", "column", "end_line", "end_column", "path",
    }  # fmt: skip
    assert (one["line"], one["column"], one["end_column"]) == (8, 17, 23)
    assert one["path"] == ["queues", 0, "rate_limit"]


@pytest.mark.parametrize(
    "arguments", [["bogus"], ["plan", "--bogus"], ["validate", "--env", "nope"], ["explain", "INF999"], ["plan", "x"]]
)
def test_wrong_usage_is_64(project: Path, arguments: list[str]) -> None:
    assert infera(project, *arguments).returncode == 64


def test_a_missing_config_is_a_finding(tmp_path: Path) -> None:
    done = infera(tmp_path, "validate")

    assert done.returncode == 1
    assert "INF001" in done.stdout


def test_explain_prints_the_page_of_a_code(project: Path) -> None:
    by_id, by_slug = infera(project, "explain", "INF204"), infera(project, "explain", "shared-queue")

    assert by_id.stdout == by_slug.stdout
    assert by_id.stdout.startswith("# INF204 shared-queue")


def test_schema_is_the_schema(project: Path) -> None:
    assert json.loads(infera(project, "schema").stdout)["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_the_commands(project: Path, shell: str) -> None:
    script = infera(project, "completion", shell)
    at = "va" if shell == "fish" else "1"  # fish gives the word itself
    words = infera(project, _INFERA_COMPLETE=f"{shell}_complete", COMP_WORDS="infera va", COMP_CWORD=at)

    assert script.returncode == 0
    assert "infera" in script.stdout
    assert "validate" in words.stdout


def test_version_is_one_line(project: Path) -> None:
    assert infera(project, "--version").stdout.startswith("infera ")


def test_quiet_shows_errors_alone(project: Path) -> None:
    (project / "infera.yaml").write_text(GOOD.replace("defaults: {alarms: {notify: [ops@example.com]}}\n", ""))

    assert "warning" in infera(project, "validate").stdout
    assert "warning" not in infera(project, "validate", "-q").stdout


def test_env_limits_what_is_shown_and_never_what_is_written(project: Path) -> None:
    (project / "infera.yaml").write_text(GOOD + "environments:\n  a: {}\n  b: {}\n")
    planned = infera(project, "plan", "--env", "a")
    infera(project, "generate", "--env", "a")

    assert "environments/a" in planned.stdout
    assert "environments/b" not in planned.stdout
    assert (project / "terraform/environments/b/main.tf").exists()


def test_a_queue_in_redis_that_goes_is_announced_too(tmp_path: Path) -> None:
    text = "project_name: hooks\nprovider: self_hosted\nqueues:\n  - name: a\n  - name: b\n"
    (tmp_path / "infera.yaml").write_text(text)
    infera(tmp_path, "generate")
    (tmp_path / "infera.yaml").write_text(text.replace("  - name: b\n", ""))

    assert "INF411" in infera(tmp_path, "plan").stdout
    assert infera(tmp_path, "plan", "--fail-on", "loses-jobs").returncode == 1
    assert infera(tmp_path, "plan", "--fail-on", "loses-jobs", "--allow-loss", "b").returncode == 0


@pytest.mark.parametrize("type_", ["bullmq", "celery"])
def test_a_queue_that_is_called_otherwise_in_redis_is_announced_too(tmp_path: Path, type_: str) -> None:
    text = f"project_name: hooks\nprovider: self_hosted\nqueues:\n  - name: a\n    type: {type_}\n"
    (tmp_path / "infera.yaml").write_text(text)
    infera(tmp_path, "generate")
    assert infera(tmp_path, "plan", "--fail-on", "loses-jobs").returncode == 0

    (tmp_path / "infera.yaml").write_text(text + "    resource_name: other\n")
    assert infera(tmp_path, "plan", "--fail-on", "loses-jobs").returncode == 1
    (tmp_path / "infera.yaml").write_text(text.replace("hooks", "shop"))
    assert infera(tmp_path, "plan", "--fail-on", "loses-jobs", "--rename-project", "hooks").returncode == 1
    (tmp_path / "infera.yaml").write_text(text.replace("name: a", "name: b\n    renamed_from: a"))
    assert infera(tmp_path, "plan", "--fail-on", "loses-jobs").returncode == 0


@pytest.mark.parametrize("command", ["validate", "plan"])
def test_several_configs_are_one_json_document(tmp_path: Path, command: str) -> None:
    for name, text in (("a", BAD), ("b", BAD), ("c", GOOD)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "infera.yaml").write_text(text.replace("my-app", name))
    configs = [argument for name in "abc" for argument in ("-c", f"{name}/infera.yaml")]
    done = infera(tmp_path, command, *configs, "--format", "json")
    found = json.loads(done.stdout)
    errors = [each["file"] for each in found["findings"] if each["severity"] == "error"]
    assert (done.returncode, errors) == (1, ["a/infera.yaml", "b/infera.yaml"])
    if command == "plan":
        assert found["summary"]["files_written"] == len(found["changes"]) > 0


def test_several_configs_are_one_sarif_log(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "infera.yaml").write_text(BAD)
    done = infera(tmp_path, "validate", "-c", "a/infera.yaml", "-c", "b/infera.yaml", "--format", "sarif")
    assert [len(run["results"]) for run in json.loads(done.stdout)["runs"]] == [1, 1]


def test_a_folder_of_templates_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "infera.yaml").write_text(GOOD + "templates: nowhere\n")
    done = infera(tmp_path, "plan")
    assert done.returncode == 1
    assert "`nowhere`: not a folder" in done.stdout


def test_a_config_that_must_not_be_read_is_a_finding(project: Path) -> None:
    """Without the right to read everything, which root has."""
    config = project / "infera.yaml"
    config.chmod(0)
    bound = [] if os.geteuid() else ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    if bound and not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed")
    done = subprocess.run(
        [*bound, sys.executable, "-m", "infera", "validate"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    config.chmod(0o644)
    assert done.returncode == 1, done.stderr
    assert "error[INF001]: `infera.yaml` may not be read" in done.stdout


@pytest.mark.parametrize("arguments", [("plan",), ("validate", "--format", "json"), ("schema",), ("explain",)])
def test_an_output_that_takes_nothing_is_no_bug(project: Path, arguments: tuple[str, ...]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    command = f'"{sys.executable}" -m infera {" ".join(arguments)}'
    full = subprocess.run(
        ["sh", "-c", f"{command} >/dev/full"], cwd=project, capture_output=True, text=True, check=False
    )
    assert (full.returncode, full.stderr) == (1, "error: the output cannot be written: No space left on device\n")
    closed = subprocess.run(["sh", "-c", f"{command} >&-"], cwd=project, capture_output=True, text=True, check=False)
    assert (closed.returncode, closed.stderr) == (0, "")


@pytest.mark.parametrize("check", [(), ("--check",)])
def test_generate_prints_one_document_for_several_configs(project: Path, check: tuple[str, ...]) -> None:
    other = project / "other"
    other.mkdir()
    (other / "infera.yaml").write_text(GOOD.replace("my-app", "their-app"))
    configs = ("-c", "infera.yaml", "-c", "other/infera.yaml")
    sarif = json.loads(infera(project, "generate", "--check", *configs, "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    printed = json.loads(infera(project, "generate", *check, *configs, "--format", "json").stdout)
    paths = {change["path"] for change in printed["changes"]}
    assert {"terraform/modules/my-app/versions.tf", "terraform/modules/their-app/versions.tf"} <= paths
    assert printed["summary"]["files_written"] == len(printed["changes"])


SELF_HOSTED = "project_name: my-app\nprovider: self_hosted\nqueues: [{name: emails, type: bullmq, fan_out: true}]\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("workers: {mailer: {queue: emails}, audit: {queue: emails}}\n", "workers: {mailer: {queue: emails}}\n"),
        ("workers: {mailer: {queue: emails}}\n", "environments: {live: {}}\nworkers: {mailer: {queue: emails}}\n"),
    ],
    ids=["a worker of a fan-out", "an environment"],
)
def test_what_holds_jobs_in_redis_does_not_go_unannounced(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "infera.yaml").write_text(SELF_HOSTED + before)
    assert infera(tmp_path, "generate").returncode == 0
    (tmp_path / "infera.yaml").write_text(SELF_HOSTED + after)
    strict = infera(tmp_path, "plan", "--fail-on", "loses-jobs")
    assert strict.returncode == 1
    assert "the queue `emails` goes, or what holds its jobs in Redis does" in strict.stdout + strict.stderr
    passed = infera(tmp_path, "plan", "--fail-on", "loses-jobs", "--allow-loss", "emails")
    assert passed.returncode == 0, passed.stderr
    (tmp_path / "infera.yaml").write_text(
        SELF_HOSTED + before.replace("workers: {", "workers: {third: {queue: emails}, ")
    )
    assert "holds its jobs" not in infera(tmp_path, "plan").stdout


@pytest.mark.parametrize(
    ("kind", "after", "announced"),
    [
        ("celery", "[high, low]", True),
        ("celery", "[urgent, usual, whenever]", False),  # levels are places, and these are as many
        ("celery", "[high, normal, low, later]", False),
        ("bullmq", "[high, low]", False),  # one sorted set has all levels
    ],
)
def test_a_level_of_a_celery_queue_does_not_go_unannounced(
    tmp_path: Path, kind: str, after: str, announced: bool
) -> None:
    text = "project_name: my-app\nprovider: self_hosted\nqueues: [{{name: emails, type: {}, priority: {}}}]\n"
    workers = "workers: {mailer: {queue: emails}}\n"
    (tmp_path / "infera.yaml").write_text(text.format(kind, "[high, normal, low]") + workers)
    assert infera(tmp_path, "generate").returncode == 0
    (tmp_path / "infera.yaml").write_text(text.format(kind, after) + workers)
    strict = infera(tmp_path, "plan", "--fail-on", "loses-jobs")
    assert strict.returncode == (1 if announced else 0), strict.stderr
    assert ("what holds its jobs in Redis does" in strict.stdout + strict.stderr) is announced


def test_a_renamed_queue_is_one_line_of_what_its_worker_is_told(tmp_path: Path) -> None:
    text = "project_name: my-app\nprovider: aws\nregion: eu-west-1\nqueues: [{}]\nworkers: {{w: {{queue: {}}}}}\n"
    (tmp_path / "infera.yaml").write_text(text.format("{name: emails}", "emails"))
    assert infera(tmp_path, "generate").returncode == 0
    (tmp_path / "infera.yaml").write_text(text.format("{name: letters, renamed_from: emails}", "letters"))
    lines = infera(tmp_path, "plan").stdout.splitlines()
    told = [line.split() for line in lines if "INFERA_QUEUES" in line]
    assert told == [["environment.variables.INFERA_QUEUES[letters].queue", '"emails"', "->", '"letters"']]
