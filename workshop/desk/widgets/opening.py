"""The first half of a stage: asking, collecting, grouping, voting."""

from __future__ import annotations

from workshop.desk import lineage, scenarios
from workshop.desk.widgets import consent, estimating, setting, themes, writing
from workshop.desk.widgets.now import Now, View, button, form, listed, minutes, text


def ask(now: Now) -> View:
    about = now.subject.about
    if (busy := now.open) is not None:
        return {"blocks": [{"kind": "text", "text": now.say("elsewhere", title=now.pick(busy["prompt"]))}]}
    if about == "ideas":
        return writing.before(now)
    if about == "list":
        return consent.before(now)
    if about == "risks" and now.subject.sequence:
        return estimating.ask(now)
    blocks = [listed(now, now.subject.options)]
    if (few := _few(now)) is not None:
        return {"blocks": [few, *blocks], "quiet": [button(now, "present", "go_present")]}
    if about == "question":
        more = {**button(now, "collect", "quiet_collect"), "fields": writing.fields(now)}
        quiet = [button(now, "present", "go_present")]
        go = button(now, "vote", "go_ask")
        return {"blocks": [*blocks, setting.first(now)], "go": go, "quiet": quiet, "more": more}
    go = button(now, "vote", "go_ask_risks" if about == "risks" else "go_ask_adopt")
    return {"blocks": [*blocks, form([minutes(now)])], "go": go}


def _few(now: Now) -> View | None:
    """Why there is no vote on plans yet."""
    asked, count = now.subject.question, len(now.subject.options)
    if asked is None or not asked.open or scenarios.LEAST <= count <= scenarios.MOST:
        return None
    key = "plans_few" if count < scenarios.LEAST else "plans_many"
    return text(now, key, count=count, most=scenarios.MOST)


def collect(now: Now) -> View:
    return writing.collecting(now, _clock(now, "quiet_here_idea"))


def _clock(now: Now, here: str) -> list[dict[str, str]]:
    paused = bool((now.state.scene.round or {}).get("paused"))
    pause = button(now, "resume", "quiet_resume") if paused else button(now, "pause", "quiet_pause")
    return [button(now, "add", "quiet_add"), pause, button(now, "here", here)]


def group(now: Now) -> View:
    """The editor of themes, with the vote that orders them; then, for a question, its first ballot."""
    if (voting := writing.ordering(now, _clock(now, "quiet_here"))) is not None:
        return voting
    if writing.held(now):
        return writing.unseen(now)
    found = lineage.of(now.record, now.subject.id)
    live = [one for one in found if one.live]
    blocks = [*writing.ordered(now), themes.block(now, found) if found else text(now, "ideas_none")]
    more = writing.order_fields(now, any(one.theme for one in live)) if len(live) > 1 else None
    quiet = [button(now, "wall", "quiet_wall")] if found else []
    if now.subject.about != "question":
        blocks += [estimating.own(now)] if now.subject.id.endswith("more_risks") else []
        return {"blocks": blocks, "go": button(now, "finish", "go_group_done"), "quiet": quiet, "more": more}
    go = button(now, "vote", "go_group")
    return {"blocks": [*blocks, setting.first(now)], "go": go, "quiet": quiet, "more": more}


def vote(now: Now) -> View:
    text = {"risks": "go_vote_risks", "list": "go_vote_list"}.get(now.subject.about, "go_vote")
    fixed = [setting.fixed(now, now.rounds[-1])] if now.rounds and now.subject.about == "question" else []
    return {"blocks": fixed, "go": button(now, "close", text), "quiet": _clock(now, "quiet_here")}
