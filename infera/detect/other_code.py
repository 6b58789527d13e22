"""Queues, workers and jobs in TypeScript, JavaScript, Go and Ruby: by patterns, since no parser is at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera.detect.evidence import Evidence

_TEXT = r"""["'`]([A-Za-z0-9_.:{}/-]{1,100})["'`]"""

# (pattern, library, what); group 1 is the name. `bullmq|bull` is settled by the file's imports.
SCRIPT: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(rf"new\s+Queue(?:<[^>]*>)?\(\s*{_TEXT}"), "bull*", "queue"),
    (re.compile(rf"new\s+Worker(?:<[^>]*>)?\(\s*{_TEXT}"), "bullmq", "worker"),
    (re.compile(rf"new\s+Bull(?:<[^>]*>)?\(\s*{_TEXT}"), "bull", "queue"),
    (re.compile(rf"""@Processor\(\s*(?:\{{\s*name:\s*)?{_TEXT}"""), "bull*", "worker"),
    (re.compile(rf"""\.(?:add|createJob)\(\s*{_TEXT}\s*,"""), "bull*", "job"),
    (re.compile(r"new\s+(?:SendMessageCommand|ReceiveMessageCommand)()\b"), "sqs", "worker"),
    (re.compile(r"Consumer\.create\(()\s*\{"), "sqs", "worker"),
    (re.compile(rf"\.topic\(\s*{_TEXT}"), "pubsub", "queue"),
    (re.compile(rf"\.subscription\(\s*{_TEXT}"), "pubsub", "worker"),
    (re.compile(rf"\.queuePath\([^)]*,\s*{_TEXT}\s*\)"), "cloud_tasks", "queue"),
)
GO: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(rf"asynq\.NewTask\(\s*{_TEXT}"), "asynq", "job"),
    (re.compile(rf"asynq\.Queue\(\s*{_TEXT}"), "asynq", "queue"),
    (re.compile(r"asynq\.NewServer\(()"), "asynq", "worker"),
    (re.compile(rf"\.RegisterTask\(\s*{_TEXT}"), "machinery", "job"),
    (re.compile(rf"\.NewWorker\(\s*{_TEXT}"), "machinery", "worker"),
)
RUBY: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"include\s+Sidekiq::(?:Worker|Job)()"), "sidekiq", "worker"),
    (re.compile(r"""sidekiq_options.*queue:\s*[:"']([A-Za-z0-9_-]+)"""), "sidekiq", "queue"),
)
_IMPORTS = {
    "bullmq": re.compile(r"""["']bullmq["']|@nestjs/bullmq"""),
    "bull": re.compile(r"""["']bull["']|@nestjs/bull["']"""),
    "bee-queue": re.compile(r"""["']bee-queue["']"""),
    "pubsub": re.compile(r"@google-cloud/pubsub"),
    "cloud_tasks": re.compile(r"@google-cloud/tasks"),
    "sqs": re.compile(r"client-sqs|sqs-consumer|aws-sdk"),
}
_SCRIPTS = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts")


def scan(file: str, text: str) -> Iterator[Evidence]:
    """What a file of another language declares."""
    if file.endswith(_SCRIPTS):
        present = {name for name, pattern in _IMPORTS.items() if pattern.search(text)}
        if present:
            yield from _script(file, text, present)
    elif file.endswith(".go") and ("asynq" in text or "machinery" in text):
        yield from _matches(file, text, GO)
    elif file.endswith(".rb") and "idekiq" in text:
        yield from _matches(file, text, RUBY)


def _script(file: str, text: str, present: set[str]) -> Iterator[Evidence]:
    family = next((name for name in ("bullmq", "bull", "bee-queue") if name in present), "")
    for found in _matches(file, text, SCRIPT):
        library = family if found.library.startswith("bull") else found.library
        if library in present:
            yield Evidence(found.file, found.line, library, found.what, found.name, found.text)


def _matches(file: str, text: str, patterns: tuple[tuple[re.Pattern[str], str, str], ...]) -> Iterator[Evidence]:
    lines = text.splitlines()
    for pattern, library, what in patterns:
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            shown = lines[line - 1].strip()
            if shown.startswith(("//", "*", "#")):
                continue
            yield Evidence(file, line, library, what, match[1], shown[:100])
