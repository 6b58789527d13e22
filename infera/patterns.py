"""Which regular expressions a payload schema may hold, and a way to match them in linear time.

A pattern runs in Python and in JavaScript, on text that a stranger sends. So it must mean the same
in both, and must not be one whose running time doubles with every character. The second is decided
on the position automaton: a pattern is exponential when one state comes back to itself in two ways
over the same text (A. Weideman et al., "Analyzing Matching Time Behavior of Backtracking Regular
Expression Matchers", 2016).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from re import _constants as op
from re import _parser as parser
from typing import Any

from infera.pattern_dialect import Problem, foreign

LONGEST = 1000  # characters of a pattern
_MOST_POSITIONS = 300
_MOST_EDGES = 100_000
_EXACT_COPIES = 16  # of a counted repeat; a longer one is read as open-ended
_LAST = 0x10FFFF

Ranges = list[tuple[int, int]]  # sorted, apart from one another

_TOKENS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
_CATEGORIES: dict[Any, tuple[Ranges, bool]] = {
    op.CATEGORY_DIGIT: ([(48, 57)], False),
    op.CATEGORY_NOT_DIGIT: ([(48, 57)], True),
    op.CATEGORY_WORD: ([(48, 57), (65, 90), (95, 95), (97, 122)], False),
    op.CATEGORY_NOT_WORD: ([(48, 57), (65, 90), (95, 95), (97, 122)], True),
    op.CATEGORY_SPACE: ([(9, 13), (32, 32), (160, 160)], False),
    op.CATEGORY_NOT_SPACE: ([(9, 13), (32, 32), (160, 160)], True),
}


class Effort:
    """What judging all patterns of one run may cost; a pattern that comes again costs nothing."""

    def __init__(self, edges: int = 500_000) -> None:
        """About a second."""
        self.edges = edges
        self.judged: dict[str, Problem | None] = {}


def problem(pattern: str, effort: Effort | None = None) -> Problem | None:
    """What is wrong with a pattern and what to do about it; None when nothing is."""
    effort = effort or Effort()
    if len(pattern) > LONGEST:
        return f"has over {LONGEST:,} characters", "split it, or use `enum`, `format` or `maxLength`"
    if pattern not in effort.judged:
        effort.judged[pattern] = foreign(pattern) or _judged(pattern, effort)
    return effort.judged[pattern]


def _judged(pattern: str, effort: Effort) -> Problem | None:
    effort.edges -= 20 * len(pattern)  # what it takes to read it
    try:
        if effort.edges < 0:
            raise _Refused("is one of too many to be judged", "use fewer, or `enum` and `format`")
        if not any(each.is_exponential(effort) for each in list(_automata(pattern))):
            return None
    except _Refused as error:
        return error.what, error.hint
    except (re.error, OverflowError, RecursionError) as error:
        reason = str(getattr(error, "msg", "")) or "it is too deep"
        hint = "a backslash before a sign takes its meaning"
        return f"is not a regular expression: {reason}", hint
    hint = "let no two parts inside of a repeat match the same text, as `(a+)+` or `(a|a)*` do"
    return "could take for ever on a text that nearly fits", hint


def matches(pattern: str, text: str) -> bool:
    """Whether an unexceptionable pattern is found in the text, in time linear in the text.

    A pattern with a look around or an anchor in the middle is run as it is, on a short text; on a
    long one it is taken to match, so that nobody waits.
    """
    automaton = _automaton(pattern)
    if not automaton.is_exact:
        # `$` in JSON Schema is the very end; Python's also stands before a last line feed
        strict = _TOKENS.sub(lambda m: r"\Z" if m[0] == "$" else m[0], pattern)
        return len(text) > 200 or re.search(strict, text) is not None
    return automaton.found_in(text)


@lru_cache(256)
def _automaton(pattern: str) -> _Automaton:
    return next(_automata(pattern))


class _Refused(Exception):
    """The pattern cannot be judged; carries what is wrong and what to do."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def _automata(pattern: str) -> Iterator[_Automaton]:
    """The automaton of the pattern, then one for each look around in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = parser.parse(pattern)
        re.compile(pattern)
    pending = [tree]
    while pending:
        automaton = _Automaton(pending.pop())
        pending += automaton.inner
        yield automaton


Ways = dict[int, int]  # position -> in how many ways, where 2 stands for several


class _Part:
    """A piece of a pattern: in how many ways it is empty, which positions may start and end it."""

    __slots__ = ("empty", "first", "last")

    def __init__(self, empty: int, first: Ways | None = None, last: Ways | None = None) -> None:
        self.empty = min(empty, 2)
        self.first = first or {}
        self.last = last or {}


def _sum(left: Ways, right: Ways, times: int = 1) -> Ways:
    """`left`, and `right` in so many ways more."""
    result = dict(left)
    for position, ways in right.items() if times else ():
        result[position] = min(2, result.get(position, 0) + ways * times)
    return result


class _Automaton:
    def __init__(self, tree: Any) -> None:
        self.sets: list[Ranges] = []  # of each position: the characters that it reads
        self.next: list[Ways] = []  # of each position: the following ones
        self.inner: list[Any] = []  # bodies of look arounds
        self.is_exact = True
        items = list(tree)
        self.at_start = bool(items) and items[0] == (op.AT, op.AT_BEGINNING)
        self.at_end = bool(items) and items[-1] == (op.AT, op.AT_END)
        body = items[self.at_start : len(items) - (self.at_end and len(items) > self.at_start)]
        self.whole = self._sequence(body)

    # --- construction

    def _position(self, ranges: Ranges) -> _Part:
        if len(self.sets) >= _MOST_POSITIONS:
            raise _Refused("is too long to be proven harmless", "split it, or use `maxLength`")
        self.sets.append(ranges)
        self.next.append({})
        index = len(self.sets) - 1
        return _Part(0, {index: 1}, {index: 1})

    def _link(self, last: Ways, first: Ways) -> None:
        for before, ways in last.items():
            self.next[before] = _sum(self.next[before], first, ways)

    def _sequence(self, items: Iterable[Any]) -> _Part:
        whole = _Part(1)
        for item in items:
            whole = self._then(whole, self._item(*item))
        return whole

    def _then(self, left: _Part, right: _Part) -> _Part:
        self._link(left.last, right.first)
        first = _sum(left.first, right.first, left.empty)
        last = _sum(right.last, left.last, right.empty)
        return _Part(left.empty * right.empty, first, last)

    def _item(self, kind: Any, value: Any) -> _Part:
        if kind in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
            return self._position(_ranges(kind, value))
        if kind is op.BRANCH:
            return self._branch(value[1])
        if kind is op.SUBPATTERN:
            return self._sequence(value[-1])
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            return self._repeat(*value)
        if kind in (op.ASSERT, op.ASSERT_NOT):
            self.inner.append(value[1])
            self.is_exact = False
            return _Part(1)
        if kind is op.AT:
            self.is_exact = False
            return _Part(1)
        raise _Refused("refers back to a group", "repeat what the group stands for")

    def _branch(self, choices: Iterable[Any]) -> _Part:
        whole = _Part(0)
        for part in (self._sequence(each) for each in choices):
            whole = _Part(
                whole.empty + part.empty,
                _sum(whole.first, part.first),
                _sum(whole.last, part.last),
            )
        return whole

    def _repeat(self, low: int, high: Any, body: Any) -> _Part:
        """Copies of the body; of many, the first few and a loop for the rest."""
        if high is op.MAXREPEAT and low <= _EXACT_COPIES:
            return self._then(self._copies(body, max(low - 1, 0)), self._loop(body, low == 0))
        if high is not op.MAXREPEAT and high <= _EXACT_COPIES:
            return self._then(self._copies(body, low), self._optional(body, high - low))
        self.is_exact = False
        loop = self._loop(body, low == 0)
        if loop.empty and low > 0:
            what = "repeats many times what may be empty"
            raise _Refused(what, "let what is repeated hold at least one character")
        return loop

    def _copies(self, body: Any, count: int) -> _Part:
        whole = _Part(1)
        for _ in range(count):
            whole = self._then(whole, self._sequence(body))
        return whole

    def _optional(self, body: Any, count: int) -> _Part:
        rest = _Part(1)
        for _ in range(count):
            one = self._sequence(body)
            rest = self._then(one, rest)
            rest = _Part(rest.empty or 1, rest.first, rest.last)
        return rest

    def _loop(self, body: Any, may_be_empty: bool) -> _Part:
        loop = self._sequence(body)
        self._link(loop.last, loop.first)
        return _Part(loop.empty or may_be_empty, loop.first, loop.last)

    # --- questions

    def found_in(self, text: str) -> bool:
        """Whether the pattern matches somewhere in the text, read once from left to right."""
        first, last = set(self.whole.first), set(self.whole.last)
        if self.whole.empty and not (self.at_start and self.at_end and text):
            return True
        states: set[int] = set()
        for index, character in enumerate(text):
            code = ord(character)
            following = {after for state in states for after in self.next[state]}
            if index == 0 or not self.at_start:
                following |= first
            states = {state for state in following if _holds(self.sets[state], code)}
            if states & last and not self.at_end:
                return True
            if not states and self.at_start:
                return False
        return bool(states & last) if text else False

    def is_exponential(self, effort: Effort) -> bool:
        """Whether a state comes back to itself in two ways over one text."""
        component = _components({index: list(ways) for index, ways in enumerate(self.next)})
        for state, ways in enumerate(self.next):
            if any(count > 1 and component[state] == component[after] for after, count in ways.items()):
                return True
        graph = self._pairs(effort)
        component = _components(graph)
        on_diagonal = {component[pair] for pair in graph if pair[0] == pair[1]}
        return any(pair[0] != pair[1] and component[pair] in on_diagonal for pair in graph)

    def _pairs(self, effort: Effort) -> dict[tuple[int, int], list[tuple[int, int]]]:
        """Pairs of states that one text leads to, from every state beside itself."""
        meets = [[_meet(left, right) for right in self.sets] for left in self.sets]
        graph: dict[tuple[int, int], list[tuple[int, int]]] = {}
        pending = [(index, index) for index in range(len(self.sets))]
        edges = 0
        while pending:
            pair = pending.pop()
            if pair in graph:
                continue
            graph[pair] = following = []
            for left in self.next[pair[0]]:
                row = meets[left]
                following += [(min(left, right), max(left, right)) for right in self.next[pair[1]] if row[right]]
            edges += len(following) + 1
            effort.edges -= len(following) + 1
            if edges > _MOST_EDGES or effort.edges < 0:
                raise _Refused("is too involved to be proven harmless", "split it in simpler ones")
            pending += following
        return graph


def _components(graph: dict[Any, list[Any]]) -> dict[Any, int]:
    """Node -> the number of its strongly connected component: Tarjan's algorithm, no recursion."""
    order: dict[Any, int] = {}
    low: dict[Any, int] = {}
    result: dict[Any, int] = {}
    open_nodes: list[Any] = []
    for root, neighbours in graph.items():
        if root in order:
            continue
        trail = [(root, iter(neighbours))]
        order[root] = low[root] = len(order)
        open_nodes.append(root)
        while trail:
            node, following = trail[-1]
            child = next(following, None)
            if child is None:
                trail.pop()
                if trail:
                    low[trail[-1][0]] = min(low[trail[-1][0]], low[node])
                if low[node] == order[node]:
                    _close(node, open_nodes, result)
            elif child not in order:
                order[child] = low[child] = len(order)
                open_nodes.append(child)
                trail.append((child, iter(graph[child])))
            elif child not in result:
                low[node] = min(low[node], order[child])
    return result


def _close(node: Any, open_nodes: list[Any], result: dict[Any, int]) -> None:
    number = len(result)
    while True:
        member = open_nodes.pop()
        result[member] = number
        if member == node:
            return


# --- sets of characters


def _ranges(kind: Any, value: Any) -> Ranges:
    if kind is op.LITERAL:
        return [(value, value)]
    if kind is op.NOT_LITERAL:
        return _complement([(value, value)])
    if kind is op.ANY:
        return _complement([(10, 10)])
    found: Ranges = []
    negated = False
    for inner, argument in value:
        if inner is op.NEGATE:
            negated = True
        elif inner is op.LITERAL:
            found.append((argument, argument))
        elif inner is op.RANGE:
            found.append(argument)
        elif inner is op.CATEGORY:
            ranges, is_not = _CATEGORIES[argument]
            found += _complement(ranges) if is_not else ranges
    return _complement(found) if negated else _merged(found)


def _merged(ranges: Ranges) -> Ranges:
    result: Ranges = []
    for low, high in sorted(ranges):
        if result and low <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(high, result[-1][1]))
        else:
            result.append((low, high))
    return result


def _complement(ranges: Ranges) -> Ranges:
    result: Ranges = []
    at = 0
    for low, high in _merged(ranges):
        if low > at:
            result.append((at, low - 1))
        at = high + 1
    if at <= _LAST:
        result.append((at, _LAST))
    return result


def _meet(left: Ranges, right: Ranges) -> bool:
    return any(a <= d and c <= b for a, b in left for c, d in right)


def _holds(ranges: Ranges, code: int) -> bool:
    return any(low <= code <= high for low, high in ranges)
