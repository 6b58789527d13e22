"""The JSON of an aws_iam_policy_document, rendered from its arguments like the real one."""

from __future__ import annotations

import json
from typing import Any

Policy = dict[str, Any]
_LISTS = (
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
)


def _one_or_many(values: Any) -> Any:
    ordered = sorted(values or (), reverse=True)
    return ordered[0] if len(ordered) == 1 else ordered


def _principals(blocks: list[dict[str, Any]]) -> Any:
    out: dict[str, Any] = {}
    for block in blocks:
        out[block["type"]] = _one_or_many(block["identifiers"])
    return "*" if out == {"*": "*"} else out


def _conditions(blocks: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    out: dict[str, dict[str, Any]] = {}
    for block in blocks:
        values = block["values"]
        out.setdefault(block["test"], {})[block["variable"]] = values[0] if len(values) == 1 else values
    return out


def _statement(block: dict[str, Any]) -> Policy:
    out: Policy = {"Sid": block["sid"]} if block.get("sid") else {}
    out["Effect"] = block.get("effect") or "Allow"
    for key, name in _LISTS:
        if block.get(key):
            out[name] = _one_or_many(block[key])
    for key, name in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        if block.get(key):
            out[name] = _principals(block[key])
    if block.get("condition"):
        out["Condition"] = _conditions(block["condition"])
    return out


def _statements(documents: list[str] | None) -> list[Policy]:
    out: list[Policy] = []
    for document in documents or ():
        found = json.loads(document or "{}").get("Statement", [])
        out += found if isinstance(found, list) else [found]
    return out


def document(args: dict[str, Any]) -> Policy:
    """The policy: sources first, then the statements, then overrides by their Sid."""
    statements = _statements(args.get("source_policy_documents"))
    statements += [_statement(block) for block in args.get("statement") or ()]
    for override in _statements(args.get("override_policy_documents")):
        sid = override.get("Sid")
        statements = [s for s in statements if not (sid and s.get("Sid") == sid)]
        statements.append(override)
    head: Policy = {"Version": args.get("version") or "2012-10-17"}
    if args.get("policy_id"):
        head["Id"] = args["policy_id"]
    return {**head, "Statement": statements}
