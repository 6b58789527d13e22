"""What the wheel carries compiled makes the same text as its source."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import infera.render
from infera.render import env, precompile
from infera.render.hcl import Expr

NAMES = ["terraform/versions.tf.j2", "terraform/outputs.tf.j2"]
CONTEXT = {"outputs": [{"name": Expr("a"), "value": Expr("b"), "description": 'x"${', "sensitive": False}]}


def forget() -> None:
    env._template.cache_clear()
    env.environment.cache_clear()
    for name in [name for name in sys.modules if name.startswith(precompile.PACKAGE)]:
        del sys.modules[name]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "precompiled"
    precompile.write(folder, env.codes(NAMES))
    monkeypatch.setattr(infera.render, "__path__", [*infera.render.__path__, str(tmp_path)])
    forget()
    yield folder
    monkeypatch.undo()
    forget()


def test_a_compiled_template_is_used_and_makes_the_same_text(installed: Path) -> None:
    compiled = env.render(NAMES[1], CONTEXT)
    assert f"{precompile.PACKAGE}.{precompile.module_name(NAMES[1])}" in sys.modules
    (installed / "__init__.py").write_text('JINJA = "0"\n')
    forget()
    assert env.render(NAMES[1], CONTEXT) == compiled
    assert f"{precompile.PACKAGE}.{precompile.module_name(NAMES[1])}" not in sys.modules


def test_every_template_compiles_and_none_shares_a_module(tmp_path: Path) -> None:
    precompile.write(tmp_path, env.codes(env.template_names()))
    assert len(list(tmp_path.glob("t_*.py"))) == len(env.template_names())
