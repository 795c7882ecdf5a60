"""The rhythm under the facilitator's hands: sliders, one live picture, plans beside each other, and what is kept.

What if is free: it lives in this kernel and nobody else sees it. Keeping it is an act, with the name of who changed
the numbers. Every move is answered at once with few draws, and with all of them when the hand rests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as replaced
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk import labelling, whatif
from workshop.desk.memory import Memory
from workshop.desk.planning import labelled
from workshop.desk.whatif import NOW, Draft
from workshop.desk.widgets import origin, sliders, weighed
from workshop.desk.widgets.acting import Acting
from workshop.desk.widgets.ballot import phone_texts
from workshop.desk.widgets.beneath import beneath
from workshop.desk.widgets.live import Follower, Values, module, sentence
from workshop.errors import InputError, WorkshopError
from workshop.model import Strain, Text

if TYPE_CHECKING:
    import numpy as np

    from workshop.desk.workshop import Workshop
    from workshop.methods.rhythm import Basis

PICTURES = ("rhythm", "load", "hours", "response", "replies", "weeks", "people", "sensitivity")
SEED = 20261122  # the same draws at every move: only what is moved moves
FEW, ALL = 2_000, 20_000  # draws while a slider moves, and when it rests
STAGE = "plan"  # the question that is voted on


class Explorer(Acting, Follower):
    """Sliders, fields and pictures over one draft; `shown` answers each move, the rest changes when it must."""

    _esm = module("explorer", phone=True)
    lang = traitlets.Unicode("fr").tag(sync=True)
    look = traitlets.Unicode(PICTURES[0]).tag(sync=True)
    pictures: Any = traitlets.List().tag(sync=True)
    form = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)
    origins = traitlets.Dict().tag(sync=True)
    table = traitlets.Dict().tag(sync=True)
    pending = traitlets.Dict().tag(sync=True)
    strains: Any = traitlets.List().tag(sync=True)
    values_shared = traitlets.Dict().tag(sync=True)
    done = traitlets.Unicode("").tag(sync=True)
    emptied = traitlets.Int(0).tag(sync=True)
    chart_texts = traitlets.Dict().tag(sync=True)

    def __init__(self, w: Workshop) -> None:
        self.w = w
        self.known = origin.benchmarks(w.content)
        self.marks = labelling.dated(w.content)
        self.kept: dict[str, Any] = {}
        self.draft: Draft
        self.wrong: dict[str, str] = {}  # what cannot be read, by path; the number before still counts
        self.typed: dict[str, Any] = {}  # and what was typed there
        self.turn = 0
        self.memory = Memory()
        self.sound: tuple[Any, Basis] | None = None  # the numbers that were read last, and what they say
        self.told: tuple[Any, ...] = ()  # what origins and changes were last told of
        pictures = [{"id": one, "label": texts.say(f"desk.explorer_picture_{one}", w.lang)} for one in PICTURES]
        more = {"lang": w.lang, "pictures": pictures, "chart_texts": phone_texts(w.lang)}
        super().__init__(w, "rhythm", {name: self._after(act) for name, act in self._table().items()}, **more)

    # ---- what the room says ----------------------------------------------------------------------

    def _show(self) -> None:
        """What is kept, if it is new: nothing that was moved here is lost by it."""
        data = self.w.basis_data
        if data != self.kept:
            moved = bool(self.kept) and whatif.differences(self.draft, self.kept)
            posts = self.draft.posts if self.kept else self._first(data)
            self.draft = whatif.merged(self.draft, self.kept, data) if moved else self._opened(data, posts)
            self.kept = data
            self._redraw()
        self.strains = [self._strain(one) for one in self.w.strained()]
        self.values_shared = self._shared()

    def _strain(self, one: Strain) -> str:
        """Which adopted clause no longer fits, and why: it need not be what is on the sliders."""
        asked = {**self.w.content.open, **self.w.content.questions}[one.question]
        title = texts.pick(asked.title, self.lang)
        return texts.say("desk.explorer_strain", self.lang, title=title, said=texts.pick(one.said, self.lang))

    def _opened(self, data: Mapping[str, Any], posts: Mapping[str, float]) -> Draft:
        return whatif.opened(data, posts, self.draft if self.kept else None)

    def _first(self, data: Mapping[str, Any]) -> dict[str, float]:
        """Where the sliders begin: at the first plan that was named, else at the benchmarks."""
        plan = next(iter((data.get("plans") or {}).values()), None)
        if plan is not None:
            return dict(plan)
        return {name: self.known.get(f"posts.{name}") or 1.0 for name in data["channels"]}

    def _shared(self) -> dict[str, Any]:
        values, labels = self.w.values(), self._labels()
        said = [
            f"{sliders.called(labels, id, self.lang)} {texts.number(n, self.lang, 0)}" for id, n in values.items()
        ]
        line = texts.say("desk.explorer_values_said", self.lang, values=", ".join(said)) if said else ""
        return {"line": line}

    def _labels(self) -> dict[str, Text]:
        names = [*self.w.content.platforms, *self.draft.channels, *self.draft.aside, *self.draft.data["plans"]]
        told = {"channels": dict.fromkeys(names), "names": self.draft.data["names"]}
        return {**labelled(told, self.w.content), NOW: texts.both("desk.explorer_now")}

    # ---- moves -------------------------------------------------------------------------------------

    def _do(self, content: Any) -> None:
        """A move has a way of its own: it waits for nothing, and takes no alert away."""
        if not isinstance(content, dict) or content.get("act") != "move":
            return super()._do(content)
        values = content.get("values") or {}
        try:
            self._hear(values)
            self._picture(serial=int(values.get("serial") or 0), still=bool(values.get("still")))
        except Exception as problem:
            self.complain(problem)

    def _hear(self, values: Values) -> None:
        """Take in what was changed, number by number; what cannot be read is said beside its field."""
        self.look = values["look"] if values.get("look") in PICTURES else self.look
        for path, said in (values.get("changes") or {}).items():
            try:
                self.draft = whatif.changed(self.draft, path, said, self.lang)
            except WorkshopError as problem:
                self.wrong[path], self.typed[path] = sentence(problem, self.lang), said
            except (KeyError, IndexError, ValueError, TypeError, AttributeError):
                continue  # a field that is gone by now
            else:
                self.wrong.pop(path, None), self.typed.pop(path, None)

    def _picture(self, serial: int = 0, *, still: bool = True) -> None:
        """Work out what is looked at; a draft that does not hold together leaves the last good picture."""
        try:
            basis = self._basis()
        except InputError as problem:
            said = {"wrong": {**self.wrong, "": sentence(problem, self.lang)}, "waits": True}
            self.shown = {**self.shown, "serial": serial, "still": still, **said}
            return
        self._found(basis, serial, still)
        if still:
            self._settled(basis)

    def _basis(self) -> Basis:
        """What the draft says; read anew only when more than a slider for posts has moved."""
        from workshop.methods import rhythm

        if self.sound is None or self.sound[0] is not self.draft.data:
            self.sound = self.draft.data, rhythm.basis(whatif.kept(self.draft))
        return replaced(self.sound[1], plans=whatif.plans(self.draft))

    def _found(self, basis: Basis, serial: int, still: bool) -> None:
        from workshop.desk import pictured

        draws, plan, labels = ALL if still else FEW, whatif.current(self.draft), self._labels()
        found = weighed.weighed(basis, basis.plans[plan], self.memory, chance(), draws)
        charts = pictured.charts(
            basis,
            labels,
            plan,
            rng=chance(),
            draws=draws,
            only={self.look},
            marks=self.marks,
            memory=self.memory,
        )
        self.shown = {
            "serial": serial,
            "still": still,
            "finding": weighed.finding(found, self.lang),
            "gain": weighed.promise(basis, self.lang) or weighed.gain(found, self.lang),
            "sums": weighed.sums(basis, found, self.lang),
            "said": weighed.often(basis, self.draft.posts, found, self.lang),
            "charts": charts,
            "beneath": beneath(self.look, basis, found.worked, self.lang),
            "wrong": dict(self.wrong),
            "waits": bool(self.wrong),
        }

    def _settled(self, basis: Basis) -> None:
        """What needs no haste: the plans beside each other, where numbers come from, what is not kept yet."""
        labels = self._labels()
        plans = {id: weighed.weighed(basis, plan, self.memory, chance(), ALL) for id, plan in basis.plans.items()}
        self.table = weighed.table(plans, whatif.current(self.draft), labels, self.lang)
        if (now := (self.draft.data, self.kept, self.w.facts.get("rhythm"))) == self.told:
            return
        self.told = now
        before, sources = whatif.opened(self.kept, {}), self.w.origins
        told = origin.lines(self.draft, before, sources, self.w.content, self.known, self.lang)
        for path, one in told.items():
            if one["back"]:
                name = sliders.named(self.draft, path, labels, self.lang)
                one["name"] = texts.say("desk.explorer_back_of", self.lang, back=one["back"], name=name)
        self.origins = told
        self.pending = self._pending(labels)

    def _pending(self, labels: Mapping[str, Text]) -> dict[str, Any]:
        lines = origin.pending(
            self.draft, self.kept, lambda draft, path: sliders.named(draft, path, labels, self.lang), self.lang
        )
        count = len(lines)
        key = "_none" if self.w.facts.get("rhythm") else "_first"
        key = "_one" if count == 1 else "" if count else key
        title = texts.say(f"desk.explorer_pending{key}", self.lang, count=count)
        return {"title": title, "lines": origin.shortened(lines, self.lang), "changed": bool(count)}


def chance() -> np.random.Generator:
    """The same chance at every move."""
    import numpy as np

    return np.random.default_rng(SEED)
