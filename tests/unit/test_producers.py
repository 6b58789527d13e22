"""Which languages a project gets producers in."""

from __future__ import annotations

import pytest

from infera.pipeline import compile_text

HEAD = "project_name: shop\nprovider: self_hosted\n"
CASES = {
    "celery_without_a_worker": ("queues: [{name: bills, type: celery}]", {"python"}),
    "bullmq_without_a_worker": ("queues: [{name: hooks, type: bullmq}]", {"typescript"}),
    "both_and_one_worker": (
        "queues: [{name: bills, type: celery}, {name: hooks, type: bullmq}]\nworkers: {w: {queue: hooks}}",
        {"python", "typescript"},
    ),
}


def _clients(text: str) -> dict[str, str]:
    made = compile_text(HEAD + text, "infera.yaml").files
    return {str(file.path): file.data.decode() for file in made if str(file.path).startswith("clients/")}


@pytest.mark.parametrize(("text", "languages"), CASES.values(), ids=CASES)
def test_every_queue_can_be_sent_to_from_its_librarys_language(text: str, languages: set[str]) -> None:
    assert {path.split("/")[1] for path in _clients(text)} == languages


def test_a_client_says_where_to_send_to_the_queues_that_it_lacks() -> None:
    clients = _clients(CASES["both_and_one_worker"][0])
    assert "`clients/python` sends to bills" in clients["clients/typescript/README.md"]
    assert "`clients/typescript` sends to hooks" in clients["clients/python/README.md"]
