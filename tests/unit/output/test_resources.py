from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from infera.output import replacements
from infera.output.files import File
from infera.output.plan import Action, Change
from infera.output.resources import ResourceChange, by_file, diff, summary
from infera.output.values import plain

QUEUE = """\
resource "google_cloud_tasks_queue" "emails" {
  name     = "my-app-emails"
  location = "us-central1"

  rate_limits {
    max_dispatches_per_second = 100
  }
}
"""
SUBSCRIPTION = """\
resource "google_pubsub_subscription" "audit" {
  name   = "my-app-audit"
  topic  = google_pubsub_topic.audit.id
  filter = "attributes.kind = \\"a\\""

  labels = {
    team  = "platform"
    app-x = "1"
  }
}
"""
FILTERS = (SUBSCRIPTION, SUBSCRIPTION.replace('\\"a\\"', '\\"b\\"'))


def _one(before: str, after: str) -> ResourceChange:
    (change,) = diff(before, after)
    return change


def test_a_changed_attribute_of_a_nested_block_is_named_with_both_values() -> None:
    change = _one(QUEUE, QUEUE.replace("100", "50"))
    assert change.address == "google_cloud_tasks_queue.emails"
    assert change.action == "update"
    assert change.attributes == {"rate_limits.max_dispatches_per_second": (100, 50)}
    assert not change.loses_jobs


def test_a_new_resource_has_its_attributes_and_a_gone_one_none() -> None:
    change = _one("", QUEUE)
    assert change.action == "create"
    assert change.attributes["name"] == (None, "my-app-emails")
    assert change.attributes["rate_limits.max_dispatches_per_second"] == (None, 100)
    gone = _one(QUEUE, "")
    assert gone.action == "delete"
    assert gone.loses_jobs
    assert "its backlog is lost" in gone.note


def test_comments_order_and_layout_are_no_change() -> None:
    moved = SUBSCRIPTION + "\n" + QUEUE
    assert not diff(QUEUE + "\n" + SUBSCRIPTION, "# a comment\n" + moved)
    assert not diff(QUEUE, QUEUE.replace("  name     = ", "  # why\n  name = "))


@pytest.mark.parametrize(
    ("old", "new", "attribute"),
    [
        ('\\"a\\"', '\\"b\\"', "filter"),
        ('"my-app-audit"', '"my-app-other"', "name"),
        ("google_pubsub_topic.audit.id", "google_pubsub_topic.other.id", "topic"),
    ],
)
def test_a_change_that_cannot_be_made_in_place_replaces_and_says_what_is_lost(
    old: str, new: str, attribute: str
) -> None:
    change = _one(SUBSCRIPTION, SUBSCRIPTION.replace(old, new))
    assert change.action == "replace"
    assert change.loses_jobs
    assert change.note == f"will be replaced ({attribute} changed): its backlog is lost"


GRANT = """\
resource "google_pubsub_subscription_iam_member" "audit_agent" {
  subscription = google_pubsub_subscription.audit.id
  role         = "roles/pubsub.subscriber"

  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.audit.id]
  }
}
"""


@pytest.mark.parametrize("edited", [False, True])
def test_a_grant_that_goes_with_its_subscription_is_told(edited: bool) -> None:
    """`edited`: the grant changes itself too; it is told once."""
    role = ("roles/pubsub.subscriber", "roles/pubsub.viewer" if edited else "roles/pubsub.subscriber")
    old, new = (text + GRANT.replace(role[0], each) for text, each in zip(FILTERS, role, strict=True))
    found = by_file([_change("queue_audit.tf", old, new)], [File(PurePosixPath("queue_audit.tf"), new)])
    told = {change.address: change.action for each in found.values() for change in each}

    assert told == {
        "google_pubsub_subscription.audit": "replace",
        "google_pubsub_subscription_iam_member.audit_agent": "replace",
    }
    assert summary(found)["replace"] == 2
    assert [change.loses_jobs for each in found.values() for change in each] == [True, False]


def test_a_grant_stays_when_its_subscription_changes_in_place() -> None:
    old, new = (SUBSCRIPTION.replace("platform", team) + GRANT for team in ("platform", "search"))
    found = by_file([_change("queue_audit.tf", old, new)], [File(PurePosixPath("queue_audit.tf"), new)])

    assert [change.action for each in found.values() for change in each] == ["update"]


def test_a_label_is_a_change_of_that_label_alone() -> None:
    change = _one(SUBSCRIPTION, SUBSCRIPTION.replace('"platform"', '"core"'))
    assert change.action == "update"
    assert change.attributes == {"labels.team": ("platform", "core")}


def test_a_moved_block_makes_a_rename_an_update() -> None:
    renamed = QUEUE.replace('"emails"', '"mails"').replace("100", "50")
    moved = "moved {\n  from = google_cloud_tasks_queue.emails\n  to   = google_cloud_tasks_queue.mails\n}\n"
    change = _one(QUEUE, renamed + moved)
    assert change.address == "google_cloud_tasks_queue.mails"
    assert change.action == "update"
    assert not change.loses_jobs
    assert {each.action for each in diff(QUEUE, renamed)} == {"create", "delete"}


def test_a_reference_that_follows_a_rename_replaces_nothing() -> None:
    topic = 'resource "google_pubsub_topic" "audit" {\n  name = "a"\n}\n'
    moved = "moved {\n  from = google_pubsub_topic.audit\n  to = google_pubsub_topic.log\n}\n"
    after = (topic + SUBSCRIPTION).replace("audit", "log").replace("my-app-log", "my-app-audit")
    after = after.replace('subscription" "log"', 'subscription" "audit"')
    assert not diff(topic + SUBSCRIPTION, after + moved)


def test_what_is_let_go_without_destroying_loses_nothing() -> None:
    removed = "removed {\n  from = google_cloud_tasks_queue.emails\n  lifecycle {\n    destroy = false\n  }\n}\n"
    assert not diff(QUEUE, removed)


def test_json_in_an_attribute_is_compared_entry_by_entry() -> None:
    text = (
        'resource "aws_sqs_queue" "a" {\n  redrive_policy = jsonencode({\n'
        "    deadLetterTargetArn = aws_sqs_queue.b.arn\n    maxReceiveCount     = 5\n  })\n}\n"
    )
    change = _one(text, text.replace("= 5", "= 7"))
    assert change.attributes == {"redrive_policy.maxReceiveCount": (5, 7)}


def test_data_sources_show_when_they_change_and_not_when_they_come() -> None:
    text = 'data "aws_iam_policy_document" "a" {\n  statement {\n    actions = ["sqs:*"]\n  }\n}\n'
    assert not diff("", text)
    change = _one(text, text.replace("sqs:*", "sqs:SendMessage"))
    assert change.address == "data.aws_iam_policy_document.a"
    assert not change.counted


def _change(path: str, before: str | None, after: str | None, *, pristine: bool = True) -> Change:
    return Change(
        PurePosixPath(path),
        Action.UPDATE if before and after else Action.CREATE if after else Action.DELETE,
        before=before.encode() if before is not None else None,
        content=after,
        pristine=pristine,
    )


def test_a_block_that_moves_to_another_file_of_the_module_is_no_change() -> None:
    changes = [_change("terraform/modules/a/x.tf", QUEUE, ""), _change("terraform/modules/a/y.tf", None, QUEUE)]
    assert by_file(changes, []) == {}


def test_the_same_address_in_two_modules_is_two_resources() -> None:
    changes = [
        _change("terraform/modules/a/x.tf", QUEUE, None),
        _change("terraform/modules/b/x.tf", None, QUEUE),
    ]
    assert [c.action for each in by_file(changes, []).values() for c in each] == ["delete", "create"]


def test_the_sum_counts_an_address_of_each_module() -> None:
    changes = [
        _change("terraform/modules/a/x.tf", QUEUE, None),
        _change("terraform/modules/b/x.tf", None, QUEUE),
    ]
    assert summary(by_file(changes, [])) == {"create": 1, "update": 0, "delete": 1, "replace": 0}


def test_an_edited_file_is_read_by_a_parser() -> None:
    edited = QUEUE.replace(
        "rate_limits {\n    max_dispatches_per_second = 100\n  }", "rate_limits { max_dispatches_per_second = 7 }"
    )
    edited = edited.replace('name     = "my-app-emails"', 'name = ("my-app-emails")')
    (path,) = by_file([_change("terraform/modules/a/x.tf", edited, QUEUE, pristine=False)], []).values()
    assert path[0].attributes["rate_limits.max_dispatches_per_second"] == (7, 100)


def test_a_value_that_a_root_passes_is_followed_into_the_module() -> None:
    module = QUEUE.replace("100", "var.emails_rate").replace('"my-app-emails"', '"${var.name_prefix}-emails"')
    root = (
        'module "my_app" {\n  source      = "../../modules/my-app"\n  emails_rate = 100\n  name_prefix = "my-app"\n}\n'
    )
    path = "terraform/environments/prod/main.tf"

    def changed(new: str) -> dict[PurePosixPath, tuple[ResourceChange, ...]]:
        files = [
            File(PurePosixPath("terraform/modules/my-app/queue_emails.tf"), module),
            File(PurePosixPath(path), new),
        ]
        return by_file([_change(path, root, new)], files)

    found = changed(root.replace("100", "50"))
    assert found == {
        PurePosixPath(path): (
            ResourceChange(
                "module.my_app.google_cloud_tasks_queue.emails",
                "update",
                {"rate_limits.max_dispatches_per_second": (100, 50)},
            ),
        )
    }
    found = changed(root.replace('"my-app"\n', '"other"\n'))
    (change,) = found[PurePosixPath(path)]
    assert change.action == "replace"
    assert change.loses_jobs
    assert change.attributes == {"name": ("my-app-emails", "other-emails")}
    assert summary(found) == {"create": 0, "update": 0, "delete": 0, "replace": 1}


def _module_and_roots(
    before: str, after: str, arguments: dict[str, tuple[str, str]]
) -> dict[PurePosixPath, tuple[ResourceChange, ...]]:
    """A module's file and the calls of some environments, each before and after."""
    path = "terraform/modules/my-app/queue_emails.tf"
    changes = [_change(path, before, after)] if before != after else []
    files = [File(PurePosixPath(path), after)]
    for environment, texts in arguments.items():
        old, new = (f'module "my_app" {{\n  source = "../../modules/my-app"\n{text}}}\n' for text in texts)
        root = f"terraform/environments/{environment}/main.tf"
        files.append(File(PurePosixPath(root), new))
        if old != new:
            changes.append(_change(root, old, new))
    return by_file(changes, files)


def test_a_literal_that_becomes_a_variable_changes_where_its_value_does() -> None:
    variable = QUEUE.replace("100", "var.emails_rate")
    found = _module_and_roots(
        QUEUE,
        variable,
        {"staging": ("", "  emails_rate = 100\n"), "prod": ("", "  emails_rate = 50\n")},
    )
    assert found == {
        PurePosixPath("terraform/environments/prod/main.tf"): (
            ResourceChange(
                "module.my_app.google_cloud_tasks_queue.emails",
                "update",
                {"rate_limits.max_dispatches_per_second": (100, 50)},
            ),
        )
    }


def test_a_name_that_becomes_a_variable_of_the_same_value_replaces_nothing() -> None:
    variable = QUEUE.replace('"my-app-emails"', '"${var.name_prefix}-emails"')
    same = ("", '  name_prefix = "my-app"\n')
    assert _module_and_roots(QUEUE, variable, {"default": same}) == {}
    found = _module_and_roots(variable, QUEUE, {"default": (same[1], "")})
    assert found == {}


def test_a_change_that_all_environments_see_alike_is_told_once() -> None:
    variable = QUEUE.replace("100", "var.emails_rate")
    alike = ("", "  emails_rate = 50\n")
    found = _module_and_roots(QUEUE, variable, {"staging": alike, "prod": alike})
    (change,) = found[PurePosixPath("terraform/modules/my-app/queue_emails.tf")]
    assert change.attributes == {"rate_limits.max_dispatches_per_second": (100, 50)}
    assert len(found) == 1


def test_an_argument_inside_an_expression_is_filled_in() -> None:
    text = 'resource "aws_sqs_queue" "a" {\n  visibility_timeout_seconds = var.t * 6\n}\n'
    found = _module_and_roots(text, text, {"prod": ("  t = 10\n", "  t = 20\n")})
    (change,) = found[PurePosixPath("terraform/environments/prod/main.tf")]
    assert change.attributes == {"visibility_timeout_seconds": ("${10 * 6}", "${20 * 6}")}


def test_an_argument_that_no_resource_uses_stays_with_the_call() -> None:
    found = _module_and_roots(QUEUE, QUEUE, {"prod": ("  labels = {}\n", '  labels = { a = "b" }\n')})
    (change,) = found[PurePosixPath("terraform/environments/prod/main.tf")]
    assert change.address == "module.my_app"
    assert not change.counted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a"', "a"),
        ("100", 100),
        ("-1.5", -1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("null", None),
        ("[]", []),
        ("{}", {}),
        ('["a", 1, [true]]', ["a", 1, [True]]),
        ('[\n  "a",\n  # why\n  "b",\n]', ["a", "b"]),
        ('{\n  a = 1\n  "b c" = "x"\n}', {"a": 1, "b c": "x"}),
        ("{ a = 1, b = [var.x] }", {"a": 1, "b": ["${var.x}"]}),
        ("var.rate", "${var.rate}"),
        ('"${var.prefix}-emails"', "${var.prefix}-emails"),
        ('"a\\nb\\t\\"c\\\\ \\u00e9"', 'a\nb\t"c\\ é'),
        ('"$${literal}"', "$${literal}"),
        ('"${f("x")}-y"', '${f("x")}-y'),
        ("true ? 1 : 2", "${true ? 1 : 2}"),
        ("truely.x", "${truely.x}"),
        ("1 + 2", "${1 + 2}"),
        ('"a" == "b"', '${"a" == "b"}'),
        ("[for x in y : x]", "${[for x in y : x]}"),
        ("{ for k, v in m : k => v }", "${{ for k, v in m : k => v }}"),
        ("<<-EOT\n  x\nEOT", "<<-EOT\n  x\nEOT"),
        ("", "${}"),
        ('"unclosed', '${"unclosed}'),
        ("[" * 200, "${" + "[" * 200 + "}"),
    ],
)
def test_literals_are_plain_values_and_the_rest_is_text(text: str, value: object) -> None:
    assert plain(text) == value


def test_every_kind_that_holds_jobs_is_known_to_be_replaceable() -> None:
    for kind in (*replacements.HOLDS_JOBS, *replacements.HOLDS_MORE):
        if kind != "google_redis_cluster":
            assert kind in replacements.FORCE_NEW


def test_grants_are_replaced_and_lose_nothing() -> None:
    text = 'resource "google_pubsub_topic_iam_member" "a" {\n  role = "x"\n  member = "y"\n}\n'
    change = _one(text, text.replace('"y"', '"z"'))
    assert change.action == "replace"
    assert not change.loses_jobs
    assert change.note == "will be replaced (member changed)"
