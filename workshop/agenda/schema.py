"""The dataclasses are the schema: a value read as a type, or the place in its file that is wrong.

A field without a default is required, an unknown key is refused, a `Text` must have every language, a list must
not hold one id twice.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

import yaml

from workshop.errors import DataError
from workshop.model import Text
from workshop.texts import LANGS

At = tuple[str | int, ...]  # where in a file: ("questions", 3, "options", 1, "clause", "en")


class Wrong(Exception):
    """This value, at this place of its file, is not what is expected."""

    def __init__(self, at: At, problem: str) -> None:
        self.at, self.problem = at, problem


# ---- one value ------------------------------------------------------------------------------------


def read(value: Any, hint: Any, at: At = ()) -> Any:
    """`value` as the type `hint` says, frozen; Wrong if it is not."""
    if hint == Text:
        return _text(value, at)
    if hint is Any:
        return _anything(value, at)
    if is_dataclass(hint):
        return _object(value, cast(type, hint), at)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _list(value, inner[0], at)
    if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return {k: read(v, inner[1], (*at, k)) for k, v in _expect(value, dict, at).items()}
    if origin is Literal:
        return value if value in inner else _wrong(at, f"one of {', '.join(inner)} was expected, not {value!r}")
    kinds = inner if origin in (Union, types.UnionType) else (hint,)
    if value is not None and is_dataclass(kinds[0]):
        return read(value, kinds[0], at)
    return _scalar(value, kinds, at)


def _wrong(at: At, problem: str) -> Any:
    raise Wrong(at, problem)


def _expect(value: Any, kind: type, at: At) -> Any:
    name = "a mapping" if kind is dict else "a list"
    return value if isinstance(value, kind) else _wrong(at, f"{name} was expected")


def _scalar(value: Any, kinds: tuple[type, ...], at: At) -> Any:
    if type(value) in kinds or (type(value) is int and float in kinds):
        return value
    words = " or ".join("nothing" if k is types.NoneType else k.__name__ for k in kinds)
    return _wrong(at, f"{words} was expected, not {value!r}")


def _text(value: Any, at: At) -> Text:
    """A wording in every language, none empty."""
    for lang in LANGS:
        if lang not in _expect(value, dict, at):
            raise Wrong((*at, lang), "this language is missing")
    for lang, wording in value.items():
        if not _scalar(wording, (str,), (*at, lang)).strip():
            raise Wrong((*at, lang), "the wording is empty")
    return cast(Text, value)


def _anything(value: Any, at: At) -> Any:
    """A value without a schema: a mapping that has one language must have them all."""
    if isinstance(value, dict):
        if set(LANGS) & set(value):
            return _text(value, at)
        return {k: _anything(v, (*at, k)) for k, v in value.items()}
    if isinstance(value, list):
        return tuple(_anything(v, (*at, i)) for i, v in enumerate(value))
    return value


def _list(value: Any, hint: Any, at: At) -> tuple[Any, ...]:
    items = tuple(read(v, hint, (*at, i)) for i, v in enumerate(_expect(value, list, at)))
    seen: set[Any] = set()
    for i, item in enumerate(items):
        for name in ("id", "name", "number"):
            if (key := getattr(item, name, None)) is not None and not isinstance(key, Mapping):
                if key in seen:
                    raise Wrong((*at, i, name), f"{key!r} stands twice")
                seen.add(key)
                break
    return items


@cache
def _schema(cls: type) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    needed = (f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING)
    return get_type_hints(cls), tuple(needed)


def _object(value: Any, cls: type, at: At) -> Any:
    hints, needed = _schema(cls)
    return cls(**_keys(value, hints, needed, at))


def _keys(value: Any, hints: Mapping[str, Any], needed: Iterable[str], at: At) -> dict[str, Any]:
    """Each key of the mapping as its hint says; none that is unknown, none missing."""
    for key in _expect(value, dict, at):
        if key not in hints:
            raise Wrong((*at, key), "this key is unknown here")
    for key in needed:
        if key not in value:
            raise Wrong((*at, key), "this key is missing")
    return {key: read(item, hints[key], (*at, key)) for key, item in value.items()}


# ---- one file -------------------------------------------------------------------------------------


class _Loader(yaml.CSafeLoader):
    """The safe loader, which also refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(found) < len(node.value):
            keys = [key.value for key, _ in node.value]
            twice = next(key for i, (key, _) in enumerate(node.value) if key.value in keys[:i])
            raise yaml.MarkedYAMLError(problem=f"{twice.value!r} stands twice", problem_mark=twice.start_mark)
        return found


def parse(path: Path, keys: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return _keys(plain(path), {"version": str, **keys}, ("version", *keys), ())
    except Wrong as wrong:
        raise located(path, wrong) from None


def plain(path: Path) -> Any:
    """What the file says, without a schema; DataError if it cannot be read."""
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506
    except OSError as cause:
        raise DataError(path, 1, "", f"cannot be read: {cause.strerror}") from cause
    except (UnicodeDecodeError, yaml.YAMLError) as cause:
        mark = getattr(cause, "problem_mark", None)
        raise DataError(path, mark.line + 1 if mark else 1, "", str(getattr(cause, "problem", cause))) from cause


def located(path: Path, wrong: Wrong) -> DataError:
    """The error with the line of the nearest place that is in the file."""
    node = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    line = node.start_mark.line + 1 if node else 1
    for step in wrong.at:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            pair = (node.value[step], node.value[step])
        else:
            pair = None
        if pair is None:
            break
        line, node = pair[0].start_mark.line + 1, pair[1]
    return DataError(path, line, dotted(wrong.at), wrong.problem)


def dotted(at: At) -> str:
    """questions[3].options[1].clause.en"""
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in at).lstrip(".")
