"""Queues, workers and jobs in Go and Ruby."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera.detect.evidence import Evidence
from infera.detect.patterns import ARGUMENT, TEXT, Source, closing, name_in

_GO = (
    (re.compile(rf"asynq\.Queue\(\s*{ARGUMENT}"), "asynq", "queue"),
    (re.compile(r"asynq\.NewServer\("), "asynq", "worker"),
    (re.compile(rf"\w\.Handle(?:Func)?\(\s*(?!\"/){ARGUMENT}"), "asynq", "job"),
    (re.compile(rf"\.RegisterTask\(\s*{TEXT}"), "machinery", "job"),
    (re.compile(rf"\bDefaultQueue:\s*{ARGUMENT}"), "machinery", "queue"),
    (re.compile(r"\.New(?:Custom)?Worker\("), "machinery", "worker"),
    (re.compile(r"sqs\.New(?:FromConfig)?\("), "sqs", "worker"),
    (re.compile(rf"\bQueue(?:Url|Name):\s*(?:aws\.String\()?&?{ARGUMENT}"), "sqs", "queue"),
    (re.compile(rf"\.(?:Topic|Publisher|CreateTopic)\((?:ctx,\s*)?{TEXT}"), "pubsub", "queue"),
    (re.compile(rf"\.(?:Subscription|Subscriber)\(\s*{TEXT}"), "pubsub", "worker"),
    (re.compile(r'"(?P<text>projects/[^"\s]+/queues/[\w-]+)"'), "cloud_tasks", "queue"),
)
_TASK = re.compile(rf"(?:\b(?P<variable>\w{{1,60}})(?:,\s*\w{{1,60}})?\s*:?=\s*)?asynq\.NewTask\(\s*{ARGUMENT}")
_TASK_QUEUE = re.compile(rf"asynq\.Queue\(\s*{ARGUMENT}")
_GO_IMPORTS = {
    "asynq": re.compile(r"\basynq\b"),
    "machinery": re.compile(r"\bmachinery\b"),
    "sqs": re.compile(r'"github\.com/aws/aws-sdk-go[\w/-]*/service/sqs"'),
    "pubsub": re.compile(r'"cloud\.google\.com/go/pubsub(?:/v2)?"'),
    "cloud_tasks": re.compile(r'"cloud\.google\.com/go/cloudtasks/'),
}
_WEIGHTS = re.compile(r"\bQueues:\s*map\[string\]int\{")
_WEIGHT = re.compile(rf"{ARGUMENT}\s*:\s*\d+")
_REGISTER = re.compile(r"\.RegisterTasks\(\s*map\[string\](?:interface\{\}|any)\{")
_REGISTERED = re.compile(rf"{TEXT}\s*:")

_CLASS = re.compile(r"^[ \t]*class\s+(?P<name>[A-Z][\w:]*)(?:\s*<\s*(?P<parent>[\w:]+))?", re.M)
_INCLUDED = re.compile(r"include\s+Sidekiq::(?:Worker|Job)\b")
_SIDEKIQ = re.compile(r"include\s+Sidekiq::(?:Worker|Job)\b|<\s*(?:ApplicationJob|ActiveJob::Base)\b")
_SIDEKIQ_QUEUE = re.compile(
    r"""(?:sidekiq_options\b[^\n]*?["':]?queue["']?(?::|\s*=>)|\bqueue_as)\s*\(?\s*["':](?P<text>[\w-]+)"""
)
_SHORYUKEN = re.compile(r"""shoryuken_options\b[^\n]*?queue["']?(?::|\s*=>)\s*["':](?P<text>[\w.-]+)""")
_RUBY_SQS = re.compile(r"Aws::SQS::(?:Client|Resource|QueuePoller)\.new")
_RUBY_PUBSUB = re.compile(r"""\.(?:topic|publisher)\s*\(?\s*["'](?P<text>[\w.-]+)["']""")
_CONFIG_QUEUES = re.compile(r"^[ \t]*:?queues:[^\n]*\n((?:[ \t]*(?:-[^\n]*|#[^\n]*)?\n)*)", re.M)
_CONFIG_QUEUE = re.compile(r"""^[ \t]*-\s*(?:\[\s*|-\s*)?["':]?(?P<text>[A-Za-z][\w-]*)""", re.M)


def scan(file: str, text: str) -> Iterator[Evidence]:
    """What a file of Go or Ruby declares, or the settings of Sidekiq."""
    name = file.rsplit("/", 1)[-1]
    if name.endswith(".go"):
        yield from _go(Source(file, text))
    elif name.endswith(".rb"):
        yield from _ruby(Source(file, text))
    elif name in ("sidekiq.yml", "sidekiq.yaml"):
        source = Source(file, text)
        for block in _CONFIG_QUEUES.finditer(text):
            for match in _CONFIG_QUEUE.finditer(text, block.start(1), block.end(1)):
                if found := source.evidence(match, "sidekiq", "queue"):
                    yield found


def _go(source: Source) -> Iterator[Evidence]:
    present = {name for name, pattern in _GO_IMPORTS.items() if pattern.search(source.text)}
    for pattern, library, what in _GO:
        if library in present:
            yield from source.each(pattern, library, what)
    if "asynq" in present:
        for match in _TASK.finditer(source.text):
            queue = _TASK_QUEUE.search(source.text, match.end(), closing(source.text, match.end()))
            if not queue and match["variable"]:
                sent = re.compile(rf"[(,]\s*{match['variable']}\s*,[^\n]*?{_TASK_QUEUE.pattern}")
                queue = sent.search(source.text, match.end())
            if found := source.evidence(match, "asynq", "job", name_in(queue) if queue else ("", "")):
                yield found
        yield from source.inside(_WEIGHTS, _WEIGHT, "asynq", "queue")
    if "machinery" in present:
        yield from source.inside(_REGISTER, _REGISTERED, "machinery", "job")


def _ruby(source: Source) -> Iterator[Evidence]:
    text = source.text
    if "Sidekiq" in text or "queue_as" in text or "ActiveJob" in text or "ApplicationJob" in text:
        yield from _sidekiq(source)
    yield from source.each(_SHORYUKEN, "sqs", "queue")
    yield from source.each(_RUBY_SQS, "sqs", "worker")
    if "Google::Cloud::Pub" in text:
        yield from source.each(_RUBY_PUBSUB, "pubsub", "queue")


def _sidekiq(source: Source) -> Iterator[Evidence]:
    """Each class that is a job, and its queue; a class goes on to the next one."""
    yield from source.each(_INCLUDED, "sidekiq", "worker")
    classes = list(_CLASS.finditer(source.text))
    for match, following in zip(classes, [*classes[1:], None], strict=False):
        end = following.start() if following else len(source.text)
        if not _SIDEKIQ.search(source.text, match.start(), end) or match["name"] == "ApplicationJob":
            continue
        queue = _SIDEKIQ_QUEUE.search(source.text, match.start(), end)
        if queue and (found := source.evidence(queue, "sidekiq", "queue")):
            yield found
        line = source.text.count("\n", 0, match.start("name")) + 1
        shown = source.text.splitlines()[line - 1].strip()[:100]
        target = (queue["text"], "") if queue else ("", "")
        yield Evidence(source.file, line, "sidekiq", "job", match["name"].split("::")[-1], shown, "", *target)
