"""`python -m workshop …`: exit codes 0 done, 1 found something wrong, 2 unusable input, 3 refused by state."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.errors import InputError, StateError, WorkshopError

if TYPE_CHECKING:
    from workshop.exchange.ballots import Ballots
    from workshop.model import Result

FED = {  # what a file holds, and the rules that can count it
    "rankings": ("ranked", "irv", "schulze", "ranked_pairs", "borda", "plurality"),
    "scores": ("score", "star", "majority_judgment", "points", "dots", "approval", "gradients"),
}
SCALES = {"approval": (0, 1), "gradients": (1, 8)}  # others: from 0 to --max


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a letter shows ? and goes on
    try:
        return int(options.run(options))
    except WorkshopError as error:
        print(texts.sentence(error, options.lang), file=sys.stderr)
        return 3 if isinstance(error, StateError) else 2
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:  # who reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
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
    _tally(commands.add_parser("tally", parents=[common], help="count ballots that were cast elsewhere"))
    _rhythm(commands.add_parser("rhythm", parents=[common], help="work out how often to post, with which hours"))
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


def _tally(parser: argparse.ArgumentParser) -> None:
    rankings, scores = (", ".join(FED[kind]) for kind in ("rankings", "scores"))
    parser.description = (
        "FILE is CSV with count,ranking (A > B = C), a Debian tally sheet, PrefLib .soc .soi .toc .toi, or CSV of "
        "scores (a column for each option, and perhaps count). "
        f"Rankings are counted by {rankings}; scores by {scores}. "
        "Plurality counts the option that a ranking names alone at its head; approval counts scores of 0 and 1; "
        "gradients are degrees from 1 (yes, fully) to 8."
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--rule", required=True, metavar="RULE")
    parser.add_argument("--unranked", choices=("last", "ignore"), default="last", help="below all others (default)")
    parser.add_argument("--max", type=_top, default=5, metavar="N", help="scores are 0 to N (default 5)")
    parser.add_argument("--skip-bad", action="store_true", help="leave out the lines that cannot be counted")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.set_defaults(run=_run_tally)


def _run_tally(options: argparse.Namespace) -> int:
    from workshop.exchange.ballots import sift
    from workshop.exchange.sheets import unusable
    from workshop.methods.voting import tally

    ballots = sift(Path(options.file), *SCALES.get(options.rule, (0, options.max)))
    _countable(options, ballots)
    lines = [refusal.told(options.lang) for refusal in ballots.refused]
    if lines and not (options.skip_bad and options.json):
        print("\n".join(lines), file=sys.stderr)
    if lines and not options.skip_bad:
        return 2
    if not ballots.profile:
        raise unusable("no_ballots", Path(options.file))
    profile = _profile(options.rule, ballots)
    found = tally(profile, options.rule, ballots.options, most=options.max, unranked=options.unranked)
    told = json.dumps(_told(options, ballots, found)) if options.json else _read_out(options.lang, ballots, found)
    print(told, flush=True)
    return 0


def _countable(options: argparse.Namespace, ballots: Ballots) -> None:
    """InputError unless this rule can count what this file holds."""
    known = FED[ballots.kind]
    if options.rule not in known:
        which = ballots.kind if options.rule in texts.section("rules") else "rule"
        facts = {"name": options.rule, "file": Path(options.file).name, "known": ", ".join(known)}
        raise InputError(texts.say(f"count.{which}", "en", **facts), text=f"count.{which}", **facts)


def _profile(rule: str, ballots: Ballots) -> Mapping[Any, int]:
    """The ballots as the rule takes them."""
    if rule not in ("plurality", "approval"):
        return ballots.profile
    seen: Counter[Any] = Counter()
    for ballot, count in ballots.profile.items():
        seen[_alone(ballot) if rule == "plurality" else frozenset(o for o, mark in ballot if mark)] += count
    return seen


def _alone(ranking: tuple[frozenset[str], ...]) -> str:
    """The option that stands alone at the head of a ranking; a shared head names nobody."""
    return min(ranking[0]) if ranking and len(ranking[0]) == 1 else ""


def _told(options: argparse.Namespace, ballots: Ballots, found: Result) -> dict[str, Any]:
    """The result as INTERFACES names it; options in a tie stand in the order of the file."""
    places = [[o for o in ballots.options if o in place] for place in found.places]
    told: dict[str, Any] = {"rule": found.rule, "winners": places[0] if places else [], "places": places}
    told |= {"ballots": found.ballots, "exhausted": found.exhausted}
    if found.pairwise is not None:
        told["pairwise"] = {o: dict(row) for o, row in found.pairwise.items()}
    if options.skip_bad:
        told["skipped"] = [{"line": r.line, "reason": texts.pick(r.reason, options.lang)} for r in ballots.refused]
    return told


def _read_out(lang: str, ballots: Ballots, found: Result) -> str:
    """The result in a few lines for people."""
    lines = [texts.say(f"rules.{found.rule}", lang), _number("ballots", found.ballots, lang)]
    if found.exhausted is not None:
        lines.append(_number("exhausted", found.exhausted, lang))
    for place, tied in enumerate(found.places, start=1):
        names = " = ".join(texts.clean(o) for o in ballots.options if o in tied)
        lines.append(texts.say("count.place", lang, place=place, names=names))
    notes = ["count.by_order"] * bool(found.tie_break) + ["count.nobody"] * (not found.places)
    return "\n".join(lines + [texts.say(note, lang) for note in notes])


def _number(key: str, count: int, lang: str) -> str:
    return texts.say(f"count.{key}", lang, **{key: texts.number(count, lang)})


def _top(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= 1_000_000):
        raise argparse.ArgumentTypeError("a whole number from 1 to 1000000")
    return int(text)


def _rhythm(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "FILE is YAML or JSON: channels (each with value, half and minutes at least), people, overhead_hours, "
        "approval, staffed, plans; data/sample/rhythm.yaml is an example. What is left out takes no hours."
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument(
        "--hours", default="", metavar="6,8,...", help="the best plan within so many hours a week, too"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.set_defaults(run=_run_rhythm)


def _run_rhythm(options: argparse.Namespace) -> int:
    from workshop.exchange.rhythms import hours_of, read_rhythm
    from workshop.methods import rhythm
    from workshop.methods.rhythm.told import hindered, read_out, told

    hours, file = hours_of(options.hours), Path(options.file)
    basis = rhythm.basis(read_rhythm(file), file.name)
    _own_output()
    found = told(basis, hours)
    for line in hindered(basis, hours, options.lang):
        print(line, file=sys.stderr)
    print(json.dumps(found, allow_nan=False) if options.json else read_out(basis, found, options.lang), flush=True)
    return 0


def _own_output() -> None:
    """Keep standard output for ourselves: the solver's C code may write a stray line there (HiGHS 1.12)."""
    with suppress(OSError, ValueError):
        if sys.stdout.fileno() == 1:
            ours = os.dup(1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            sys.stdout = os.fdopen(ours, "w", encoding=sys.stdout.encoding, errors="replace")


def _keep(source: Path, data: Path) -> None:
    """Bring the export into the workshop of `data`, whose room is started for the while if it is not there."""
    from workshop.desk import Workshop, borrowed

    with borrowed(data):
        desk = Workshop.attach(data)
        desk.bring_in(source)
        desk.detach()
