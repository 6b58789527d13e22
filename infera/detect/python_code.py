"""Queues, workers and jobs in Python, through Python's own parser."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from infera.detect.evidence import Evidence

# the last part of a decorator -> library
TASKS = {"task": "celery", "shared_task": "celery", "periodic_task": "celery", "actor": "dramatiq", "job": "rq"}
WORDS = ("celery", "rq", "dramatiq", "sqs", "pubsub", "tasks_v2", "cloud_tasks", "queue_path")
_ROUTES = ("task_routes", "celery_routes")
_DEFAULT = ("task_default_queue", "celery_default_queue")
_RESOURCE = re.compile(
    r"projects/[\w-]+/(?:topics/(?P<topic>[\w-]+)|locations/[\w-]+/queues/(?P<queue>[\w-]+))"
    r"|https://sqs\.[\w.-]+\.amazonaws\.com/\d+/[\w-]+(?:\.fifo)?"
)


class Name(NamedTuple):
    """A name as it stands, or the constant or variable (`env:X`) that stands for it."""

    text: str = ""
    reference: str = ""


class Found(NamedTuple):
    """One finding of a node."""

    library: str
    what: str
    name: Name
    line: int
    queue: Name = Name()


def scan(file: str, text: str) -> Iterator[Evidence]:
    """What a Python file declares; nothing for one that does not parse."""
    low = text.lower()
    if not any(word in low for word in WORDS):
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    imported = _imports(tree)
    lines = text.splitlines()
    for node in ast.walk(tree):
        for found in _node(node, imported):
            shown = lines[found.line - 1].strip()[:100]
            yield Evidence(
                file, found.line, found.library, found.what, found.name.text, shown,
                found.name.reference, found.queue.text, found.queue.reference,
            )  # fmt: skip


def _imports(tree: ast.AST) -> set[str]:
    """The first parts of every module that is imported, and the names taken from them."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {part for alias in node.names for part in alias.name.split(".")}
        elif isinstance(node, ast.ImportFrom):
            found |= {*(node.module or "").split("."), *(alias.name for alias in node.names)}
    return found


def _node(node: ast.AST, imported: set[str]) -> Iterator[Found]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        for decorator in node.decorator_list:
            yield from _task(node, decorator, imported)
    elif isinstance(node, ast.Constant):
        yield from _resource(node)
    elif isinstance(node, ast.Call):
        yield from _call(node, imported)
    for name, value in _settings(node):
        yield from _setting(name, value)


def _resource(node: ast.Constant) -> Iterator[Found]:
    """A text that is the whole name of a topic or a queue."""
    if isinstance(node.value, str) and (match := _RESOURCE.fullmatch(node.value)):
        library = "pubsub" if match["topic"] else "cloud_tasks" if match["queue"] else "sqs"
        yield Found(library, "queue", Name(node.value), node.lineno)


def _settings(node: ast.AST) -> list[tuple[str, ast.expr]]:
    """Everything that a node gives a name to: by assignment, as an argument, in a dictionary."""
    if isinstance(node, ast.Call):
        return [(keyword.arg or "", keyword.value) for keyword in node.keywords]
    if isinstance(node, ast.Assign):
        return [(_last(node.targets[0]), node.value)]
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        return [(_last(node.target), node.value)]
    if isinstance(node, ast.Dict):
        return [(_name(key).text, value) for key, value in zip(node.keys, node.values, strict=True) if key is not None]
    return []


def _task(node: ast.FunctionDef | ast.AsyncFunctionDef, decorator: ast.expr, imported: set[str]) -> Iterator[Found]:
    """A function that is a job."""
    library = TASKS.get(_last(decorator), "")
    if not library or not _plausible(library, decorator, imported):
        return
    queue = _argument(decorator, "queue", "queue_name")
    if library == "rq" and not any(queue):
        queue = _first(decorator)
    own = _argument(decorator, "name", "actor_name")
    yield Found(library, "job", own if own.text else Name(node.name), node.lineno, queue)
    if any(queue):
        yield Found(library, "queue", queue, decorator.lineno)


def _plausible(library: str, decorator: ast.expr, imported: set[str]) -> bool:
    """`@app.task` is Celery's where something of Celery is imported, or the object is called like an app."""
    if library in imported or "shared_task" in imported or (library == "rq" and "django_rq" in imported):
        return True
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    owner = target.value.id if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) else ""
    return library == "celery" and owner in ("celery", "celery_app", "app") and owner in imported


def _setting(name: str, value: ast.expr) -> Iterator[Found]:
    """Settings of Celery and django-rq: routes, the default queue, the table of queues."""
    low = name.lower()
    if low.endswith(_ROUTES) and isinstance(value, ast.Dict):
        yield from _routes(value)
    elif low.endswith(_DEFAULT) and any(queue := _name(value)):
        yield Found("celery", "queue", queue, value.lineno)
    elif name == "RQ_QUEUES" and isinstance(value, ast.Dict):
        for key in value.keys:
            if key is not None and any(queue := _name(key)):
                yield Found("rq", "queue", queue, key.lineno)


def _routes(table: ast.Dict) -> Iterator[Found]:
    """`{"app.tasks.send": {"queue": "emails"}}`, also with `dict(queue="emails")` or the queue's name alone."""
    for key, value in zip(table.keys, table.values, strict=True):
        queue = _argument(value, "queue")
        if isinstance(value, ast.Dict):
            pairs = zip(value.keys, value.values, strict=True)
            queue = next((_name(each) for at, each in pairs if at is not None and _name(at).text == "queue"), queue)
        elif isinstance(value, ast.Constant):
            queue = _name(value)
        if any(queue):
            yield Found("celery", "queue", queue, value.lineno)
            if key is not None and (task := _name(key).text):
                yield Found("celery", "route", Name(task), key.lineno, queue)


def _call(node: ast.Call, imported: set[str]) -> Iterator[Found]:
    name, line = _last(node), node.lineno
    if name == "Celery" and "celery" in imported:
        yield Found("celery", "worker", Name(), line)
    elif name == "Queue" and {"kombu", "celery"} & imported and "rq" not in imported:
        yield Found("celery", "queue", _first(node, "name"), line)
    elif name == "apply_async" and any(queue := _argument(node, "queue")):
        yield Found("celery", "queue", queue, line)
    elif name == "Queue" and "rq" in imported:
        queue = _first(node, "name")
        yield Found("rq", "queue", queue if any(queue) or node.args else Name("default"), line)
    elif name in ("get_queue", "get_queues") and "django_rq" in imported:
        yield from (Found("rq", "queue", _name(each), line) for each in node.args)
    elif name == "Worker" and "rq" in imported:
        yield Found("rq", "worker", Name(), line)
    else:
        yield from _cloud_call(node, name, imported)


def _cloud_call(node: ast.Call, name: str, imported: set[str]) -> Iterator[Found]:
    line = node.lineno
    if name in ("client", "resource", "create_client") and _first(node).text == "sqs":
        yield Found("sqs", "worker", Name(), line)
    elif any(queue := _argument(node, "QueueName", "QueueUrl")):
        yield Found("sqs", "queue", queue, line)
    elif name == "topic_path" and (len(node.args) == 2 or any(_argument(node, "topic"))):
        yield Found("pubsub", "queue", _at(node, 1, "topic"), line)
    elif name == "subscription_path" and (len(node.args) == 2 or any(_argument(node, "subscription"))):
        yield Found("pubsub", "worker", _at(node, 1, "subscription"), line)
    elif name == "queue_path" and {"tasks_v2", "tasks"} & imported:
        yield Found("cloud_tasks", "queue", _at(node, 2, "queue"), line)


def _last(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""


def _name(node: ast.expr) -> Name:
    """A text; a constant; a variable of the environment, or what stands in for it."""
    if isinstance(node, ast.Constant):
        return Name(node.value) if isinstance(node.value, str) else Name()
    if isinstance(node, ast.Name):
        return Name("", node.id)
    if isinstance(node, ast.Attribute):
        if node.attr == "value":  # a member of an Enum
            return _name(node.value)
        return Name("", f"{_last(node.value)}.{node.attr}")
    if isinstance(node, ast.BoolOp):
        return next((found for each in reversed(node.values) if any(found := _name(each))), Name())
    return _variable(node)


def _variable(node: ast.expr) -> Name:
    """`os.environ["X"]`, `os.getenv("X", "default")` and their like."""
    if isinstance(node, ast.Subscript) and _last(node.value) == "environ":
        return Name("", f"env:{_name(node.slice).text}")
    if isinstance(node, ast.Call) and _last(node) in ("getenv", "get", "config", "env", "str") and node.args:
        variable = _name(node.args[0]).text
        if variable.isupper():
            return Name(_at(node, 1, "default").text, f"env:{variable}")
    return Name()


def _at(node: ast.Call, index: int, keyword: str) -> Name:
    return _name(node.args[index]) if len(node.args) > index else _argument(node, keyword)


def _first(node: ast.expr, keyword: str = "") -> Name:
    return _at(node, 0, keyword) if isinstance(node, ast.Call) else Name()


def _argument(node: ast.expr, *names: str) -> Name:
    if not isinstance(node, ast.Call):
        return Name()
    return next((_name(each.value) for each in node.keywords if each.arg in names), Name())
