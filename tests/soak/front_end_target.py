"""What atheris runs: `python -m tests.soak.front_end_target CORPUS [libFuzzer options]`.

The bytes are read, checked for shape, pruned and compiled to findings. Nothing may raise; libFuzzer
watches time and memory of every single input.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["infera"]):
    from infera import codes  # noqa: F401  (every module that a run needs is instrumented now)
    from infera.diagnostics import Severity
    from infera.load import load
    from infera.pipeline import analyse
    from infera.shape import check, prune


def one_input(data: bytes) -> None:
    """One input through the front end."""
    document, found = load(data, "infera.yaml")
    if document is None:
        assert any(each.severity is Severity.ERROR for each in found)
        return
    document.spans, document.keys  # noqa: B018
    shaped = check(document.data, document.refused)
    prune(document.data, shaped, document.refused)
    result = analyse(document, found)
    for each in result.found:
        assert each.message.isprintable(), each
        assert each.hint.isprintable(), each


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
