"""Data classes that cost next to nothing to define.

The standard library compiles six functions for each class, close to a millisecond, and a run defines sixty classes
before it reads a line. Here comparison, hash and repr are shared, and `__init__` is compiled at the first instance.
The type checker sees the standard ones, and keeps `frozen`: at run time nobody looks again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["dataclass", "field", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    from operator import attrgetter

    _MISSING = object()

    class _Field:
        """What is known of one field."""

        def __init__(self, default, factory=None, compare=True, shown=True):
            self.default, self.factory, self.compare, self.shown = default, factory, compare, shown

    def field(*, default=_MISSING, default_factory=None, compare=True, repr=True):
        """A field of which there is more to say than its default."""
        return _Field(default, default_factory, compare, repr)

    def dataclass(cls=None, /, **how):
        """Give a class the fields that it annotates: `frozen`, `slots` and `order` as in the standard library."""
        return _made(cls, **how) if cls else lambda cls: _made(cls, **how)

    def replace(of, /, **changes):
        """A copy with other values in some fields."""
        return of.__class__(**{name: getattr(of, name) for name in of.__match_args__} | changes)

    def _made(cls, frozen=False, slots=False, order=False):
        known = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
        values = {name: known.pop(name, _MISSING) for name in known.get("__annotations__", ())}
        fields = {name: each if isinstance(each, _Field) else _Field(each) for name, each in values.items()}
        if slots:
            known["__slots__"] = tuple(fields)
        made = type(cls.__name__, cls.__bases__, known)
        made.__qualname__ = cls.__qualname__
        made.__match_args__ = tuple(fields)
        made.__init__ = _first_init(made, fields)
        made.__repr__ = _repr([name for name, each in fields.items() if each.shown])
        _compare(made, [name for name, each in fields.items() if each.compare], frozen, order)
        return made

    def _first_init(made, fields):
        def __init__(self, *args, **kwargs):
            made.__init__ = _init(fields, hasattr(made, "__post_init__"))
            made.__init__(self, *args, **kwargs)

        return __init__

    def _init(fields, checks):
        """The function that a person would write."""
        names = {"_missing": _MISSING}
        arguments, lines = ["self"], []
        for name, each in fields.items():
            names |= {f"_default_{name}": each.default, f"_make_{name}": each.factory}
            optional = each.factory or each.default is not _MISSING
            arguments.append(f"{name}=_default_{name}" if optional else name)
            made = f"_make_{name}() if {name} is _missing else {name}" if each.factory else name
            lines.append(f" self.{name} = {made}")
        lines.append(" self.__post_init__()" if checks else " pass")
        exec(f"def __init__({', '.join(arguments)}):\n" + "\n".join(lines), names)
        return names["__init__"]

    def _repr(names):
        def __repr__(self):
            return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

        return __repr__

    def _compare(made, names, frozen, order):
        key = attrgetter(*names)
        made.__eq__ = lambda self, other: key(self) == key(other) if type(other) is made else NotImplemented
        made.__hash__ = (lambda self: hash(key(self))) if frozen else None
        if order:
            made.__lt__ = lambda self, other: key(self) < key(other) if type(other) is made else NotImplemented
