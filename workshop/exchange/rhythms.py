"""A rhythm file, YAML or JSON: read as it was written, or refused with its line.

Times like 17:00 stay text (old YAML takes them for numbers to the base of sixty), 4e3 is a number, and a name that
stands twice is refused. What the names and numbers mean is not judged here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from workshop.errors import InputError
from workshop.exchange.sheets import short, text_of, unusable
from workshop.texts import say

LARGEST = 1_000_000  # bytes
_INT = re.compile(r"[-+]?[0-9]+", re.ASCII)
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", re.ASCII
)
_HOURS = re.compile(r"[0-9]{1,12}(\.[0-9]{1,20})?", re.ASCII)
_START = "-+0123456789."


def read_rhythm(path: Path) -> Any:
    """What stands in this file: mappings, lists, texts, numbers, dates. InputError names the line of a fault."""
    import yaml

    text = text_of(path)
    if len(text.encode()) > LARGEST:
        raise _unusable("too_large", path)
    try:
        return yaml.load(text, _loader(path))  # noqa: S506 - a safe loader with other numbers
    except yaml.MarkedYAMLError as cause:
        line = cause.problem_mark.line + 1 if cause.problem_mark else 1
        raise _unusable("not_yaml", path, line=line, problem=short(cause.problem or "")) from cause
    except (yaml.YAMLError, ValueError, RecursionError) as cause:
        raise _unusable("not_yaml", path, line=1, problem=short(str(cause))) from cause


def hours_of(text: str) -> dict[str, float]:
    """'6,8.5' as hours by the text that names them; InputError for what is no number of hours."""
    found = {}
    for one in (part.strip() for part in text.split(",")) if text else ():
        if not _HOURS.fullmatch(one):
            raise InputError(say("rhythm.hours", "en", found=short(one)), text="rhythm.hours", found=short(one))
        found[one] = float(one)
    return found


def _unusable(text: str, path: Path, **facts: Any) -> InputError:
    known: dict[str, Any] = {"text": f"rhythm.{text}", "file": path.name, **facts}
    return InputError(say(f"rhythm.{text}", "en", **known), **known)


def _whole(loader: Any, node: Any) -> int:
    return int(loader.construct_scalar(node))


def _loader(path: Path) -> Any:
    """A safe loader that reads numbers as everybody does today and refuses a name that stands twice."""
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    def mapping(loader: Any, node: Any) -> dict[Any, Any]:
        seen: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise unusable("twice", path, line=key.start_mark.line + 1, value=key.value)
            seen.add(key.value)
        return dict(loader.construct_mapping(node, deep=True))

    numbers = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
    Loader.yaml_implicit_resolvers = {
        start: [(tag, regex) for tag, regex in pairs if tag not in numbers]
        for start, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(f"^(?:{_INT.pattern})$", re.ASCII), _START)
    Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(f"^(?:{_FLOAT.pattern})$", re.ASCII), _START)
    Loader.add_constructor("tag:yaml.org,2002:int", _whole)
    Loader.add_constructor("tag:yaml.org,2002:map", mapping)
    return Loader
