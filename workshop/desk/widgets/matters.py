"""What the room asks to talk about, and the parking lot: answered, kept with an owner and a date, or dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk.widgets.live import Follower, Values, module
from workshop.desk.widgets.now import Now
from workshop.errors import InputError
from workshop.model import Matter

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

CHOICES = ("taken", "kept", "answered", "dropped")


def asked(waiting: Iterable[Mapping[str, Any]], lang: str) -> dict[str, Any]:
    """The requests that wait, as a stage and the board draw them."""
    items = [{"id": one["id"], "text": one["text"], "lang": one["lang"]} for one in waiting]
    title = texts.say("desk.matters_one" if len(items) == 1 else "desk.matters", lang, count=len(items))
    choices = [{"id": one, "label": texts.say(f"desk.matter_{one}", lang)} for one in CHOICES]
    return {"title": title if items else "", "items": items, "choices": choices}


def parked(matters: Iterable[Matter], lang: str) -> list[dict[str, str]]:
    """The parking lot, and what became of the requests that were settled."""
    return [
        {"text": one.text, "lang": one.lang, "note": _note(one, lang)} for one in matters if one.state != "waiting"
    ]


def _note(matter: Matter, lang: str) -> str:
    due = texts.say("desk.matter_due", lang, day=texts.day(matter.due, lang)) if matter.due else ""
    state = texts.say(f"desk.matter_is_{matter.state}", lang)
    return " · ".join(filter(None, [state, matter.answer, matter.owner, due]))


def matter(w: Workshop, _now: Now | None, values: Values) -> tuple[str, None]:
    """Settle one request as the button says."""
    w.answer(
        str(values["matter"]),
        str(values["state"]),
        str(values.get("answer") or ""),
        texts.clean(str(values.get("owner") or "")) or None,
        _day(str(values.get("due") or ""), w.lang),
    )
    return texts.say(f"desk.matter_said_{values['state']}", w.lang), None


def _day(said: str, lang: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as cause:
        raise InputError(texts.say("desk.bad_date", lang, text=said)) from cause


ACTS: Mapping[str, Callable[[Workshop, Now, Values], tuple[str, None]]] = {"matter": matter}


class MattersBoard(Follower):
    """This is the whole of it in one place: what waits, a line to park something, and the parking lot."""

    _esm = module("matters", "asked")
    asked = traitlets.Dict().tag(sync=True)
    kept: Any = traitlets.List().tag(sync=True)
    told = traitlets.Unicode("").tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)

    def __init__(self, w: Workshop) -> None:
        super().__init__(w, "matters", {"matter": self._settle, "park": self._park}, lang=w.lang)

    def _show(self) -> None:
        matters = self.w.record("").matters
        waiting = [{"id": m.id, "text": m.text, "lang": m.lang} for m in matters if m.state == "waiting"]
        self.asked, self.kept = asked(waiting, self._lang), parked(matters, self._lang)

    def _settle(self, values: Values) -> None:
        self.told = matter(self.w, None, values)[0]
        self._show()

    def _park(self, values: Values) -> None:
        owner, due = str(values.get("owner") or ""), _day(str(values.get("due") or ""), self._lang)
        self.w.park(str(values.get("text") or ""), texts.clean(owner) or None, due)
        self.told = texts.say("desk.parked", self._lang)
        self._show()
