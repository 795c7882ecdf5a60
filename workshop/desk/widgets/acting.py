"""What the buttons of the explorer do: channels and people come and go, plans get names, numbers are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.desk import assumptions, whatif
from workshop.desk.whatif import Draft
from workshop.desk.widgets import origin, sliders
from workshop.desk.widgets.live import Values
from workshop.errors import InputError
from workshop.model import Text

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

STAGE = "plan"  # the question that is voted on
Act = Callable[[Values], None]


class Acting:
    """This is the part of the explorer that acts on its draft; an act comes after the moves that it took along."""

    w: Workshop
    draft: Draft
    kept: dict[str, Any]
    known: dict[str, Any]
    wrong: dict[str, str]
    typed: dict[str, Any]
    turn: int
    lang: Any
    form: Any
    done: Any
    emptied: Any

    if TYPE_CHECKING:

        def _show(self) -> None: ...
        def _hear(self, values: Values) -> None: ...
        def _picture(self) -> None: ...
        def _labels(self) -> dict[str, Text]: ...
        def _opened(self, data: Mapping[str, Any], posts: Mapping[str, float]) -> Draft: ...

    def _table(self) -> dict[str, Act]:
        return {
            "best": self._best,
            "use": self._use,
            "own": self._own,
            "person": lambda _: self._becomes(whatif.person_added(self.draft)),
            "person_gone": self._gone,
            "back": self._back,
            "values": self._values,
            "scenario": self._scenario,
            "scenario_take": self._take,
            "scenario_gone": self._drop,
            "vote": self._vote,
            "keep": self._keep,
            "forget": self._forget,
        }

    def _after(self, act: Act) -> Act:
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
        self.wrong.pop(path, None), self.typed.pop(path, None)
        self._becomes(whatif.placed(self.draft, path, target) if target is not None else self.draft)

    def _gone(self, values: Values) -> None:
        draft = whatif.person_gone(self.draft, int(values["number"]))
        for path in [one for one in self.wrong if one.startswith("people.")]:
            del self.wrong[path], self.typed[path]  # they would stand beside another person
        self._becomes(draft)

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
