"""Custom templates run without reach and within bounds.

A template is code that someone else may have written (a pull request is planned in CI), so it gets
Jinja's sandbox with little in it: no file, no network, no attribute that begins with `_`, only the
functions and filters listed here, and a budget. What it may do is counted in steps and characters,
never in seconds, so that the same template ends the same way on every machine.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.environment import Environment
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import Cycler, Joiner, Namespace
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from infera.render.expressions import expression
from infera.render.hcl import Expr, comment
from infera.render.languages import Language
from infera.render.markdown import code
from infera.render.template_folder import TemplateError

MAX_NESTING = 20  # loops and macros inside one another
MAX_STEPS = 250_000  # rounds of loops and the like, over all templates of a run
MAX_CHARACTERS = 10_000_000  # made on the way, over all templates of a run
_ITEM = 8  # characters that an item of a list counts for
_PER_STEP = 16  # characters, items or nodes of a template that are looked at in one step


_INCLUDED = re.compile(r"""\{%[-+]?\s*(?:from|import|include|extends)\s+["']([^"']+)""")


Filter = Callable[..., Any]
Node = TypeVar("Node", bound=nodes.Node)


class Budget:
    """What the templates of one run may still do."""

    def __init__(self, steps: int = MAX_STEPS, characters: int = MAX_CHARACTERS) -> None:
        """So many rounds of loops, so many characters."""
        self.steps = steps
        self.characters = characters

    def step(self, looked_at: int = 0) -> None:
        """One step, and more when it looks at many characters, items or nodes."""
        self.steps -= 1 + looked_at // _PER_STEP
        if self.steps < 0:
            raise SecurityError("the template runs too long")

    def make(self, characters: int) -> None:
        """So many characters are about to be made."""
        self.characters -= characters
        if self.characters < 0:
            raise SecurityError("the template makes too much text")

    def made(self, value: Any) -> None:
        """A value was made."""
        if isinstance(value, str):
            self.make(len(value))
        elif isinstance(value, list | tuple | dict):
            self.make(len(value) * _ITEM)


def size(value: Any) -> int:
    """How much there is to look at in a value."""
    return len(value) if isinstance(value, str | list | tuple | dict | range) else 0


class Templates:
    """The templates of one folder, which stand in for those of the same name."""

    def __init__(self, sources: Mapping[str, str], fallback: Callable[[str], str | None]) -> None:
        """Sources by name; `fallback` has the source of a template that the folder lacks."""
        self.sources = sources
        self.budget = Budget()
        self._fallback = fallback
        self._environments: dict[str, Environment] = {}
        self._affected: dict[str, bool] = {}

    def affects(self, name: str) -> bool:
        """Whether a template is one of the folder's, or includes one of them."""
        if name not in self._affected:
            self._affected[name] = name in self.sources  # ends a circle of includes
            if not self._affected[name]:
                included = _INCLUDED.findall(self._fallback(name) or "")
                self._affected[name] = any(self.affects(other) for other in included)
        return self._affected[name]

    def unknown(self) -> list[str]:
        """The names in the folder that no template has and none of the folder includes."""
        included = {name for source in self.sources.values() for name in _INCLUDED.findall(source)}
        return [n for n in sorted(self.sources) if self._fallback(n) is None and n not in included]

    def render(
        self,
        name: str,
        context: Mapping[str, Any],
        language: Language,
        finalize: Callable[..., Any],
    ) -> str:
        """The text of a template, not yet laid out; TemplateError for what goes wrong in it."""
        try:
            environment = self._environment(language, finalize)
            return environment.get_template(name).render(context)
        except TemplateSyntaxError as problem:
            raise TemplateError(problem.name or name, problem.lineno, str(problem.message)) from None
        except TemplateNotFound as problem:
            raise TemplateError(name, None, f"there is no template `{problem.message}`") from None
        except RecursionError:
            raise TemplateError(name, None, "the template calls itself too deep") from None
        except Exception as problem:
            file, line = self._place(problem, name)
            message = str(problem) or type(problem).__name__
            raise TemplateError(file, line, message.split("\n")[0][:300]) from None

    def _place(self, problem: Exception, name: str) -> tuple[str, int | None]:
        """The innermost line of a template that the problem came through."""
        place: tuple[str, int | None] = (name, None)
        trace = problem.__traceback__
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if file in self.sources:
                place = (file, trace.tb_lineno)
            trace = trace.tb_next
        return place

    def _environment(self, language: Language, finalize: Callable[..., Any]) -> Environment:
        if language.name not in self._environments:
            made = _Sandbox(
                loader=FunctionLoader(self._load),
                autoescape=True,
                finalize=self._counted(finalize),
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                keep_trailing_newline=True,
                auto_reload=False,
                cache_size=-1,
            )
            made.confine(self.budget)
            self._environments[language.name] = made
        return self._environments[language.name]

    def _counted(self, finalize: Callable[..., Any]) -> Callable[..., Any]:
        from jinja2 import pass_eval_context

        @pass_eval_context
        def counted(context: object, value: Any) -> Markup:
            text: Markup = finalize(context, value)
            self.budget.make(len(text))
            return text

        return counted

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = self.sources.get(name) or self._fallback(name)
        return None if source is None else (source, name, lambda: True)


_FILTERS = (
    *("abs", "capitalize", "count", "d", "default", "dictsort", "first", "float", "groupby", "int"),
    *("items", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr"),
    *("reverse", "round", "select", "selectattr", "sort", "string", "sum", "title", "trim"),
    *("unique", "upper"),
)
_TEXT_METHODS = frozenset(
    {
        *("startswith", "endswith", "upper", "lower", "strip", "lstrip", "rstrip", "split"),
        *("removeprefix", "removesuffix", "isdigit"),
    }
)
_MAP_METHODS = frozenset({"items", "keys", "values", "get"})
_NUMBERS = (int, float)
_ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with a short list of what may be called, and a budget for all the rest."""

    intercepted_binops = frozenset({*_ARITHMETIC, "**"})
    budget: Budget

    def confine(self, budget: Budget) -> None:
        """Keep of Jinja's functions and filters what cannot read, wait or blow up."""
        self.budget = budget
        self.globals.clear()
        self.globals |= {
            "range": self._range,
            "dict": dict,
            "namespace": Namespace,
            "cycler": Cycler,
            "joiner": Joiner,
        }
        tests: dict[str, Any] = dict(self.tests)
        self.tests = {name: self._charged(test) for name, test in tests.items()}
        known: dict[str, Any] = dict(self.filters)
        self.filters = {name: self._charged(known[name]) for name in _FILTERS}
        self.filters |= {
            "join": self._join,
            "replace": self._replace,
            "indent": self._indent,
            "code": code,
            "comment": comment,
            "expr": lambda text: Expr(expression(str(text))),
        }

    def _generate(self, source: nodes.Template, *arguments: Any, **options: Any) -> str:
        return super()._generate(_Metered().visit(source), *arguments, **options)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Data, and the few methods that only read."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, str):
            return attr in _TEXT_METHODS
        if isinstance(obj, Mapping):
            return attr in _MAP_METHODS
        return not callable(value) or isinstance(obj, Cycler) or type(obj).__module__ == "jinja2.runtime"

    def is_safe_callable(self, obj: Any) -> bool:
        """Jinja's own, macros, and methods that `is_safe_attribute` let through."""
        owner = getattr(obj, "__self__", None)
        if owner is self:
            return obj in (self.step, self.joined, self.looked_at, self._range)
        return (
            any(obj is known for known in (dict, Namespace, Cycler, Joiner))
            or isinstance(owner, str | Mapping | Cycler)
            or isinstance(obj, Joiner)
            or "jinja2.runtime" in (type(obj).__module__, type(owner).__module__)
        )

    def call(self, __context: Any, __obj: Any, *arguments: Any, **options: Any) -> Any:
        """A call in a template; a method of a text counts for the text."""
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str):
            self.budget.step(len(owner))
        result = super().call(__context, __obj, *arguments, **options)
        if owner is not self:
            self.budget.made(result)
        return result

    def step(self, nodes_: int, characters: int) -> None:
        """One round of a body with so many nodes and constant characters (put there by
        `_Metered`).
        """
        self.budget.step(nodes_)
        self.budget.make(characters)

    def looked_at(self, value: Any) -> Any:
        """The value, which is compared or sliced as a whole (put there by `_Metered`)."""
        self.budget.step(size(value))
        return value

    def _range(self, *arguments: int) -> range:
        numbers = safe_range(*arguments)
        self.budget.step(len(numbers))
        return numbers

    def call_binop(self, _context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers of a modest size; `+` also joins texts and lists."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.joined(left, right)
        if operator == "+" and isinstance(left, list | tuple) and isinstance(right, list | tuple):
            self.budget.make((len(left) + len(right)) * _ITEM)
            return [*left, *right]
        numbers = isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS)
        if operator not in _ARITHMETIC or not numbers or max(abs(left), abs(right)) > 2**63:
            raise SecurityError(f"`{operator}` is for numbers of a modest size here")
        return _ARITHMETIC[operator](left, right)

    def joined(self, *pieces: Any) -> str:
        """`a ~ b`: the texts one after the other, not yet a literal."""
        texts = [str(piece) for piece in pieces]
        self.budget.make(sum(map(len, texts)))
        if any(isinstance(piece, Markup) for piece in pieces):
            raise SecurityError("`~` joins texts, not code")
        return "".join(texts)

    def _charged(self, filter_: Filter) -> Filter:
        from functools import wraps

        @wraps(filter_)  # keeps the marks that tell Jinja what to pass
        def charged(*arguments: Any, **options: Any) -> Any:
            self.budget.step(sum(map(size, arguments)))
            made = filter_(*arguments, **options)
            self.budget.made(made)
            return made

        return charged

    def _join(self, items: Iterable[Any], separator: str = "") -> str:
        texts = [str(item) for item in self._stepped(items)]
        self.budget.make(sum(map(len, texts)) + len(separator) * len(texts))
        return str(separator).join(texts)

    def _stepped(self, items: Iterable[Any]) -> Iterable[Any]:
        for item in items:
            self.budget.step()
            yield item

    def _replace(self, text: str, old: str, new: str) -> str:
        text, old, new = str(text), str(old), str(new)
        self.budget.make(len(text) + (text.count(old) if old else len(text) + 1) * len(new))
        return text.replace(old, new)

    def _indent(self, text: Any, width: int = 4, first: bool = False) -> Any:
        if not 0 <= width <= 80:
            raise SecurityError("an indentation is 0 to 80")
        pad, text = " " * width, text if isinstance(text, Markup) else str(text)
        self.budget.make(len(text) + text.count("\n") * width)
        indented = str(text).replace("\n", f"\n{pad}")
        return type(text)(pad + indented if first else indented)


class _Metered(NodeTransformer):
    """Puts a step at the head of all that can run more than once, and counts what looks at much
    at once.
    """

    def __init__(self) -> None:
        self.nesting = 0

    def _body(self, node: Any) -> Any:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise TemplateSyntaxError(f"nested more than {MAX_NESTING} deep", node.lineno)
        self.generic_visit(node)
        self.nesting -= 1
        step = self._call(node, "step", *_weight(node))
        node.body = [_placed(nodes.ExprStmt(step), node), *node.body]
        if isinstance(node, nodes.For) and node.test is not None:
            again = nodes.Not(self._call(node, "step", *_weight(node.test)))
            node.test = _placed(nodes.And(again, node.test), node)
        return node

    visit_For = visit_Macro = visit_CallBlock = visit_Block = visit_Template = _body

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """`a ~ b`."""
        self.generic_visit(node)
        return self._call(node, "joined", *node.nodes)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        """`a == b`, `a in b`."""
        self.generic_visit(node)
        node.expr = self._call(node, "looked_at", node.expr)
        for operand in node.ops:
            operand.expr = self._call(node, "looked_at", operand.expr)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        """`a[1:2]`."""
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = self._call(node, "looked_at", node.node)
        return node

    @staticmethod
    def _call(place: nodes.Node, name: str, *arguments: nodes.Expr | int) -> nodes.Call:
        values = [nodes.Const(a) if isinstance(a, int) else a for a in arguments]
        return _placed(nodes.Call(nodes.EnvironmentAttribute(name), values, [], None, None), place)


def _weight(node: nodes.Node) -> tuple[int, int]:
    """The nodes below a node, and the characters of constant text among them."""
    below = list(node.find_all(nodes.Node))
    return len(below), sum(len(n.data) for n in below if isinstance(n, nodes.TemplateData))


def _placed(node: Node, place: nodes.Node) -> Node:
    """A new node at the line of another."""
    below: list[nodes.Node] = [node, *node.find_all(nodes.Node)]
    for new in below:
        if new.lineno is None:
            new.lineno = place.lineno
        new.environment = place.environment
    return node
