"""Where the room stands on a scale, as a hint on the stage of each question it feeds: it decides nothing."""

from __future__ import annotations

from workshop.desk.widgets.now import Now, View
from workshop.model import Stage
from workshop.policy import scales

HINTED = ("ask", "discuss")  # before an option is put to the vote; never while people answer


def added(now: Now, at: Stage, view: View) -> View:
    """The view of a step, with the hint before everything else."""
    question = now.subject.question
    if question is None or at not in HINTED or now.open is not None:
        return view
    found = scales.feeding(now.record, now.content, question.id)
    hints = [
        {
            "kind": "lines",
            "title": now.pick(one.scale.prompt),
            "items": [{"text": s} for s in (*scales.stands(one, now.lang), _hint(now, one))],
        }
        for one in found
    ]
    return {**view, "blocks": [*hints, *view.get("blocks", [])]}


def _hint(now: Now, one: scales.Standing) -> str:
    return scales.hint(one, now.subject.id, now.content, now.lang)
