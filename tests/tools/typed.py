"""Holds the values that the reading passes about against its annotations, as the compiled build does while it runs.

Looked at are the arguments and results of all functions that are compiled, and the local variables that have an
annotation. A container is held to be what it is called, a tuple of fixed length also to its members; what stands in
lists and dictionaries is not looked at, and protocols (`Iterable`, `Callable`) let anything pass, there as here.
"""

from __future__ import annotations

import ast
import inspect
import sys
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import hatch_build

Fits = Callable[[Any], bool]
_GENERATING = inspect.CO_GENERATOR
_OPEN = (Any, object, typing.NoReturn)


class _Typed(NamedTuple):
    """What holds in one function: its arguments, its result and its annotated variables, by name."""

    name: str
    taken: tuple[tuple[str, Fits], ...]
    given: Fits | None
    kept: tuple[tuple[str, Fits], ...]


def mistyped(read: Callable[[], object]) -> list[str]:
    """Each place where a value does not fit its annotation while `read` runs, once, with what stands there instead."""
    known = _functions()
    found: dict[str, None] = {}

    def look(frame: types.FrameType, event: str, value: Any) -> None:
        typed = known.get(frame.f_code)
        if typed is None or event not in {"call", "return"}:
            return
        here = frame.f_locals
        for name, fits in typed.taken if event == "call" else typed.kept:
            if name in here and not fits(here[name]):
                found[f"{typed.name}: {name} is {type(here[name]).__name__}"] = None
        if event == "return" and typed.given is not None and not typed.given(value):
            found[f"{typed.name}: gives {type(value).__name__}"] = None

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        read()
    finally:
        sys.setprofile(before)
    return list(found)


@cache
def _functions() -> dict[types.CodeType, _Typed]:
    """All functions and methods of the modules that are compiled, by their code."""
    src = Path(hatch_build.__file__).parent / "src"
    found: dict[types.CodeType, _Typed] = {}
    for path in hatch_build.modules(src):
        module = import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        variables = _annotated(src / path)
        known = _Known(vars(module))
        for function in _defined(module):
            code = function.__code__
            told = function.__annotations__
            taken = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
            generates = bool(code.co_flags & _GENERATING)
            found[code] = _Typed(
                f"{path}:{code.co_firstlineno} {function.__qualname__}",
                known.of((name, told[name]) for name in taken if name in told),
                None if generates else known[told.get("return", "Any")],
                known.of(variables.get(code.co_firstlineno, {}).items()),
            )
    return found


class _Known(dict[str, "Fits | None"]):
    """What the annotations of one module ask, each looked up once."""

    def __init__(self, names: dict[str, Any]) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, annotation: str) -> Fits | None:
        try:
            self[annotation] = _fits(eval(annotation, self._names))
        except NameError:  # what only the type checker imports
            self[annotation] = None
        return self[annotation]

    def of(self, annotated: Iterable[tuple[str, str]]) -> tuple[tuple[str, Fits], ...]:
        """The names that an annotation asks something of."""
        return tuple((name, fits) for name, text in annotated if (fits := self[text]) is not None)


def _defined(module: types.ModuleType) -> Iterator[types.FunctionType]:
    for one in vars(module).values():
        if getattr(one, "__module__", None) != module.__name__:
            continue
        for member in vars(one).values() if inspect.isclass(one) else (one,):
            member = getattr(member, "fget", member)
            member = inspect.unwrap(member) if callable(member) else member
            if isinstance(member, types.FunctionType) and member.__code__.co_filename == module.__file__:
                yield member  # and none that a NamedTuple makes


def _annotated(path: Path) -> dict[int, dict[str, str]]:
    """The annotated local variables of each function of a module, by the line where its code begins."""
    found: dict[int, dict[str, str]] = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            found[first] = {
                inner.target.id: ast.unparse(inner.annotation)
                for inner in ast.walk(node)
                if isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name)
            }
    return found


def _fits(hint: Any) -> Fits | None:
    """Whether a value is what an annotation says; None where it says nothing that is looked at."""
    if hint is None:
        return _instance((type(None),))
    if hint in _OPEN or isinstance(hint, typing.TypeVar):
        return None
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _any([_fits(one) for one in inside])
    if origin is typing.Literal:
        return _instance(tuple({type(one) for one in inside}))
    if origin is typing.Annotated:
        return _fits(inside[0])
    if origin is tuple and inside and inside[-1] is not Ellipsis:
        return _members([_fits(one) for one in inside])
    kind = origin or hint
    protocol = getattr(kind, "_is_protocol", False)
    if not isinstance(kind, type) or protocol or kind.__module__ in {"collections.abc", "typing"}:
        return None
    return _instance((int, float) if kind is float else (kind,))


def _instance(kinds: tuple[type, ...]) -> Fits:
    return lambda value: isinstance(value, kinds)


def _any(each: list[Fits | None]) -> Fits | None:
    told = [fits for fits in each if fits is not None]
    return (lambda value: any(fits(value) for fits in told)) if len(told) == len(each) else None


def _members(each: list[Fits | None]) -> Fits:
    def fits(value: Any) -> bool:
        if not isinstance(value, tuple) or len(value) != len(each):
            return False
        return all(one is None or one(part) for one, part in zip(each, value, strict=True))

    return fits
