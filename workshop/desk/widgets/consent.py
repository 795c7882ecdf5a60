"""The consent list: what nobody lifts is adopted together, what somebody lifts is talked about."""

from __future__ import annotations

from collections import Counter

from workshop.desk.opening import item
from workshop.desk.widgets.now import Now, View, button, filled, form, minutes, text
from workshop.model import Option, Question, Round


def pending(now: Now) -> list[Question]:
    """The questions of the list that nobody has decided, in the order of the agenda."""
    decided = {one.question for one in now.record.decisions}
    sequence = now.subject.sequence
    return [now.content.questions[q] for q in (sequence.questions if sequence else ()) if q not in decided]


def items(now: Now) -> list[Option]:
    """What the phones show: each question's title and the clause that would stand."""
    return [item(question) for question in pending(now)]


def before(now: Now) -> View:
    left = pending(now)
    if not left:
        return {"blocks": [text(now, "list_empty")], "go": button(now, "finish", "go_next")}
    items = [{"label": now.pick(q.title or q.prompt), "clause": filled(q.balanced, now.lang)} for q in left]
    blocks = [{"kind": "options", "title": now.say("list"), "items": items}, form([minutes(now)])]
    return {"blocks": blocks, "go": button(now, "vote", "go_ask_list")}


def lifted(now: Now, round: Round) -> Counter[str]:
    """How many took each item off the list."""
    return Counter(item for b in now.record.ballots if b.round == round.id for item in b.choice)


def after(now: Now) -> View:
    """What was lifted, most requested first, and what stays: adopted together."""
    if not now.ballots:
        return before(now)
    last = now.ballots[-1]
    off = lifted(now, last)
    left = {q.id: q for q in pending(now)}
    names = {o.id: now.pick(o.label) for o in last.options}
    lines = [
        {"text": names[item], "note": now.say("lifted_by_one" if n == 1 else "lifted_by", count=n)}
        for item, n in off.most_common() if item in names
    ]  # fmt: skip
    kept = [{"text": names[o.id]} for o in last.options if o.id not in off]
    done = not any(o.id in left for o in last.options if o.id not in off)
    first = {"kind": "lines", "title": now.say("lifted"), "items": lines} if lines else text(now, "lifted_none")
    rest = {"kind": "lines", "title": now.say("list_done" if done else "kept"), "items": kept}
    open_ = [item for item, _ in off.most_common() if item in left and item in names]
    talk = [{**button(now, "talk", "talk", title=names[i]), "key": i, "values": {"item": i}} for i in open_]
    warn = [text(now, "list_open"), {"kind": "press", "buttons": talk}] if open_ else []
    go = button(now, "finish", "go_next") if done else button(now, "adopt_list", "go_adopt_list")
    return {"blocks": [first, rest, *warn], "go": go}
