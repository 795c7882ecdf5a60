"""What a stage shows, as plain data: pure functions from what it knows to what `stage.js` draws.

A view is {key, title, say, steps, blocks, go, quiet, …}; a block is text, lines, options,
a chart, a form or themes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workshop import texts
from workshop.agenda import Content
from workshop.desk import timetable
from workshop.desk.timetable import agenda_of
from workshop.desk.widgets import besides, closing, deciding, opening, scaling
from workshop.desk.widgets.now import Now, View, stage
from workshop.desk.widgets.subject import Subject
from workshop.model import Stage

_BODIES: Mapping[str, Callable[[Now], View]] = {
    "ask": opening.ask,
    "collect": opening.collect,
    "group": opening.group,
    "vote": opening.vote,
    "discuss": closing.discuss,
    "decide": deciding.decide,
}


def view(now: Now) -> View:
    """The whole view of the stage where it stands."""
    at = stage(now)
    body = scaling.added(now, at, besides.added(now, at, _BODIES[at](now)))
    title = now.pick(now.subject.prompt)
    said = now.subject.say if at == "ask" else texts.both(f"desk.say_{at}")
    words = texts.say(f"stage.{at}", now.lang)
    return {
        "key": "-".join([at, str(len(now.rounds)), str(len(now.record.decisions)), str(now.correcting)]),
        "lang": now.lang,
        "title": title,
        "say": now.say("aloud", text=now.pick(said)),
        "thread": now.say("thread"),
        "steps": steps(now, at),
        "peek": now.say("peek"),
        "here": now.here,
        "announce": now.say("announce", stage=words, title=title),
        "counts": at in ("collect", "vote"),
        **{"blocks": [], "go": None, "quiet": [], "more": None},
        **body,
    }


def steps(now: Now, at: Stage) -> list[dict[str, str]]:
    """The thread: done, now or next, in shape and in words."""
    places = now.subject.steps
    here = places.index(at)
    done = at == "decide" and now.decision is not None and not now.correcting
    ideas = any(one.kind == "ideas" for one in now.rounds)
    found = []
    for number, name in enumerate(places):
        state = "done" if number < here or (done and number == here) else "now" if number == here else "next"
        if state == "done" and not ideas and name in ("collect", "group"):
            state = "skip"
        words = "" if state == "now" else f"({now.say(f'step_{state}')})"
        found.append({"name": texts.say(f"stage.{name}", now.lang), "state": state, "words": words})
    return found


def live(now: Now) -> dict[str, Any]:
    """The numbers that move: who has answered, the clock, the plan; never what was answered."""
    crowd, round = now.state.crowd, now.state.scene.round or {}
    ideas = round.get("kind") == "ideas"
    remaining = round.get("remaining")
    words = now.say(f"{'ideas_from' if ideas else 'answered'}{'_one' if crowd.answered == 1 else ''}",
                    count=crowd.answered, total=crowd.entitled)  # fmt: skip
    labels = {r["id"]: r["label"] for r in now.record.facts.get("roles", [])}
    return {
        "lang": now.lang,
        "answered": str(crowd.ideas if ideas else crowd.answered),
        "answered_words": words,
        "remaining": remaining,
        "running": remaining is not None and not round.get("paused"),
        "left_words": now.say("no_clock" if remaining is None else "left_paused" if round.get("paused") else "left"),
        "plan_words": _plan(now),
        "share": crowd.answered / crowd.entitled if crowd.entitled else 0,
        "roles": [
            {"label": now.pick(labels.get(role, {"": role})), "count": now.say("of", count=done, total=total)}
            for role, (done, total) in sorted(crowd.roles.items())
        ],
    }


def _left(remaining: float | None, paused: bool) -> str:
    if remaining is None:
        return "no_clock"
    return "left_paused" if paused else "left"


def _plan(now: Now) -> str:
    end = planned_end(now.record.facts, now.content, now.subject)
    return now.say("no_plan") if end is None else now.say("plan", time=texts.clock(end, now.lang))


def planned_end(facts: Mapping[str, Any], content: Content, subject: Subject) -> float | None:
    """When the agenda says this subject is over: questions of one sequence share its minutes evenly.

    From when its part began, where the facilitator said so, else from the start of the workshop.
    """
    start, passed = facts.get("started_at"), 0.0
    begun = timetable.begun(timetable.written(facts, content), facts.get("timetable"))["started"]
    for sequence in agenda_of(facts, content).sequences:
        if sequence.id in begun:
            start, passed = begun[sequence.id], 0.0
        if subject.id in sequence.questions and not sequence.takes_rest:
            part = (sequence.questions.index(subject.id) + 1) / len(sequence.questions)
            return start + 60 * (passed + sequence.minutes * part) if start else None
        passed += sequence.minutes
        if sequence.id == (subject.sequence.id if subject.sequence else None):
            return start + 60 * passed if start else None
    return None
