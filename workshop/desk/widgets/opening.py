"""The first half of a stage: asking, collecting, grouping, voting."""

from __future__ import annotations

from workshop.desk.widgets import consent, setting
from workshop.desk.widgets.now import Now, View, button, form, listed, minutes


def ask(now: Now) -> View:
    about = now.subject.about
    if (busy := now.open) is not None:
        return {"blocks": [{"kind": "text", "text": now.say("elsewhere", title=now.pick(busy["prompt"]))}]}
    if about == "ideas":
        return {"blocks": [form([minutes(now)])], "go": button(now, "collect", "go_ask_ideas")}
    if about == "list":
        return consent.before(now)
    blocks = [listed(now, now.subject.options)]
    if about == "question":
        quiet = [button(now, "present", "go_present"), button(now, "collect", "quiet_collect")]
        return {"blocks": [*blocks, setting.first(now)], "go": button(now, "vote", "go_ask"), "quiet": quiet}
    go = button(now, "vote", "go_ask_risks" if about == "risks" else "go_ask_adopt")
    return {"blocks": [*blocks, form([minutes(now)])], "go": go}


def collect(now: Now) -> View:
    return {"go": button(now, "close", "go_collect"), "quiet": _clock(now, "quiet_here_idea")}


def _clock(now: Now, here: str) -> list[dict[str, str]]:
    paused = bool((now.state.scene.round or {}).get("paused"))
    pause = button(now, "resume", "quiet_resume") if paused else button(now, "pause", "quiet_pause")
    return [button(now, "add", "quiet_add"), pause, button(now, "here", here)]


def group(now: Now) -> View:
    rounds = {one.id for one in now.rounds if one.kind == "ideas"}
    ideas = [one for one in now.record.ideas if one.round in rounds and not one.withdrawn]
    blocks: list[View] = [{"kind": "text", "text": now.say("ideas_none")}]
    if ideas:
        title = now.say("ideas_count_one" if len(ideas) == 1 else "ideas_count", count=len(ideas))
        themes = sorted({one.theme for one in ideas if one.theme})
        items = [{"id": one.id, "text": one.text, "theme": one.theme} for one in ideas]
        block = {"kind": "themes", "title": title, "label": now.say("theme"), "themes": themes, "items": items}
        blocks = [block]
    quiet = [button(now, "wall", "quiet_wall")] if ideas else []
    if now.subject.about != "question":
        return {"blocks": blocks, "go": button(now, "finish", "go_group_done"), "quiet": quiet}
    return {"blocks": [*blocks, setting.first(now)], "go": button(now, "vote", "go_group"), "quiet": quiet}


def vote(now: Now) -> View:
    text = {"risks": "go_vote_risks", "list": "go_vote_list"}.get(now.subject.about, "go_vote")
    fixed = [setting.fixed(now, now.rounds[-1])] if now.rounds and now.subject.about == "question" else []
    return {"blocks": fixed, "go": button(now, "close", text), "quiet": _clock(now, "quiet_here")}
