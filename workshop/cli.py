"""`python -m workshop …`: exit codes 0 done, 1 found something wrong, 2 unusable input, 3 refused by state."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workshop import texts
from workshop.errors import StateError, WorkshopError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except WorkshopError as error:
        print(sentence(error, options.lang), file=sys.stderr)
        return 3 if isinstance(error, StateError) else 2
    except KeyboardInterrupt:
        return 0


def sentence(error: WorkshopError, lang: str) -> str:
    """The error in one sentence of the reader's language."""
    key = f"errors.{error.code}"
    return texts.say(key, lang, **error.facts) if key in texts.table() and error.facts else str(error)


def data_folder(given: str | None) -> Path:
    """The workshop's folder: the argument, else WORKSHOP_DATA, else workshops/current."""
    return Path(given or os.environ.get("WORKSHOP_DATA") or "workshops/current").expanduser()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m workshop", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=texts.LANGS, default=os.environ.get("WORKSHOP_LANG", "en"))
    _serve(commands.add_parser("serve", parents=[common], help="run the room"))
    return parser


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", help="the workshop's folder")
    parser.add_argument("--host", default="0.0.0.0", help="where phones reach the room")  # noqa: S104
    parser.add_argument("--port", type=int, default=8000)
    parser.set_defaults(run=_run_serve)


def _run_serve(options: argparse.Namespace) -> int:
    from workshop.room import serve

    serve(data_folder(options.data), options.host, options.port, _ready)
    return 0


def _ready(addresses: Mapping[str, Any]) -> None:
    print(json.dumps(addresses), flush=True)
