"""A vote in the notebook, for somebody without a phone: the phones' own ballot, spoken for at the desk."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk.widgets.live import Follower, Values, module, phone_style, sentence
from workshop.errors import VoteClosed, WorkshopError
from workshop.messages import CastBallot, DeskState, EditIdea, WithdrawIdea, WriteIdea

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

SPOKEN = (
    "phone.",
    "more.",
    "rules.",
    "grades.",
    "gradients.",
    "answers.",
    "likelihood.",
    "impact.",
    "stage.",
    "wall.chart_",
)


def phone_texts(lang: str) -> dict[str, str]:
    """The sentences that the phones' ballot and the wall's chart need, by their whole keys."""
    return {key: texts.pick(text, lang) for key, text in texts.table().items() if key.startswith(SPOKEN)}


def round_shown(state: DeskState) -> dict[str, Any] | None:
    """The round on the phones without its running clock."""
    round = state.scene.round
    return None if round is None else {**round, "remaining": None, "paused": False}


class BallotWidget(Follower):
    """Name and role first, then the ballot that is open, live. What is sent goes through the room like a phone's."""

    _esm = module("ballot", phone=True)
    ask: Any = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    draft = traitlets.Any(None, allow_none=True).tag(sync=True)
    answer = traitlets.Any(None, allow_none=True).tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    ideas: Any = traitlets.List().tag(sync=True)
    css = traitlets.Unicode("").tag(sync=True)
    preview = traitlets.Bool(False).tag(sync=True)
    who = traitlets.Dict().tag(sync=True)
    known: Any = traitlets.List().tag(sync=True)
    roles: Any = traitlets.List().tag(sync=True)

    def __init__(self, w: Workshop, *, name: str = "ballot") -> None:
        self._key: tuple[object, str] = (None, "")
        self._channel = "desk"
        acts = {"enter": self._enter, "other": self._other}
        super().__init__(w, name, acts, lang=w.lang, texts=phone_texts(w.lang), css=phone_style())
        self.observe(self._answered, "answer")

    # ---- who answers ---------------------------------------------------------------------------

    def _enter(self, values: Values) -> None:
        """Somebody on the list, or new; here in person, or away and heard by telephone ("proxy")."""
        known = {one["id"]: one for one in self.known}
        self._channel = "proxy" if values.get("how") == "proxy" else "desk"
        away = self._channel == "proxy"
        if (id := values.get("known")) in known:
            self.who = {**known[id], "away": away}
        else:
            name, role = texts.clean(str(values.get("name", ""))), str(values.get("role", ""))
            self.who = {"id": self.w.add_person(name, role, present=not away), "name": name, "away": away}
        self._begin()

    def _other(self, _values: Values) -> None:
        self.who = {}
        self._begin()

    def _begin(self) -> None:
        self.draft, self.answer, self.ideas, self.status = None, None, [], {"state": "empty"}

    # ---- what is open --------------------------------------------------------------------------

    def _show(self) -> None:
        state = self.w.client.state
        assert state is not None
        self.roles = state.facts.get("roles") or [
            {"id": one.id, "label": dict(one.label)} for one in self.w.content.roles.values()
        ]
        listed = sorted(state.people, key=lambda one: (one["present"], one["name"].casefold()))
        self.known = [{"id": one["id"], "name": one["name"], "absent": not one["present"]} for one in listed]
        shown = round_shown(state)
        if (self.ask or {}).get("id") != (shown or {}).get("id"):
            self._begin()
        self.ask = shown

    # ---- what is said --------------------------------------------------------------------------

    def _answered(self, change: Any) -> None:
        if change["new"] and change["new"].get("sent"):
            self.guarded(lambda: self._say(change["new"]))

    def _say(self, answer: dict[str, Any]) -> None:
        """Send what the person sent; the room's receipt or refusal goes back to the ballot."""
        self.status = {"state": "sending"}
        try:
            recorded = self.w.speak(self.who["id"], self._message(answer), channel=self._channel)
        except VoteClosed as problem:
            self.status = {"state": "closed", "message": sentence(problem, self.lang)}
        except WorkshopError as problem:
            self.status = {"state": "refused", "message": sentence(problem, self.lang)}
        else:
            self._keep(answer, recorded.idea)
            self.status = {"state": "recorded", "at": recorded.at}

    def _message(self, answer: dict[str, Any]) -> Any:
        key = self._once(answer.get("sent"))
        if self.ask is not None and self.ask["kind"] == "ideas":
            if answer.get("act") == "withdraw":
                return WithdrawIdea(key, answer["idea"])
            if answer.get("act") == "edit":
                return EditIdea(key, answer["idea"], answer["text"], self.lang)
            return WriteIdea(key, self.ask["id"], answer["text"], self.lang)
        assert self.ask is not None
        return CastBallot(key, self.ask["id"], answer.get("choice"), answer.get("reason"), self.lang)

    def _once(self, sent: object) -> str:
        """One key for one press: the same press again is the same answer."""
        if self._key[0] != sent:
            self._key = (sent, secrets.token_hex(16))
        return self._key[1]

    def _keep(self, answer: dict[str, Any], id: str | None) -> None:
        """The person's own ideas, as the ballot lists them."""
        if self.ask is None or self.ask["kind"] != "ideas":
            return
        act, idea = answer.get("act"), answer.get("idea") or id
        others = [one for one in self.ideas if one["id"] != idea]
        written = {"id": idea, "text": answer["text"], "lang": self.lang}
        self.ideas = others if act == "withdraw" else [*others, written]
