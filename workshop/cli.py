"""`python -m workshop …`: exit codes 0 done, 1 found something wrong, 2 unusable input, 3 refused by state."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
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
        print(texts.sentence(error, options.lang), file=sys.stderr)
        return 3 if isinstance(error, StateError) else 2
    except KeyboardInterrupt:
        return 0


def data_folder(given: str | None) -> Path:
    """The workshop's folder: the argument, else WORKSHOP_DATA, else workshops/current."""
    return Path(given or os.environ.get("WORKSHOP_DATA") or "workshops/current").expanduser()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m workshop", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=texts.LANGS, default=os.environ.get("WORKSHOP_LANG", "en"))
    _serve(commands.add_parser("serve", parents=[common], help="run the room"))
    _rehearse(commands.add_parser("rehearse", parents=[common], help="try a whole workshop with invented people"))
    _import(commands.add_parser("import", parents=[common], help="bring in what others recorded"))
    return parser


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", help="the workshop's folder")
    parser.add_argument("--host", default="0.0.0.0", help="where phones reach the room")  # noqa: S104
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--rehearsal", type=int, metavar="SEED", help=argparse.SUPPRESS)
    parser.add_argument("--now", type=float, default=0.0, help=argparse.SUPPRESS)
    parser.set_defaults(run=_run_serve)


def _run_serve(options: argparse.Namespace) -> int:
    from workshop.room import Rehearsal, serve

    played = None if options.rehearsal is None else Rehearsal(options.rehearsal, options.now)
    serve(data_folder(options.data), options.host, options.port, _ready, played)
    return 0


def _ready(addresses: Mapping[str, Any]) -> None:
    print(json.dumps(addresses), flush=True)


def _rehearse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--participants", type=_people, default=40, help="2 to 1000 (default 40)")
    parser.add_argument("--agenda", choices=("two_hours", "half_day", "one_day"), default="two_hours")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=_day, default=None, metavar="YYYY-MM-DD")
    parser.add_argument("--out", default="exports/rehearsal", help="where the documents go")
    parser.add_argument("--data", help="keep the room's folder here, to try the notebooks on it")
    parser.set_defaults(run=_run_rehearse)


def _run_rehearse(options: argparse.Namespace) -> int:
    from workshop.rehearse import rehearse

    told = rehearse(
        Path(options.out),
        options.today or date.today(),
        participants=options.participants,
        plan=options.agenda,
        seed=options.seed,
        lang=options.lang,
        data=Path(options.data) if options.data else None,
        progress=_progress,
    )
    print(json.dumps(told), flush=True)
    return 0 if all(Path(file).stat().st_size for file in told["files"]) else 1


def _progress(done: int, of: int, what: str) -> None:
    """A bar on one line of the terminal, a line a step elsewhere."""
    bar = "█" * round(30 * done / of) + "░" * (30 - round(30 * done / of))
    start, end = ("\r", "" if done < of else "\n") if sys.stderr.isatty() else ("", "\n")
    print(f"{start}{bar} {done}/{of} {what:<40.40}", end=end, file=sys.stderr, flush=True)


def _people(text: str) -> int:
    count = int(text)
    if not 2 <= count <= 1000:
        raise argparse.ArgumentTypeError("2 to 1000")
    return count


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as cause:
        raise argparse.ArgumentTypeError(f"{text} is not a date like 2026-11-22") from cause


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=("polis",))
    parser.add_argument("folder")
    parser.add_argument("--data", help="store it in this workshop")
    parser.add_argument("--out", help="write its tables here")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.set_defaults(run=_run_import)


def _run_import(options: argparse.Namespace) -> int:
    from workshop.exchange import polis

    conversation = polis.read(Path(options.folder))
    if options.out:
        polis.write(conversation, Path(options.out))
    if options.data:
        _keep(Path(options.folder), data_folder(options.data))
    told = polis.summary(conversation)
    print(json.dumps(told) if options.json else texts.say("room.brought_in", options.lang, **told), flush=True)
    return 0


def _keep(source: Path, data: Path) -> None:
    """Bring the export into the workshop of `data`, whose room is started for the while if it is not there."""
    from workshop.desk import Workshop, borrowed

    with borrowed(data):
        desk = Workshop.attach(data)
        desk.bring_in(source)
        desk.detach()
