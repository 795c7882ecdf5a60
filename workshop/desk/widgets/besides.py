"""What stands beside a ballot for people without a phone: answering here, hands, sheets printed and typed in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from workshop.desk.widgets import acts
from workshop.desk.widgets.ballot import BallotWidget
from workshop.desk.widgets.grid import GridWidget
from workshop.desk.widgets.hands import HandsWidget, by_hand
from workshop.desk.widgets.now import Now, View, button, field, fold, form
from workshop.errors import InputError

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

BESIDE: Mapping[str, type[BallotWidget | GridWidget | HandsWidget]] = {
    "here": BallotWidget,
    "grid": GridWidget,
    "hands": HandsWidget,
}
OPENS = ("vote", "collect")  # buttons that open a round, which can be printed before
USUAL = 10  # sheets


def added(now: Now, at: str, view: View) -> View:
    """The view of a step with what helps those who have no phone."""
    opens = at == "ask" and (view.get("go") or {}).get("act") in OPENS
    if not opens and at not in ("collect", "vote") and not view.get("counts"):
        return view
    quiet = [*view.get("quiet", [])]
    if not opens:
        quiet += [button(now, "hands", "quiet_hands")] if by_hand(now.state.scene.round) else []
        quiet += [button(now, "grid", "quiet_grid")]
    return {**view, "blocks": [*view.get("blocks", []), _printing(now)], "quiet": quiet}


def _printing(now: Now) -> View:
    """How many sheets, from which number on; those printed before are followed."""
    number: dict[str, Any] = {"min": 1, "max": 9999, "step": 1}
    fields = [
        field(now, "sheets", "number", key="sheets_many", value=str(USUAL), **number),
        field(now, "first_sheet", "number", key="sheets_first", hint=True, value="1", **number),
    ]
    return fold(now, "sheets", form(fields), {"kind": "press", "buttons": [button(now, "sheets", "sheets_print")]})


class Printing:
    """This is a workshop whose next round is printed instead of opened."""

    def __init__(self, w: Workshop, count: int, first: int) -> None:
        self._w, self._count, self._first = w, count, first
        self.path: Path | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._w, name)

    def open(self, question: str, rule: str | None = None, **opening: Any) -> None:
        self.path = self._w.sheets(question, self._count, first=self._first, rule=rule, **opening)

    def scene(self, *_said: Any) -> None:
        """Nobody's screen changes."""


def printed(w: Workshop, now: Now, values: Mapping[str, Any]) -> Path:
    """The sheets of the round that is open here, or that the form would open."""
    printing = Printing(w, _whole(now, values, "sheets"), _whole(now, values, "first_sheet"))
    if now.rounds and now.rounds[-1].state == "open":
        printing.open(now.subject.id)
    elif now.subject.about == "ideas":
        printing.open(now.subject.id, kind="ideas", title=now.subject.prompt)
    else:
        acts.vote(cast("Workshop", printing), now, values)
    assert printing.path is not None
    return printing.path


def _whole(now: Now, values: Mapping[str, Any], name: str) -> int:
    said = str(values.get(name, "")).strip()
    if not (said.isascii() and said.isdigit()):
        raise InputError(now.say("bad_whole", text=said[:40]))
    return int(said)
