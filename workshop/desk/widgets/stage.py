"""The facilitator's stage: one subject from asking to deciding, and a place to vote here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import figures, texts
from workshop.desk import results, scenarios, straining, suggesting
from workshop.desk.widgets import acts, besides, matters, proposing, themes, writing
from workshop.desk.widgets import view as views
from workshop.desk.widgets.ballot import phone_texts, round_shown
from workshop.desk.widgets.live import Live, Tree, Values, listen, module, replace
from workshop.desk.widgets.now import Now
from workshop.desk.widgets.now import stage as standing
from workshop.desk.widgets.subject import subject
from workshop.errors import NoRoom
from workshop.messages import DeskState
from workshop.methods.redline import redline
from workshop.model import STAGES, Record, Round, Strain

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

ACTS = {**acts.ACTS, **themes.ACTS, **writing.ACTS, **matters.ACTS}
GATHERING = ("collect", "group")  # steps that will need the encoder


class Board(Live):
    """What is drawn of a stage: `view` changes with the step, `live` with every answer, `scene` with the phones."""

    _esm = module("stage", "blocks", "themes", "asked", "files", phone=True)
    view = traitlets.Dict().tag(sync=True)
    live = traitlets.Dict().tag(sync=True)
    scene = traitlets.Dict().tag(sync=True)
    redline = traitlets.Dict().tag(sync=True)
    told = traitlets.Dict().tag(sync=True)  # what the last press did: {n, text, idea to look at}
    asked = traitlets.Dict().tag(sync=True)  # what the room asks to talk about
    files: Any = traitlets.List().tag(sync=True)  # written here: {name, path}
    phone_texts = traitlets.Dict().tag(sync=True)


class Stage(Tree):
    """This runs one subject of the workshop: a question, a risk, "image", "risks", "rest" or "trial"."""

    def __init__(self, w: Workshop, name: str) -> None:
        self.w = w
        self.bank = w.bank()
        self.subject = subject(name, self.bank, {"lang": w.lang, **w.facts})
        self._record: Record | None = None
        self._seen: object = None
        self._correcting = False
        self._said: dict[str, Any] = {}
        self._proposing = proposing.Proposing(w.lang)
        given = {act: self._doing(act) for act in ACTS}
        own = {
            **{name: self._beside(name) for name in besides.BESIDE},
            "sheets": self._print,
            "file": self._fetch,
            "choose": self._choose,
            "correct": self._correct,
            "leave": self._leave_form,
            "redraft": self._redraft,
            "take": self._take,
            "talk": self._talk,
        }
        self.board = Board(w.lang, given | own, phone_texts=phone_texts(w.lang))
        super().__init__(children=[self.board])
        self.refresh(fresh=True)
        self._leave = listen(w, self._heard)
        replace(w, f"stage {name}", self)

    # ---- what changes it -----------------------------------------------------------------------

    def _doing(self, act: str) -> Any:
        def do(values: Values) -> None:
            said = ACTS[act](self.w, self.now(), values)
            self._correcting, self._said = False, {}
            with self.board.hold_sync():
                self.refresh(fresh=True)
                if said:
                    self.board.told = {"n": self.board.told.get("n", 0) + 1, "text": said[0], "idea": said[1]}

        return do

    def _correct(self, _values: Values) -> None:
        self._correcting = True
        self.refresh()

    def _leave_form(self, _values: Values) -> None:
        """The decision stays as it stands."""
        self._correcting, self._said = False, {}
        self.refresh()

    def _choose(self, values: Values) -> None:
        """A choice of the form changes what the form asks."""
        self._said = dict(values)
        self.refresh()

    def _redraft(self, values: Values) -> None:
        """What the text being typed changes, compared as it is typed."""
        self.board.redline = {str(values["name"]): redline(str(values["before"]), str(values["text"]))}

    def _take(self, values: Values) -> None:
        """Somebody's proposed wording becomes the text in the field `of`."""
        turn = int(self._said.get("turn", 0)) + 1
        self._said = {**values, str(values["of"]): values["words"], "turn": turn}
        self.refresh()

    def _talk(self, values: Values) -> None:
        """A question taken off the list is talked about here, on a stage of its own under the list."""
        self._under(Stage(self.w, str(values["item"])))

    def _beside(self, name: str) -> Any:
        """Opens under the stage what helps people without a phone, or closes it."""

        def toggle(_values: Values) -> None:
            make = besides.BESIDE[name]
            known = any(isinstance(old, make) for old in self.children[1:])
            self._under(*([] if known else [make(self.w, name=f"{name} {self.subject.id}")]))

        return toggle

    def _print(self, values: Values) -> None:
        """Write sheets of paper, and say where."""
        path = besides.printed(self.w, self.now(), values)
        others = [one for one in self.board.files if one["name"] != path.name]
        self.board.files = [*others, {"name": path.name, "path": str(path)}]

    def _fetch(self, values: Values) -> None:
        """Give the browser a file that was written here."""
        found = next(one for one in self.board.files if one["name"] == values.get("name"))
        self.board.send({"file": found["name"]}, [Path(found["path"]).read_bytes()])

    def _heard(self) -> None:
        try:
            self.board.link = "" if self.w.client.connected else texts.say("desk.room_lost", self.w.lang)
            if self.w.client.connected:
                self.refresh()
        except NoRoom:
            self.board.link = texts.say("desk.room_lost", self.w.lang)
        except Exception as problem:
            self.board.complain(problem)

    # ---- what is shown -------------------------------------------------------------------------

    def refresh(self, *, fresh: bool = False) -> None:
        """Read what the room says and show it; the record again only if something of ours may have changed."""
        state = self._state()
        seen = self._mark(state)
        if fresh or self._record is None or seen != self._seen:
            self._record, self._seen = self.w.record(), seen
        self._follow_plans()
        now = self.now()
        self.board.live = views.live(now)
        self.board.scene = preview(state, self.w.lang)
        self.board.asked = matters.asked([one for one in state.matters if one["state"] == "waiting"], self.w.lang)
        self.board.view = views.view(now)
        if standing(now) in GATHERING:
            proposing.warm_soon()

    def _follow_plans(self) -> None:
        """The options of the question on plans are those of today, and other clauses begin with the adopted one."""
        if self.subject.question is not None:
            self.bank = self.w.bank(self._record)
            self.subject = subject(self.subject.id, self.bank, {"lang": self.w.lang, **self.w.facts})

    def _state(self) -> DeskState:
        state = self.w.client.state
        assert state is not None
        return state

    def _mark(self, state: DeskState) -> object:
        """What must differ for the record to have changed for us."""
        round = state.scene.round or {}
        going = {round.get("question"), (state.scene.question or {}).get("id")}
        ours = going & {self.subject.id, *self._scales, *self._plans}
        format = (round.get("step"), round.get("speaker"), len(round.get("shared") or ()))
        if self.subject.about == "risks" and round.get("state") != "open":
            return object()  # reasons come in from phones, and nothing else in the scene says so
        shown = (state.scene.stage, round.get("id"), round.get("state"), bool(state.scene.result))
        return (shown, format) if ours else False

    @property
    def _scales(self) -> set[str]:
        """The scales that shed light on this question."""
        scales = self.w.content.scales.values()
        return {one.id for one in scales if self.subject.id in {feed.question for feed in one.feeds}}

    @property
    def _plans(self) -> set[str]:
        """The question on plans, where the adopted one gives this clause its numbers."""
        return {scenarios.PLAN} if self.subject.id in suggesting.SUGGESTED else set()

    def now(self) -> Now:
        """Everything a view is made of."""
        record = self._record or self.w.record()
        return Now(
            self.subject,
            record,
            self._state(),
            self.bank,
            self.w.lang,
            date.today().isoformat(),
            lambda round: results.result(record, round),
            lambda round: self._chart(record, round),
            self._correcting,
            self._said,
            self._proposing,
            self._strains(record),
        )

    def _strains(self, record: Record) -> tuple[Strain, ...]:
        """What no longer fits of the clause of this question."""
        if self.subject.id not in straining.QUESTIONS:
            return ()
        return tuple(one for one in self.w.strained(record) if one.question == self.subject.id)

    def _chart(self, record: Record, round: Round) -> Mapping[str, Any]:
        if round.kind == "estimate":
            return self.w.risk_chart(list(results.estimates(record, round)))
        return figures.chart(round, results.result(record, round))


def preview(state: DeskState, lang: str) -> dict[str, Any]:
    """What the phones see now, for the phone in the stage: nobody's answers, no running clock."""
    scene = state.scene
    title = state.facts.get("title") or {}
    shown = {"stage": scene.stage, "question": scene.question, "round": round_shown(state)}
    return {"lang": lang, "title": title, "steps": list(STAGES), "scene": {**shown, "result": scene.result}}
