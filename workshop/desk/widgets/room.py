"""The room in the notebook: how to come in, who is here and who is missing, and the facts of the workshop."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk import roll
from workshop.desk.timetable import agenda_of
from workshop.desk.widgets import roster
from workshop.desk.widgets.live import Follower, Values, module
from workshop.errors import InputError
from workshop.messages import DeskState

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


class RoomWidget(Follower):
    """QR, address, code, wall, tablet; people by role, who votes and for whom; what notebook 0 sets."""

    _esm = module("room")
    way = traitlets.Dict().tag(sync=True)
    people: Any = traitlets.List().tag(sync=True)
    holders: Any = traitlets.List().tag(sync=True)
    roles: Any = traitlets.List().tag(sync=True)
    question = traitlets.Unicode("").tag(sync=True)  # the one on the screens, in words
    count = traitlets.Unicode("").tag(sync=True)
    quorum = traitlets.Unicode("").tag(sync=True)
    missing = traitlets.Unicode("").tag(sync=True)
    handed = traitlets.Unicode("").tag(sync=True)
    facts: Any = traitlets.List().tag(sync=True)

    def __init__(self, w: Workshop) -> None:
        acts = {
            "present": self._present,
            "hand_out": self._hand_out,
            "mandate": self._mandate,
            "recuse": self._recuse,
            "add": self._add,
            "facts": self._set,
        }
        super().__init__(w, "room", acts)

    def _show(self) -> None:
        state = self.w.client.state
        assert state is not None
        self.way = way(state.invitation, state.addresses, self._lang)
        known, asked = roles(self.w), on_screen(state)
        with self.hold_sync():
            self.question = texts.pick(asked.get("prompt") or {}, self._lang)
            self.holders = roster.holders(state.people, known)
            self.roles = [{"id": one["id"], "label": texts.pick(one["label"], self._lang)} for one in known]
            self.people = roster.groups(state.people, known, asked.get("id"), self._lang)
        crowd = state.crowd
        words = {"present": crowd.present, "entitled": crowd.entitled, "connected": crowd.connected}
        self.count = texts.say("desk.room_count", self._lang, **words)
        self.quorum = roll.quorum_words(crowd.present, state.facts.get("quorum"), self._lang)
        self.missing = roll.missing_words(state.people, self.w.content.perspectives.values(), self._lang)
        self.facts = settings(self.w)

    def _present(self, values: Values) -> None:
        self.w.present(str(values["participant"]), bool(values["present"]))

    def _hand_out(self, values: Values) -> None:
        id = str(values["participant"])
        state = self.w.client.state
        assert state is not None
        name = next((one["name"] for one in state.people if one["id"] == id), id)
        self.handed = texts.say("desk.room_handed", self._lang, name=name, code=self.w.hand_out(id))

    def _mandate(self, values: Values) -> None:
        self.w.mandate(str(values["participant"]), str(values.get("holder") or "") or None)

    def _recuse(self, values: Values) -> None:
        """From the question on the screens, or no longer."""
        state = self.w.client.state
        assert state is not None
        asked = str(on_screen(state).get("id") or "")
        reason = str(values.get("reason") or "")
        self.w.recuse(str(values["participant"]), asked, reason, bool(values["recused"]))

    def _add(self, values: Values) -> None:
        """Somebody without a phone: here, or away and represented."""
        away, holder = bool(values.get("away")), str(values.get("holder") or "")
        name = texts.clean(str(values.get("name", "")))
        who = self.w.add_person(name, str(values.get("role", "")), present=not away)
        if away and holder:
            self.w.mandate(who, holder)
        self.handed = texts.say("desk.roster_added", self._lang, name=name)

    def _set(self, values: Values) -> None:
        self.w.set(**chosen(values, self._lang), **_roles_set(str(values.get("roles", "")), self.w))
        self.handed = texts.say("desk.room_saved", self._lang)


def on_screen(state: DeskState) -> dict[str, Any]:
    """The question people look at, {id, prompt}: that of the open round, else of the scene."""
    round = state.scene.round or {}
    if round.get("state") == "open" and round.get("question"):
        return {"id": round["question"], "prompt": round["prompt"]}
    return state.scene.question or {}


def roles(w: Workshop) -> list[dict[str, Any]]:
    """The roles people may choose: those set in notebook 0, else those of the data."""
    own: list[dict[str, Any]] | None = w.facts.get("roles")
    return own or [{"id": r.id, "label": dict(r.label), "votes": r.votes} for r in w.content.roles.values()]


def way(invitation: Any, addresses: list[str], lang: str) -> dict[str, Any]:
    """How to come in; the QR holds the secret, the address shown does not."""
    url = invitation.url.split("#")[0]
    return {
        "url": invitation.url,
        "address": url.removeprefix("http://").rstrip("/"),
        "code": invitation.code,
        "qr": invitation.qr,
        "name": texts.say("desk.room_qr", lang, url=url, code=invitation.code),
        "wall": url.rstrip("/") + "/wall",
        "kiosk": url.rstrip("/") + "/kiosk",
        "others": [one for one in addresses if one.rstrip("/") != url.rstrip("/")],
    }


def settings(w: Workshop) -> list[dict[str, Any]]:
    """The fields of notebook 0."""
    facts, title = w.facts, w.facts.get("title") or {}
    agendas = [{"id": one.id, "label": texts.pick(one.title, w.lang)} for one in w.content.agendas.values()]
    languages = [{"id": "fr", "label": "Français"}, {"id": "en", "label": "English"}]
    agenda = agenda_of(facts, w.content).id
    return [
        _field(w, "organisation", "text", facts.get("organisation") or ""),
        _field(w, "agenda", "select", agenda, options=agendas),
        _field(w, "title_fr", "text", title.get("fr", "")),
        _field(w, "title_en", "text", title.get("en", "")),
        _field(w, "lang", "select", str(facts.get("lang", w.lang)), options=languages),
        _field(w, "retention", "date", facts.get("retention") or ""),
        _field(w, "roles", "textarea", _role_lines(w), rows=6, hint=texts.say("desk.room_roles_hint", w.lang)),
        _field(w, "quorum", "number", str(facts.get("quorum") or ""), min=1, max=1000, step=1),
        _field(w, "hands", "number", str(facts.get("hands") or ""), min=0, max=5000, step=1),
    ]


def _field(w: Workshop, name: str, kind: str, value: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "label": texts.say(f"desk.room_{name}", w.lang), "value": value, **more}


def chosen(values: Values, lang: str) -> dict[str, Any]:
    """The form as facts; InputError if the quorum is no number or the date no date."""
    said = {key: texts.clean(str(value)) for key, value in values.items()}
    title = {key: said[f"title_{key}"] for key in texts.LANGS if said.get(f"title_{key}")}
    first = next(iter(title.values()), "")
    facts: dict[str, Any] = {"organisation": said["organisation"], "agenda": said["agenda"], "lang": said["lang"]}
    if title:
        facts["title"] = {key: title.get(key, first) for key in texts.LANGS}
    if said["quorum"] and not said["quorum"].isdecimal():
        raise InputError(texts.say("desk.room_bad_quorum", lang))
    facts["quorum"] = int(said["quorum"]) if said["quorum"] else None
    if (hands := said.get("hands", "")) and not (hands.isascii() and hands.isdigit()):
        raise InputError(texts.say("desk.bad_whole", lang, text=hands[:40]))
    facts["hands"] = int(hands) if hands else 0
    if said["retention"]:
        facts["retention"] = _day(said["retention"], lang)
    return facts


def _day(said: str, lang: str) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError as cause:
        raise InputError(texts.say("desk.bad_date", lang, text=said)) from cause


OBSERVES = "(observe)"


def _role_lines(w: Workshop) -> str:
    """The roles as lines that people can edit."""
    ends = {one["id"]: "" if one.get("votes", True) else f" {OBSERVES}" for one in roles(w)}
    return "\n".join(f"{one['label']['fr']} | {one['label']['en']}{ends[one['id']]}" for one in roles(w))


def _roles_set(said: str, w: Workshop) -> dict[str, Any]:
    """The roles of these lines, if they differ from those there are; a role that keeps a label keeps its id."""
    lines = [line.strip() for line in texts.clean(said).split("\n") if line.strip()]
    if not lines or lines == _role_lines(w).split("\n"):
        return {}
    known = {one["label"]["fr"]: one["id"] for one in roles(w)}
    found = []
    for number, line in enumerate(lines):
        votes = not line.endswith(OBSERVES)
        fr, _, en = (part.strip() for part in line.removesuffix(OBSERVES).partition("|"))
        id = known.get(fr, f"role{number}")
        found.append({"id": id, "label": {"fr": fr, "en": en or fr}, "votes": votes})
    return {"roles": found}
