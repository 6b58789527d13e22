"""Findings as SARIF 2.1.0, the format of code scanning
(https://docs.oasis-open.org/sarif/sarif/v2.1.0/).

Every result has a place, since GitHub drops one that has none: a finding without a place is shown
at line 1 of its file.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

from infera import __version__
from infera.diagnostics import Code, Diagnostic, Severity
from infera.resources import data_dir
from infera.views.report import Report, from_here
from infera.views.safe import safe

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(*reports: Report) -> str:
    """The log with a run for each report; ASCII only."""
    runs = [_run(each) for each in reports]
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}, indent=2) + "\n"


def _run(report: Report) -> dict[str, Any]:
    codes = sorted({found.code for found in report.found}, key=lambda code: code.id)
    index = {code.id: number for number, code in enumerate(codes)}
    return {
        "tool": {
            "driver": {
                "name": "infera",
                "semanticVersion": __version__,
                "version": __version__,
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, found, index[found.code.id]) for found in report.found],
    }


def _rule(code: Code) -> dict[str, Any]:
    page = _page(code)
    return {
        "id": code.id,
        "name": "".join(part.capitalize() for part in code.slug.split("-")),
        "shortDescription": {"text": code.summary},
        "fullDescription": {"text": f"{code.slug}: {code.summary}"},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {
            "tags": ["terraform", "queues"],
            "precision": "very-high",
            "problem.severity": {
                Severity.ERROR: "error",
                Severity.WARNING: "warning",
                Severity.INFO: "recommendation",
            }[code.severity],
        },
    }


def _page(code: Code) -> str:
    """The page that `infera explain` prints; the summary where the code has none yet."""
    try:
        page = data_dir("docs/codes").joinpath(f"{code.id}-{code.slug}.md")
        return page.read_text(encoding="utf-8")
    except OSError:
        return f"{code.id} {code.slug}: {code.summary}"


def _result(report: Report, found: Diagnostic, index: int) -> dict[str, Any]:
    file = from_here(report.file(found))
    text = safe(found.message) + (f"\nhint: {safe(found.hint)}" if found.hint else "")
    identity = "\0".join((found.code.id, file, "/".join(map(str, found.path)), found.message))
    return {
        "ruleId": found.code.id,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(file)},
                    "region": _region(found),
                }
            }
        ],
        "partialFingerprints": {"infera/v1": hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()},
    }


def _uri(file: str) -> str:
    encoded = quote(file.encode("utf-8", "replace"), safe="/-._~")
    return f"file://{encoded}" if file.startswith("/") else encoded.removeprefix("./")


def _region(found: Diagnostic) -> dict[str, int]:
    span = found.span
    if span is None:
        return {"startLine": 1}
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
