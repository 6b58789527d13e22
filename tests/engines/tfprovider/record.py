"""Record schemas: cut the full schemas of a provider down to the types the tests use.

    python -m tests.engines.tfprovider.record FOLDER [--also REAL.json]

FOLDER holds files in the form of `terraform providers schema -json`, one provider each with its version in
`x_provider_version`: `<provider>.json` (or `.json.gz`) is the release that is served unless a test asks for another,
`<provider>@<version>.json` any other release. `--also` names the same output of another release of a provider: flags
that FOLDER's source lacks (deprecated, sensitive, numbers of blocks) are taken from there where the attribute is the
same. `facts/<provider>.json` has the last word on the served release.
"""

from __future__ import annotations

import argparse
import fnmatch
import gzip
import json
from pathlib import Path
from typing import Any

from tests.engines.tfprovider.schema import DATA, FLAGS, Block

TYPES: dict[str, list[str]] = json.loads((DATA.parent / "facts" / "types.json").read_text())
"""Provider -> patterns of type names without the provider's prefix; a provider that is not named is
taken whole."""

SECTIONS = {"resources": "resource_schemas", "data_sources": "data_source_schemas"}


def _read(path: Path) -> dict[str, Any]:
    raw = path.read_bytes()
    data: dict[str, Any] = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    return data


def _wanted(provider: str, type_name: str) -> bool:
    if provider not in TYPES:
        return True
    short = type_name.split("_", 1)[1]
    return any(fnmatch.fnmatch(short, pattern) for pattern in TYPES[provider])


def _tidy(block: Block) -> Block:
    """Only what Terraform needs: no descriptions, no empty groups."""
    attributes = {
        name: {"type": a["type"], **{flag: True for flag in FLAGS if a.get(flag)}}
        for name, a in sorted(block.get("attributes", {}).items())
    }
    nested = {
        name: {**{k: v for k, v in n.items() if k != "block"}, "block": _tidy(n["block"])}
        for name, n in sorted(block.get("block_types", {}).items())
    }
    deprecated = bool(block.get("deprecated"))
    groups = (("attributes", attributes), ("block_types", nested), ("deprecated", deprecated))
    return {key: value for key, value in groups if value}


def _take_flags(block: Block, real: Block) -> None:
    """Flags of the same attribute in another release."""
    if real.get("deprecated"):
        block["deprecated"] = True
    for name, attribute in block.get("attributes", {}).items():
        other = real.get("attributes", {}).get(name, {})
        attribute |= {f: True for f in ("sensitive", "deprecated") if other.get(f)}
    for name, nested in block.get("block_types", {}).items():
        other = real.get("block_types", {}).get(name)
        if other is None:
            continue
        for key in ("min_items", "max_items"):
            if key in other:
                nested.setdefault(key, other[key])
        _take_flags(nested["block"], other["block"])


def _set_flag(block: Block, dotted: str, flag: str) -> None:
    *parents, last = dotted.split(".")
    for name in parents:
        block = block["block_types"][name]["block"]
    if last in block.get("attributes", {}):
        block["attributes"][last][flag] = True
    else:
        block["block_types"][last]["block"][flag] = True


def _set_flags(block: Block, facts: dict[str, Any]) -> None:
    for flag in ("deprecated", "sensitive"):
        for dotted in facts.get(flag, ()):
            _set_flag(block, dotted, flag)


def record(source: Path, also: Path | None) -> None:
    """Write `schemas/<provider>.json.gz` from one file of full schemas."""
    recording = source.name.partition(".json")[0]
    name = recording.partition("@")[0]
    document = _read(source)
    address, full = next(iter(document["provider_schemas"].items()))
    real = {}
    if also is not None:
        real = _read(also)["provider_schemas"].get(address, {})
    facts_file = DATA.parent / "facts" / f"{name}.json"
    facts = json.loads(facts_file.read_text()) if facts_file.exists() else {}
    out: dict[str, Any] = {"name": name, "address": address}
    out["version"] = document["x_provider_version"]
    out["provider"] = _tidy(full["provider"]["block"])
    for key, section in SECTIONS.items():
        out[key] = {}
        for type_name, schema in sorted(full[section].items()):
            if not _wanted(name, type_name):
                continue
            block = _tidy(schema["block"])
            if type_name in real.get(section, {}):
                _take_flags(block, real[section][type_name]["block"])
            if recording == name:
                _set_flags(block, facts.get(key, {}).get(type_name, {}))
            out[key][type_name] = block
    text = json.dumps(out, separators=(",", ":"), sort_keys=True)
    (DATA / f"{recording}.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--also", type=Path)
    parser.add_argument("--providers", default="aws,google,google-beta,random,archive,time,null,local,docker")
    arguments = parser.parse_args()
    for name in arguments.providers.split(","):
        found = [*arguments.folder.glob(f"{name}.json*"), *arguments.folder.glob(f"{name}@*.json*")]
        for source in sorted(found):
            record(source, arguments.also)


if __name__ == "__main__":
    main()
