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
from workshop.desk import assumptions, labelling, whatif
from workshop.desk.memory import Memory
from workshop.desk.planning import labelled
from workshop.desk.whatif import NOW, Draft
from workshop.desk.widgets import origin, sliders, weighed
from workshop.desk.widgets.ballot import phone_texts
from workshop.desk.widgets.live import Follower, Values, module, sentence
from workshop.errors import InputError, WorkshopError
from workshop.model import Text

if TYPE_CHECKING:
    import numpy as np

    from workshop.desk.workshop import Workshop
    from workshop.methods.rhythm import Basis

PICTURES = ("rhythm", "load", "hours", "response", "replies", "weeks", "people", "sensitivity")
SEED = 20261122  # the same draws at every move: only what is moved moves
FEW, ALL = 2_000, 20_000  # draws while a slider moves, and when it rests
STAGE = "plan"  # the question that is voted on


class Explorer(Follower):
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
        acts = {
            "best": self._best,
            "use": self._use,
            "own": self._own,
            "person": lambda _: self._becomes(whatif.person_added(self.draft)),
            "person_gone": lambda values: self._becomes(whatif.person_gone(self.draft, int(values["number"]))),
            "back": self._back,
            "values": self._values,
            "scenario": self._scenario,
            "scenario_take": self._take,
            "scenario_gone": self._drop,
            "vote": self._vote,
            "keep": self._keep,
            "forget": self._forget,
        }
        pictures = [{"id": one, "label": texts.say(f"desk.explorer_picture_{one}", w.lang)} for one in PICTURES]
        more = {"lang": w.lang, "pictures": pictures, "chart_texts": phone_texts(w.lang)}
        super().__init__(w, "rhythm", {name: self._after(act) for name, act in acts.items()}, **more)

    # ---- what the room says ----------------------------------------------------------------------

    def _show(self) -> None:
        """What is kept, if it is new: nothing that was moved here is lost by it."""
        data = self.w.basis_data
        if data != self.kept:
            moved = bool(self.kept) and whatif.differences(self.draft, self.kept)
            posts = self.draft.posts if self.kept else self._first(data)
            self.draft = whatif.renamed(self.draft, data) if moved else self._opened(data, posts)
            self.kept = data
            self._redraw()
        self.strains = [texts.pick(one.said, self.lang) for one in self.w.strained()]
        self.values_shared = self._shared()

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
            "gain": weighed.gain(found, self.lang),
            "sums": weighed.sums(basis, found, self.lang),
            "said": weighed.often(basis, self.draft.posts, found, self.lang),
            "charts": charts,
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
        count = len(whatif.differences(self.draft, self.kept))
        key = "_none" if self.w.facts.get("rhythm") else "_first"
        key = "_one" if count == 1 else "" if count else key
        lines = origin.pending(
            self.draft, self.kept, lambda draft, path: sliders.named(draft, path, labels, self.lang), self.lang
        )
        title = texts.say(f"desk.explorer_pending{key}", self.lang, count=count)
        return {"title": title, "lines": lines, "changed": bool(count)}

    # ---- acts --------------------------------------------------------------------------------------

    def _after(self, act: Any) -> Any:
        """An act, after the moves that it took along."""

        def whole(values: Values) -> None:
            self._hear(values)
            self.done = ""
            act(values)

        return whole

    def _becomes(self, draft: Draft) -> None:
        self.draft = draft
        self._redraw()

    def _redraw(self) -> None:
        """The form anew, with what was typed and could not be read still in its field, and the picture."""
        self.turn += 1
        here = set(whatif.paths(self.draft))
        self.wrong = {path: said for path, said in self.wrong.items() if path in here}
        form = sliders.form(self.draft, self._labels(), self._others(), self.lang)
        self.form = {**form, "turn": self.turn, "typed": {p: s for p, s in self.typed.items() if p in self.wrong}}
        self._picture()

    def _others(self) -> list[str]:
        return [name for name in (*self.w.content.platforms, *self.draft.aside) if name not in self.draft.channels]

    def _use(self, values: Values) -> None:
        name = str(values["channel"])
        if not values.get("used"):
            return self._becomes(whatif.unused(self.draft, name))
        content = self.w.content
        start = assumptions.channel(content.platforms[name], content) if name in content.platforms else {}
        more = dict(assumptions.ranges(content, [name])) if name in content.platforms else {}
        self._becomes(whatif.used(self.draft, name, start, self.known.get(f"posts.{name}") or 1.0, more))

    def _own(self, values: Values) -> None:
        name = texts.clean(str(values.get("name", "")))[:40]
        if not name:
            raise InputError(text="desk.explorer_own_none")
        known = {texts.pick(one, self.lang).casefold() for one in self._labels().values()}
        if name.casefold() in known:
            raise InputError(text="desk.explorer_own_twice", name=name)
        taken = [*self.draft.channels, *self.w.content.platforms, *self.draft.aside, *self.draft.data["plans"]]
        self._becomes(whatif.invented(self.draft, whatif.identifier(name, taken), name))

    def _back(self, values: Values) -> None:
        path = str(values["path"])
        kept, sources = whatif.opened(self.kept, {}), self.w.origins
        target = origin.way_back(self.draft, kept, sources, self.known, path)
        self.wrong.pop(path, None)
        self._becomes(whatif.placed(self.draft, path, target) if target is not None else self.draft)

    def _values(self, _: Values) -> None:
        draft = self.draft
        for name, points in self.w.values().items():
            if name in draft.channels:
                draft = whatif.placed(draft, f"{name}.value", points)
        self._becomes(draft)

    def _best(self, _: Values) -> None:
        from workshop.methods import rhythm

        basis = rhythm.basis(whatif.kept(self.draft))
        found = rhythm.best(basis)
        if found is None:
            why = ", ".join(texts.say(f"desk.explorer_why_{one}", self.lang) for one in rhythm.obstacles(basis))
            raise InputError(text="desk.explorer_best_none", why=why)
        self._becomes(whatif.played(self.draft, found.plan.posts))
        facts = {"effect": found.effect, "hours": found.hours, "capacity": rhythm.capacity(basis.people)}
        said = {key: texts.number(number, self.lang) for key, number in facts.items()}
        self.done = texts.say("desk.explorer_best_said", self.lang, **said)

    # ---- plans with a name, and what is kept ---------------------------------------------------------

    def _scenario(self, values: Values) -> None:
        """Name the plan on the sliders; the numbers it rests on are kept with it, or it would mean something else."""
        name = texts.clean(str(values.get("name", "")))[:60]
        if not name:
            raise InputError(text="desk.explorer_scenario_none")
        if whatif.differences(self.draft, self.kept):
            self._rest(values)
        self.w.scenario(name, dict(self.draft.posts), by=str(values.get("by", "")))
        self.emptied += 1
        self._agree()
        self.done = texts.say("desk.explorer_scenario_kept", self.lang, name=name)

    def _take(self, values: Values) -> None:
        plan = str(values["plan"])
        posts = self.draft.data["plans"][plan]
        name = sliders.called(self._labels(), plan, self.lang)
        self._becomes(whatif.played(self.draft, posts))
        self.done = texts.say("desk.explorer_scenario_taken", self.lang, name=name)

    def _drop(self, values: Values) -> None:
        plan = str(values["plan"])
        name = sliders.called(self._labels(), plan, self.lang)
        self.w.drop_scenario(plan)
        self._agree()
        self.done = texts.say("desk.explorer_scenario_removed", self.lang, name=name)

    def _vote(self, _: Values) -> None:
        if len(self.draft.data["plans"]) < 2:
            raise InputError(text="desk.explorer_vote_few")
        asked = self.w.content.open[STAGE]
        title = texts.pick(asked.title or asked.prompt, self.lang)
        self.done = texts.say("desk.explorer_vote_where", self.lang, title=title)

    def _keep(self, values: Values) -> None:
        self._rest(values)
        self._agree()
        self.done = texts.say("desk.explorer_kept", self.lang)

    def _rest(self, values: Values) -> None:
        """Keep the numbers; nothing is kept while one of them cannot be read, or nobody says who changed them."""
        if self.wrong:
            raise InputError(next(iter(self.wrong.values())))
        if not (by := texts.clean(str(values.get("by", "")))):
            raise InputError(text="desk.explorer_by_missing")
        self.w.rest_on(whatif.kept(self.draft), by=by)

    def _agree(self) -> None:
        """Show what is kept now, the sliders where they are."""
        self.kept = self.w.basis_data
        self.draft = self._opened(self.kept, self.draft.posts)
        self._redraw()
        self._show()

    def _forget(self, _: Values) -> None:
        self.wrong, self.typed = {}, {}
        self._becomes(self._opened(self.kept, self.draft.posts))


def chance() -> np.random.Generator:
    """The same chance at every move."""
    import numpy as np

    return np.random.default_rng(SEED)
