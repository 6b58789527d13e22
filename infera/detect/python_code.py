"""Queues, workers and jobs in Python, through Python's own parser."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from infera.detect.evidence import Evidence

# the last part of a decorator -> library
TASKS = {"task": "celery", "shared_task": "celery", "periodic_task": "celery", "actor": "dramatiq", "job": "rq"}
CLOUD_MODULES = {"pubsub_v1": "pubsub", "tasks_v2": "cloud_tasks"}


def scan(file: str, text: str) -> Iterator[Evidence]:
    """What a Python file declares; nothing for one that does not parse."""
    if not any(word in text for word in ("celery", "rq", "dramatiq", "sqs", "pubsub", "tasks_v2", "Celery")):
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
        for library, what, name, line in _node(node, imported):
            yield Evidence(file, line, library, what, name, lines[line - 1].strip()[:100])


def _imports(tree: ast.AST) -> set[str]:
    """The first parts of every module that is imported, and the names taken from them."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").split(".")[0], *(alias.name for alias in node.names)}
    return found


def _node(node: ast.AST, imported: set[str]) -> Iterator[tuple[str, str, str, int]]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        for decorator in node.decorator_list:
            library = TASKS.get(_last(decorator), "")
            if library and _plausible(library, decorator, imported):
                yield library, "job", _argument(decorator, "name") or node.name, node.lineno
                queue = _argument(decorator, "queue") or _argument(decorator, "queue_name")
                queue = queue or (_first(decorator) if library == "rq" else "")
                if queue:
                    yield library, "queue", queue, node.lineno
    elif isinstance(node, ast.Call):
        yield from _call(node, imported)


def _plausible(library: str, decorator: ast.expr, imported: set[str]) -> bool:
    """`@app.task` is Celery's where something of Celery is imported, or the object is called like an app."""
    if library in imported or "shared_task" in imported:
        return True
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    owner = target.value.id if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) else ""
    return library == "celery" and owner in ("celery", "celery_app")


def _call(node: ast.Call, imported: set[str]) -> Iterator[tuple[str, str, str, int]]:
    name = _last(node)
    if name == "Celery" and "celery" in imported:
        yield "celery", "worker", _first(node), node.lineno
    elif name == "Queue" and "rq" in imported:
        yield "rq", "queue", _first(node) or "default", node.lineno
    elif name == "Worker" and "rq" in imported:
        yield "rq", "worker", "", node.lineno
    elif name in ("client", "resource") and _first(node) == "sqs":
        yield "sqs", "worker", "", node.lineno
    elif name in ("get_queue_by_name", "get_queue_url", "create_queue") and _argument(node, "QueueName"):
        yield "sqs", "queue", _argument(node, "QueueName"), node.lineno
    elif name == "topic_path" and len(node.args) == 2:
        yield "pubsub", "queue", _text(node.args[1]), node.lineno
    elif name == "subscription_path" and len(node.args) == 2:
        yield "pubsub", "worker", _text(node.args[1]), node.lineno
    elif name == "queue_path" and len(node.args) == 3 and "tasks_v2" in imported:
        yield "cloud_tasks", "queue", _text(node.args[2]), node.lineno


def _last(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _first(node: ast.expr) -> str:
    return _text(node.args[0]) if isinstance(node, ast.Call) and node.args else ""


def _argument(node: ast.expr, name: str) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return next((_text(each.value) for each in node.keywords if each.arg == name), "")
