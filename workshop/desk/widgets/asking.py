"""Something that everybody answers alone: say what will be asked, ask it, close it, look at the answers together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk import asked
from workshop.desk.asked import VALUE, Asked
from workshop.desk.widgets.answered import Seen, live, view
from workshop.desk.widgets.ballot import BallotWidget, phone_texts
from workshop.desk.widgets.grid import GridWidget
from workshop.desk.widgets.live import Live, Tree, Values, listen, module, replace
from workshop.errors import InputError
from workshop.messages import DeskState
from workshop.methods.sharing import Shared
from workshop.model import Record, Round

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

NEAR = 0.06  # points between what was shared and what the calculator takes, for them to be the same
BESIDE: dict[str, type[BallotWidget | GridWidget]] = {"here": BallotWidget, "grid": GridWidget}


class AskingBoard(Live):
    """What is drawn: `view` changes with each step, `live` with each answer."""

    _esm = module("asking", "blocks", phone=True)
    view = traitlets.Dict().tag(sync=True)
    live = traitlets.Dict().tag(sync=True)
    chart_texts = traitlets.Dict().tag(sync=True)


class AskingWidget(Tree):
    """This asks one question of everybody, again if the room wants to, and shows what they said."""

    def __init__(self, w: Workshop, name: str) -> None:
        self.w = w
        self.name = name
        self._asked = question(w, name)
        self._seen: object = None
        acts = {
            "ask": self._ask,
            "again": self._ask,
            "close": self._close,
            "reveal": self._reveal,
            "keep": self._keep,
        }
        acts |= {"add": lambda _values: w.add_time(120)}
        acts |= {one: self._beside(one) for one in BESIDE}
        self.board = AskingBoard(w.lang, acts, chart_texts=phone_texts(w.lang))
        super().__init__(children=[self.board])
        self.refresh()
        self._leave = listen(w, self._heard)
        replace(w, f"asking {name}", self)

    # ---- what its buttons do -----------------------------------------------------------------------

    def _ask(self, values: Values) -> None:
        """Open it; once it was asked, asking again takes a reason."""
        minutes, reason = self._minutes(values), texts.clean(str(values.get("reason") or "")) or None
        if reason is None and self._rounds(self.w.record("")):
            raise InputError(texts.say("asking.again_missing", self.w.lang))
        if self.name == VALUE:
            self.w.share_points(minutes, reason=reason)
        else:
            self.w.guess(self.name, minutes=minutes, reason=reason)
        self._under()
        self.refresh()

    def _minutes(self, values: Values) -> float | None:
        said = str(values.get("minutes") or "").strip()
        if said and not (said.isascii() and said.isdigit() and 0 < int(said) <= 240):
            raise InputError(texts.say("desk.bad_whole", self.w.lang, text=said[:40]))
        return float(said) if said else None

    def _close(self, _values: Values) -> None:
        self._under()
        self.w.reveal(self.w.close().id)
        self.refresh()

    def _reveal(self, _values: Values) -> None:
        self.w.reveal(self._rounds(self.w.record(""))[-1].id)
        self.refresh()

    def _keep(self, _values: Values) -> None:
        """The points become what the calculator takes each channel to be worth."""
        known = self.w.basis_data["channels"]
        worth = {f"{one}.value": round(points, 1) for one, points in self.w.values().items() if one in known}
        self.w.assume(worth, by=texts.say("asking.by_room", self.w.lang))
        self.refresh()

    def _beside(self, name: str) -> Any:
        """Opens below what helps people without a phone, or closes it."""

        def toggle(_values: Values) -> None:
            known = any(isinstance(old, BESIDE[name]) for old in self.children[1:])
            self._under(*([] if known else [BESIDE[name](self.w, name=f"{name} {self.name}")]))

        return toggle

    # ---- what is shown -----------------------------------------------------------------------------

    def _heard(self) -> None:
        self.board.link = "" if self.w.client.connected else texts.say("desk.room_lost", self.w.lang)
        if self.w.client.connected:
            try:
                self._follow()
            except Exception as problem:
                self.board.complain(problem)

    def _follow(self) -> None:
        """The counts at every push; the view only if the room turned to something else."""
        state = self._state
        shown = state.scene.round or {}
        timed = shown.get("remaining") is not None
        about = (shown.get("id"), shown.get("state"), timed, bool(state.scene.result))
        seen = (about, repr(state.facts.get("rhythm")))
        if seen == self._seen:
            self._count()
        else:
            self.refresh()
            self._seen = seen

    def refresh(self) -> None:
        """Read what the room says and show it."""
        self._asked = question(self.w, self.name)  # the channels of the plan may have changed
        record = self.w.record(self.name)
        rounds = self._rounds(record)
        shared = asked.worth(record, rounds[-1]) if self.name == VALUE and rounds else None
        timed = (self._state.scene.round or {}).get("remaining") is not None
        self._count()
        self.board.view = view(Seen(self._asked, rounds, record, timed, shared, self._kept(shared), self.w.lang))

    def _count(self) -> None:
        state = self._state
        self.board.live = live(state.crowd, state.scene.round or {}, self.w.lang)

    def _rounds(self, record: Record) -> list[Round]:
        return [one for one in record.rounds if one.question == self.name and asked.drawn(one)]

    def _kept(self, shared: Shared | None) -> bool:
        if shared is None:
            return False
        known = self.w.basis_data["channels"]
        return all(abs(known[one]["value"] - shared.values[one]) < NEAR for one in shared.values if one in known)

    @property
    def _state(self) -> DeskState:
        state = self.w.client.state
        assert state is not None
        return state


def question(w: Workshop, name: str) -> Asked:
    """What is asked under this name; InputError says which names there are."""
    found = w.asking(name)
    if found is None:
        known = ", ".join(asked.names(w.content))
        raise InputError(texts.say("asking.no_such", w.lang, name=name, known=known))
    return found
