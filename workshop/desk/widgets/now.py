"""What a stage knows, where it stands, and the blocks its views are made of.

Where it stands is read from the room's record and scene, never remembered here: a restarted kernel
finds it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as given
from typing import Any

from workshop import texts
from workshop.agenda import Content
from workshop.desk import results
from workshop.desk.widgets.proposing import Proposing
from workshop.desk.widgets.subject import Subject
from workshop.messages import DeskState
from workshop.model import Decision, Option, Record, Result, Round, Stage, Strain

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Now:
    """Everything a view is made of."""

    subject: Subject
    record: Record
    state: DeskState
    content: Content
    lang: str
    today: str  # ISO
    tally: Callable[[Round], Result]
    chart: Callable[[Round], Mapping[str, Any]]
    correcting: bool = False
    said: Mapping[str, Any] = given(default_factory=dict)  # in the form, when one of its choices redrew it
    proposing: Proposing | None = None  # themes on this screen only
    strains: tuple[Strain, ...] = ()  # of its adopted clause, where its numbers no longer fit

    def say(self, key: str, **facts: object) -> str:
        return texts.say(f"desk.{key}", self.lang, **facts)

    def pick(self, text: Mapping[str, str]) -> str:
        return texts.pick(text, self.lang)

    @property
    def rounds(self) -> list[Round]:
        return self.subject.rounds(self.record)

    @property
    def ballots(self) -> list[Round]:
        """Its rounds but those that gather and order ideas, oldest first."""
        return [one for one in self.rounds if one.kind != "ideas" and not results.orders(one)]

    @property
    def decision(self) -> Decision | None:
        return next((d for d in reversed(self.record.decisions) if d.question == self.subject.id), None)

    @property
    def here(self) -> bool:
        """Is this what everybody is looking at?"""
        return (self.scene["question"] or {}).get("id") == self.subject.id

    @property
    def scene(self) -> Mapping[str, Any]:
        """Stage and question on the screens, as the record has them: the push may be a moment behind."""
        found: Mapping[str, Any] = self.record.facts["scene"]
        return found

    @property
    def open(self) -> Mapping[str, Any] | None:
        """The round that is open in the room, whatever it is about."""
        shown = self.state.scene.round
        return shown if shown and shown["state"] == "open" else None


def stage(now: Now) -> Stage:
    """Where this subject stands: by its open round, else by the scene, else by what was done."""
    last = now.rounds[-1] if now.rounds else None
    if last and last.state == "open":
        return _fitting(now, "collect" if last.kind == "ideas" else "group" if results.orders(last) else "vote")
    if now.here:
        return _fitting(now, _seen(now, last))
    if now.decision:
        return _fitting(now, "decide")
    if last is None:
        return "ask"
    return _fitting(now, "group" if _gathers(last) else "discuss")


def _seen(now: Now, last: Round | None) -> Stage:
    """The scene's stage, but a vote that is over is talked about and a collection that is over is grouped."""
    shown: Stage = now.scene["stage"]
    if shown == "discuss" and last is not None and results.orders(last):
        return "group"
    if shown in ("vote", "collect"):
        return "ask" if last is None else "group" if _gathers(last) else "discuss"
    return shown


def _gathers(round: Round) -> bool:
    """Does this round gather ideas, or put them in an order?"""
    return round.kind == "ideas" or results.orders(round)


def _fitting(now: Now, wanted: Stage) -> Stage:
    steps = now.subject.steps
    if wanted in steps:
        return wanted
    return steps[-1] if wanted in ("discuss", "decide") else steps[0]


def button(now: Now, act: str, text: str, **facts: object) -> dict[str, str]:
    return {"act": act, "label": now.say(text, **facts)}


def text(now: Now, key: str, **facts: object) -> View:
    return {"kind": "text", "text": now.say(key, **facts)}


def form(fields: list[dict[str, Any]], title: str = "") -> View:
    return {"kind": "form", "title": title, "fields": fields}


def field(now: Now, name: str, kind: str, *, key: str = "", hint: bool = False, **more: Any) -> dict[str, Any]:
    """One field of a form; its label is `desk.<key or name>`, its hint `desk.<key or name>_hint`."""
    key = key or name
    hinted = {"hint": now.say(f"{key}_hint")} if hint else {}
    return {"name": name, "type": kind, "label": now.say(key), **hinted, **more}


def strained(now: Now) -> list[View]:
    """What no longer fits of its adopted clause."""
    items = [{"text": now.pick(one.said)} for one in now.strains]
    return [{"kind": "strained", "title": now.say("strained"), "items": items}] if items else []


def several(*blocks: View) -> View:
    """Blocks that belong together, as one."""
    return {"kind": "blocks", "blocks": [*blocks]}


def fold(now: Now, name: str, *blocks: View, open: bool = False) -> View:
    """What not everybody needs at once, under its label `desk.<name>`."""
    return {"kind": "fold", "name": name, "label": now.say(name), "blocks": [*blocks], "open": open}


def table(name: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "", note: str = "") -> View:
    """Rows under their headings; `name` says to a screen reader what it is."""
    cells = {"head": [*head], "rows": [[*row] for row in rows]}
    return {"kind": "table", "name": name, "title": title, "note": note, **cells}


def minutes(now: Now) -> dict[str, Any]:
    """The field for the clock; what the agenda gives, else five."""
    sequence = now.subject.sequence
    planned = 5
    if sequence is not None and sequence.activity in ("ideas", "estimate"):
        planned = max(1, sequence.minutes // 2)
    kind = {"type": "number", "min": 1, "max": 240, "step": 1}
    return {"name": "minutes", "label": now.say("minutes"), "value": str(planned), **kind}


def listed(now: Now, options: Iterable[Option]) -> View:
    """Options with the clause each would become."""
    items = [{"label": now.pick(o.label), "clause": filled(o, now.lang)} for o in options]
    title = {"risks": "risks", "list": "list"}.get(now.subject.about, "options")
    return {"kind": "options", "title": now.say(title), "items": items}


def filled(option: Option, lang: str, parameters: Mapping[str, str] | None = None) -> str:
    """The clause of `option`, its parameters filled: those given, else the defaults."""
    defaults = {one.name: one.default for one in option.parameters}
    return texts.fill(texts.pick(option.clause, lang), {**defaults, **(parameters or {})}) if option.clause else ""
