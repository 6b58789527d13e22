"""Queues, workers and jobs in TypeScript and JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infera.detect.evidence import Evidence
from infera.detect.patterns import ARGUMENT, TEXT, Source, name_in

SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts")
_IMPORTS = {
    "bullmq": re.compile(r"""["'](?:bullmq|@nestjs/bullmq)["']"""),
    "bull": re.compile(r"""["'](?:bull|@nestjs/bull)["']"""),
    "bee-queue": re.compile(r"""["']bee-queue["']"""),
    "pubsub": re.compile(r"""["'](?:@google-cloud/pubsub|firebase-functions[/\w]*)["']"""),
    "cloud_tasks": re.compile(r"""["']@google-cloud/tasks["']"""),
    "sqs": re.compile(
        r"""["'](?:@aws-sdk/client-sqs|sqs-consumer|sqs-producer|aws-sdk(?:/clients/sqs)?|@ssut/nestjs-sqs)["']"""
    ),
    "cdk": re.compile(r"""["'](?:aws-cdk-lib/aws-sqs|@aws-cdk/aws-sqs|aws-cdk-lib)["']"""),
}
_GENERIC = r"(?:<[^();]*?>)?"
_ALIAS = re.compile(
    r"""import\s+(?:\*\s+as\s+)?(?P<default>\w{1,60})(?:\s*,\s*\{[^}]*\})?\s+from\s+["'](?:bull|bee-queue)["']"""
    r"""|\b(?P<required>\w{1,60})\s*=\s*require\(\s*["'](?:bull|bee-queue)["']\s*\)"""
    r"""|\bQueue\s*(?:as|:)\s+(?P<renamed>\w+)\s*[,}]"""
)
_WORKER = re.compile(rf"new\s+Worker{_GENERIC}\(\s*{ARGUMENT}\s*[,)]")
_PROCESSOR = re.compile(rf"@Processor\(\s*(?:\{{\s*name:\s*)?{ARGUMENT}")
_REGISTER = re.compile(r"\.registerQueue(?:Async)?\(")
_REGISTERED = re.compile(rf"\bname:\s*{ARGUMENT}")
_INJECTED = re.compile(
    rf"@?\bInjectQueue\(\s*{ARGUMENT}\s*\)\s*(?:(?:private|public|protected|readonly)\s+)*(?P<variable>\w+)?"
)
_ADD = re.compile(rf"\b(?P<owner>\w{{1,60}})\??\.add{_GENERIC}\(\s*{ARGUMENT}\s*,")
_PROCESS = re.compile(rf"\b(?P<owner>\w{{1,60}})\.process\(\s*{TEXT}\s*,")
_PROCESS_JOB = re.compile(rf"@Process\(\s*(?:\{{\s*name:\s*)?{ARGUMENT}")
_SQS = (
    (re.compile(r"new\s+(?:SendMessageCommand|SendMessageBatchCommand|ReceiveMessageCommand)\b"), "worker"),
    (re.compile(r"Consumer\.create\(\s*\{"), "worker"),
    (re.compile(rf"\b[Qq]ueue(?:Url|URL|Name):\s*{ARGUMENT}"), "queue"),
    (re.compile(rf"@SqsMessageHandler\(\s*(?:\{{\s*name:\s*)?{ARGUMENT}"), "queue"),
)
_CDK = re.compile(rf"new\s+(?:sqs\.)?Queue\(\s*this,\s*{TEXT}")
_PUBSUB = (
    (re.compile(rf"\.(?:topic|createTopic)\(\s*{ARGUMENT}"), "queue"),
    (re.compile(rf"\.subscription\(\s*{ARGUMENT}"), "worker"),
    (re.compile(rf"onMessagePublished{_GENERIC}\(\s*(?:\{{\s*topic:\s*)?{ARGUMENT}"), "queue"),
)
_CLOUD_TASKS = (
    (re.compile(rf"\.queuePath\([^()]*?,[^(),]*?,\s*{ARGUMENT}\s*,?\s*\)"), "queue"),
    (re.compile(r"""["'`](?P<text>projects/[^"'`\s]+/queues/[\w-]+)["'`]"""), "queue"),
)


def scan(file: str, text: str) -> Iterator[Evidence]:
    """What a file declares of the libraries that it imports."""
    present = {name for name, pattern in _IMPORTS.items() if pattern.search(text)}
    if not present:
        return
    source = Source(file, text)
    family = next((name for name in ("bullmq", "bull", "bee-queue") if name in present), "")
    if family:
        yield from _bull(source, family)
    if "sqs" in present:
        for pattern, what in _SQS:
            yield from source.each(pattern, "sqs", what)
    if "cdk" in present:
        yield from source.each(_CDK, "sqs", "queue")
    for library, patterns in (("pubsub", _PUBSUB), ("cloud_tasks", _CLOUD_TASKS)):
        if library in present:
            for pattern, what in patterns:
                yield from source.each(pattern, library, what)


def _bull(source: Source, family: str) -> Iterator[Evidence]:
    aliases = {"Queue"} | {name for match in _ALIAS.finditer(source.text) for name in match.groups() if name}
    names = "|".join(sorted(re.escape(name) for name in aliases))
    queue = re.compile(
        rf"(?:\b(?P<variable>\w{{1,60}})\s*(?::\s*[\w.]+{_GENERIC}\s*)?=\s*)?(?:\bnew\s+(?:{names})(?:\.Queue)?{_GENERIC})\(\s*{ARGUMENT}\s*[,)]"
    )
    owners: dict[str, tuple[str, str]] = {}  # variable -> the queue in it
    for pattern in (queue, _INJECTED):
        for match in pattern.finditer(source.text):
            if found := source.evidence(match, family, "queue"):
                owners[match["variable"] or ""] = name_in(match)
                yield found
    yield from source.inside(_REGISTER, _REGISTERED, family, "queue")
    for pattern in (_WORKER, _PROCESSOR):
        yield from source.each(pattern, family, "worker")
    yield from _jobs(source, family, owners)


def _jobs(source: Source, family: str, owners: dict[str, tuple[str, str]]) -> Iterator[Evidence]:
    """Jobs, with the queue of the variable that takes them."""
    if family == "bee-queue":  # its jobs have no names
        return
    for pattern in (_ADD, _PROCESS):
        for match in pattern.finditer(source.text):
            owner = match["owner"]
            if owner not in owners and "queue" not in owner.lower():
                continue  # a set of something else
            if pattern is _ADD and family == "bull" and match["reference"]:
                continue  # `add(data, options)`: Bull takes a job without a name
            if found := source.evidence(match, family, "job", owners.get(owner, ("", owner))):
                yield found
    here = _PROCESSOR.search(source.text)
    for match in _PROCESS_JOB.finditer(source.text):
        if found := source.evidence(match, family, "job", name_in(here) if here else ("", "")):
            yield found
