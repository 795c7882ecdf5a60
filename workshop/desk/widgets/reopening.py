"""Any question of the policy, chosen in a list: its stage opens below, to amend it or to talk about it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk.concluding import clause_numbers
from workshop.desk.widgets.live import Live, Tree, Values, listen, module, replace
from workshop.desk.widgets.stage import Stage
from workshop.errors import InputError

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


class Chooser(Live):
    """The list of questions, each with its clause and what was concluded."""

    _esm = module("reopening")
    asked = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)


class Reopening(Tree):
    """This holds the list and, once a question is chosen, its stage."""

    def __init__(self, w: Workshop) -> None:
        self.w = w
        self.chooser = Chooser(w.lang, {"reopen": self._open}, lang=w.lang, asked=listed(w))
        super().__init__(children=[self.chooser])
        self._leave = listen(w, lambda: self.chooser.guarded(self._heard))
        replace(w, "reopening", self)

    def _heard(self) -> None:
        if self.w.client.connected:
            self.chooser.asked = listed(self.w)

    def _open(self, values: Values) -> None:
        if values.get("question") not in {one["id"] for one in self.chooser.asked["options"]} - {""}:
            raise InputError(texts.say("desk.reopen_none", self.w.lang))
        self._under(Stage(self.w, str(values["question"])))


def listed(w: Workshop) -> dict[str, Any]:
    """The field that asks which question: in the order of the policy, with what stands."""
    record = w.record()
    stands = {d.question: texts.say(f"desk.status_{d.status}", w.lang) for d in record.decisions}
    numbers = clause_numbers(record, w.content, w.lang)
    none = texts.say("desk.state_undecided", w.lang)
    bank = w.bank(record).questions
    options = [
        {"id": id, "label": f"{number} {texts.pick(asked.title or asked.prompt, w.lang)} · {stands.get(id, none)}"}
        for id, number in numbers.items()
        if (asked := bank[id])
    ]
    first = {"id": "", "label": texts.say("desk.reopen_choose", w.lang)}
    label = texts.say("desk.reopen", w.lang)
    return {"name": "question", "type": "select", "label": label, "wide": True, "options": [first, *options]}
