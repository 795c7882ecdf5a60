"""The checks of the adopted clauses: what still fits, what no longer does, and its stage to take it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk.concluding import clause_numbers
from workshop.desk.widgets.live import Live, Tree, Values, listen, module, replace
from workshop.desk.widgets.stage import Stage
from workshop.errors import InputError
from workshop.policy.checks import Check, checks

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


class Board(Live):
    """Every clause that can be checked, those that no longer fit first."""

    _esm = module("checks", "blocks")
    shown = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)


class ChecksWidget(Tree):
    """This holds the checks and, once a clause is taken up again, its stage; it follows the room."""

    def __init__(self, w: Workshop) -> None:
        self.w = w
        self.board = Board(w.lang, {"reopen": self._open}, lang=w.lang, shown=checked(w))
        super().__init__(children=[self.board])
        self._leave = listen(w, lambda: self.board.guarded(self._heard))
        replace(w, "checks", self)

    def _heard(self) -> None:
        if self.w.client.connected:
            self.board.shown = checked(self.w)

    def _open(self, values: Values) -> None:
        question = str(values.get("question", ""))
        if question not in {one["id"] for one in (*self.board.shown["strained"], *self.board.shown["fits"])}:
            raise InputError(texts.say("desk.reopen_none", self.w.lang))
        self._under(Stage(self.w, question))


def checked(w: Workshop) -> dict[str, Any]:
    """The checks in words: a sentence about all of them, then each clause with its own."""
    record = w.record("")  # nobody’s answers are needed
    numbers, bank = clause_numbers(record, w.content, w.lang), w.bank(record).questions
    every = checks(record, w.strained(record))

    def row(one: Check) -> dict[str, str]:
        title = texts.pick(bank[one.question].title, w.lang)
        named = f"{numbers.get(one.question, '')} {title}".strip()
        button = texts.say("desk.check_reopen", w.lang, title=title)
        return {"id": one.question, "title": named, "said": texts.pick(one.said, w.lang), "name": button}

    strained, fits = [row(c) for c in every if not c.ok], [row(c) for c in every if c.ok]
    key = "checks_none" if not every else "checks_fit" if not strained else "checks_strained"
    if len(strained) == 1:
        key += "_one"
    return {"finding": texts.say(f"desk.{key}", w.lang, count=len(strained)), "strained": strained, "fits": fits}
