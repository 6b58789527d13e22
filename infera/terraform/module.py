"""The module under construction: its files, variables and outputs, and what differs by environment.

A value that is the same in every environment stands as a literal where it is used. A value that differs becomes
a typed variable of the module, and each root passes its own: `vary` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from infera.model import Environment, Project, Var
from infera.output.files import File
from infera.records import dataclass, field
from infera.render.env import render
from infera.render.hcl import Expr, inside, literal

REQUIRED = object()  # a variable without a default


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the module: `type` is HCL, `default` a plain value, REQUIRED when there is none."""

    name: str
    type: str
    description: str
    default: Any = REQUIRED
    sensitive: bool = False
    in_root: bool = False  # the root declares it too and passes it on
    provisional: bool = False  # a later declaration of the name takes its place

    @property
    def type_expr(self) -> Expr:
        """The type as HCL."""
        return Expr(self.type)

    @property
    def shown_default(self) -> str:
        """The default as a reader of the README sees it."""
        return literal(self.default) if self.has_default else "required"

    @property
    def has_default(self) -> bool:
        """Whether the variable may be left out."""
        return self.default is not REQUIRED


@dataclass(frozen=True, slots=True)
class Output:
    """An output of the module, passed on by each root under the same name."""

    name: str
    value: Expr
    description: str
    sensitive: bool = False


@dataclass(slots=True)
class Module:
    """The module of a project. A back end adds files, variables and outputs to it; nothing is ever read from disk."""

    project: Project
    files: list[File] = field(default_factory=list)
    variables: dict[str, Variable] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    root_values: dict[str, dict[str, Any]] = field(default_factory=dict)  # variable -> environment -> value
    notes: dict[str, Any] = field(default_factory=dict)  # what one file of the module tells a later one

    @property
    def folder(self) -> PurePosixPath:
        """`terraform/modules/<project_name>`."""
        return PurePosixPath("terraform/modules") / self.project.name

    def add(self, name: str, template: str, context: Mapping[str, Any]) -> None:
        """Render `templates/<template>` to the file `name` of the module."""
        self.files.append(File(self.folder / name, render(template, context)))

    def variable(self, variable: Variable) -> Expr:
        """Declare a variable (once; the first declaration stands) and return its reference."""
        known = self.variables.get(variable.name)
        if known is None or known.provisional:
            self.variables[variable.name] = variable
        return Expr(f"var.{variable.name}")

    def output(self, name: str, value: Expr, description: str, *, sensitive: bool = False) -> None:
        """Declare an output of the module and of every root."""
        self.outputs[name] = Output(name, value, description, sensitive)

    def text(self, value: Any) -> Any:
        """A value with every `{var: name}` in it as a reference to a required variable of module and root."""
        if isinstance(value, Var):
            about = f"Given from outside: {value.name} is a variable in infera.yaml."
            return self.variable(Variable(value.name, "string", about, in_root=True))
        if isinstance(value, Mapping):
            return {key: self.text(item) for key, item in value.items()}
        if isinstance(value, list | tuple) and not isinstance(value, str):
            return [self.text(item) for item in value]
        return value

    def vary(self, name: str, get: Callable[[Environment], Any], *, description: str, type: str = "") -> Any:
        """The value where all environments agree, else a variable `name` that each root sets.

        `get` is asked for each environment; it returns plain data (None, str, bool, int, float, lists and maps of
        them, `Var`). `type` is the HCL type; "" derives string, number, bool, list(...) or map(...) from the values.
        """
        environments = self.project.environments
        values = [get(environment) for environment in environments]
        if all(value == values[0] for value in values[1:]):
            return self.text(values[0])
        given = {environment.name: value for environment, value in zip(environments, values, strict=True)}
        name = self._free(name, given)
        self.root_values[name] = given
        return self.variable(Variable(name, type or hcl_type(values), description))

    def _free(self, name: str, given: Mapping[str, Any]) -> str:
        """`name`, or with a number behind it where it already stands for other values: `a_b` and `c`, `a` and `b_c`."""
        free, number = name, 1
        while (known := self.variables.get(free)) is not None and not known.provisional:
            if self.root_values.get(free) == given:
                break
            number += 1
            free = f"{name}_{number}"
        return free

    def pair(self, kind: str, first: str, second: str) -> str:
        """The label of what belongs to two things: `<first>_<second>`, with `__` where another pair reads the same.

        `kind` is what is labelled; labels of different kinds don't meet.
        """
        label = f"{first}_{second}"
        taken = self.notes.setdefault("pairs", {})
        return label if taken.setdefault((kind, label), (first, second)) == (first, second) else f"{first}__{second}"

    def name(self, variable: str, get: Callable[[Environment], str], *, what: str) -> Any:
        """A cloud name: a literal where all environments agree, else the prefix of each and what stands around it."""
        environments = self.project.environments
        names = [get(environment) for environment in environments]
        if all(name == names[0] for name in names[1:]):
            return names[0]
        around = {
            tuple(name.split(environment.prefix, 1)) if environment.prefix in name else None
            for name, environment in zip(names, environments, strict=True)
        }
        parts = around.pop()
        if not around and parts is not None:
            prefix = self.vary("name_prefix", lambda e: e.prefix, description="Prefix of every cloud name.")
            before, after = parts
            return Expr(f'"{inside(before)}${{{prefix}}}{inside(after)}"') if before or after else prefix
        return self.vary(variable, get, description=f"Name of {what}.")


def hcl_type(values: Iterable[Any]) -> str:
    """The HCL type of some plain values: the first that is not None decides; a list or map looks at its items."""
    for value in values:
        if value is None:
            continue
        if isinstance(value, bool):
            return "bool"
        if isinstance(value, int | float):
            return "number"
        if isinstance(value, Mapping):
            return f"map({hcl_type(value.values())})"
        if isinstance(value, list | tuple):
            return f"list({hcl_type(value)})"
        return "string"
    return "string"
