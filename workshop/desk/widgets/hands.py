"""Hands counted in the room: a number for each answer, as many hands at most as people who answer this way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk.widgets.live import Follower, Values, module
from workshop.errors import InputError
from workshop.model import BY_HAND

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

YES_NO = ("yes", "no", "abstain")


class HandsWidget(Follower):
    """The pad for the ballot that is open; counted again, the last count stands until closing."""

    _esm = module("hands")
    ask: Any = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode("").tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)

    def __init__(self, w: Workshop, *, name: str = "hands") -> None:
        super().__init__(w, name, {"count": self._count}, lang=w.lang)

    def _show(self) -> None:
        state = self.w.client.state
        assert state is not None
        round = state.scene.round
        if not by_hand(round):
            self.ask, self.said = {}, ""
            return
        assert round is not None
        asked = {"id": round["id"], "title": texts.pick(round["prompt"], self.lang), "answers": self._answers(round)}
        if asked["id"] != self.ask.get("id"):
            self.ask = {**asked, "people": str(state.facts.get("hands") or ""), "counts": state.hands}
            self.said = self._counted(state.hands) if state.hands else ""

    def _answers(self, round: dict[str, Any]) -> list[dict[str, str]]:
        if round["rule"] == "plurality":
            return [{"id": o["id"], "label": texts.pick(o["label"], self.lang)} for o in round["options"]]
        if round["rule"] == "fist_to_five":
            fingers = range(5, -1, -1)
            return [{"id": str(n), "label": f"{n} · {texts.say(f'phone.fist_{n}', self.lang)}"} for n in fingers]
        return [{"id": one, "label": texts.say(f"answers.{one}", self.lang)} for one in YES_NO]

    def _count(self, values: Values) -> None:
        """Record the count; InputError for what is no number."""
        known = {one["id"] for one in self.ask.get("answers", ())}
        counts = {key: self._whole(value) for key, value in values.items() if key in known}
        self.w.count_hands(counts, self._whole(values.get("people")))
        self.said = self._counted(counts)

    def _whole(self, typed: object) -> int:
        said = str(typed or "").strip()
        if said and not (said.isascii() and said.isdigit() and len(said) < 6):
            raise InputError(texts.say("desk.bad_whole", self.lang, text=said[:40]))
        return int(said or 0)

    def _counted(self, counts: dict[str, int]) -> str:
        return texts.say("desk.hands_recorded", self.lang, count=sum(counts.values()))


def by_hand(round: dict[str, Any] | None) -> bool:
    """Whether this is a ballot that is open and can be answered by raising a hand."""
    return bool(round and round["state"] == "open" and round["kind"] == "ballot" and round["rule"] in BY_HAND)
