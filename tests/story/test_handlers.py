"""Handlers over the weeks: what nobody wrote is named, a late stub settles nothing, a rename says where the code is."""

from __future__ import annotations

import json
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.story.project import Story

GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]


def first() -> dict[str, Any]:
    return {
        "project_name": "shop",
        "provider": "gcp",
        "region": "us-central1",
        "project_id": "shop-production",
        "defaults": {"alarms": {"notify": ["ops@example.com"]}},
        "queues": [
            {"name": "emails", "type": "cloud_tasks"},
            {"name": "reports", "type": "pubsub", "jobs": {"make-report": {}, "send-report": {}}},
        ],
        "workers": {
            "email_worker": {"queue": "emails"},
            "report_worker": {"queue": "reports", "language": "python"},
        },
    }


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    """Every queue and worker, and one of the jobs."""
    new = deepcopy(data)
    new["queues"][0] |= {"name": "mails", "renamed_from": "emails"}
    new["queues"][1] |= {
        "name": "sheets",
        "renamed_from": "reports",
        "jobs": {"build-sheet": {"renamed_from": "make-report"}, "send-report": {}},
    }
    new["workers"] = {
        "mail_worker": {"queue": "mails", "renamed_from": "email_worker"},
        "sheet_worker": {"queue": "sheets", "language": "python", "renamed_from": "report_worker"},
    }
    return new


def unwritten(story: Story, *arguments: str) -> dict[str, str]:
    """Handler -> the hint of the finding about it."""
    found = [f for f in story.plan(*arguments)["findings"] if f["code"] == "INF225"]
    return {each["message"].split("`")[1]: each["hint"] for each in found}


@pytest.fixture
def story(tmp_path: Path) -> Story:
    story = Story(tmp_path, None, first())
    assert unwritten(story) == {}  # a fresh system works end to end
    story.generate()
    return story


def write(story: Story) -> None:
    """Write every handler by hand."""
    for file in story.folder.glob("workers/*/handlers/*"):
        if file.name != "__init__.py":
            file.write_text(f"{'#' if file.suffix == '.py' else '//'} by hand\n{file.read_text()}")


def test_each_handler_that_nobody_wrote_is_named_and_no_other_file(story: Story) -> None:
    assert set(unwritten(story)) == {
        "workers/email_worker/handlers/emails.ts",
        "workers/report_worker/handlers/make_report.py",
        "workers/report_worker/handlers/send_report.py",
    }

    write(story)
    assert unwritten(story) == {}


def test_after_a_rename_of_everything_each_finding_names_the_file_with_the_code(story: Story) -> None:
    write(story)
    story.data = renamed(story.data)
    moved = {
        "workers/mail_worker/handlers/mails.ts": "workers/email_worker/handlers/emails.ts",
        "workers/sheet_worker/handlers/build_sheet.py": "workers/report_worker/handlers/make_report.py",
        "workers/sheet_worker/handlers/send_report.py": "workers/report_worker/handlers/send_report.py",
    }
    before = unwritten(story)
    story.generate()
    after = unwritten(story)

    for found in (before, after):
        assert found == {new: f"the code is still in `{old}`: move it here" for new, old in moved.items()}
    for new, old in moved.items():
        (story.folder / old).replace(story.folder / new)
    assert unwritten(story) == {}
    story.infera("generate", "--check")


def test_a_rename_before_anything_is_written_names_no_file_that_goes(story: Story) -> None:
    story.data = renamed(story.data)
    found = unwritten(story)
    story.generate()
    assert set(found) == set(unwritten(story))
    assert set(found.values()) == {"write the business code there"}
    assert not (story.folder / "workers/email_worker/handlers/emails.ts").exists()


def test_a_stub_of_a_later_week_raises_and_one_of_the_first_does_not(story: Story) -> None:
    story.data["queues"][0]["jobs"] = {"emails": {}, "receipt": {}}
    story.data["queues"][1]["jobs"]["archive"] = {}
    announced = unwritten(story)
    story.generate()
    workers = story.folder / "workers"

    assert "throw new" not in (workers / "email_worker/handlers/emails.ts").read_text()
    assert "throw new" in (workers / "email_worker/handlers/receipt.ts").read_text()
    assert "raise " not in (workers / "report_worker/handlers/make_report.py").read_text()
    assert "raise NotImplementedError" in (workers / "report_worker/handlers/archive.py").read_text()
    assert {"workers/email_worker/handlers/receipt.ts", "workers/report_worker/handlers/archive.py"} <= set(announced)


def test_a_pull_request_with_its_handlers_written_has_no_such_finding(story: Story) -> None:
    write(story)
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "base"]):
        subprocess.run([*GIT, *command], cwd=story.folder, check=True)
    story.data["queues"][0]["jobs"] = {"emails": {}, "receipt": {}}
    story.generate()
    receipt = "workers/email_worker/handlers/receipt.ts"
    assert set(unwritten(story, "--against", "main")) == {receipt}

    file = story.folder / receipt
    file.write_text(f"// by hand\n{file.read_text()}")
    assert unwritten(story, "--against", "main") == {}


def test_old_names_that_a_job_accepts_lead_to_its_code_too(story: Story) -> None:
    write(story)
    jobs = story.data["queues"][1]["jobs"]
    jobs["post-report"] = {"aliases": ["send-report"], **jobs.pop("send-report")}
    hints = unwritten(story)

    assert "`workers/report_worker/handlers/send_report.py`" in hints["workers/report_worker/handlers/post_report.py"]
    assert "INF226" not in json.dumps(story.plan()["findings"])
