"""Grouping: what the editor of themes shows, and what its buttons do, each by the workshop's own verbs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.desk import lineage
from workshop.desk.widgets.now import Now, View
from workshop.errors import InputError
from workshop.model import Idea, IdeaId

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

Values = Mapping[str, Any]
Every = Mapping[IdeaId, Idea]


# ---- what is shown ---------------------------------------------------------------------------------


def block(now: Now, found: list[Idea]) -> View:
    """The ideas under their themes, those set aside, and what is proposed."""
    every = {one.id: one for one in now.record.ideas}
    live = [one for one in found if one.live]
    places = lineage.ordered(now.record, now.subject.id)
    groups: dict[str, list[View]] = defaultdict(list)
    for one in live:
        groups[one.theme or ""].append(_item(now, every, one, places))
    names = sorted((one for one in groups if one), key=lambda one: (-len(groups[one]), one.casefold()))
    shown = [{"name": name, "ideas": groups[name]} for name in [*names, *([""] if "" in groups else [])]]
    proposing = now.proposing
    pairs = proposing.pairs(every) if proposing else []
    return {
        "kind": "themes",
        "title": counted(now, "ideas_count", len(live)),
        "themes": names,
        "groups": shown,
        "aside": [{"id": one.id, "text": one.text, "reason": one.aside} for one in found if one.aside is not None],
        "pairs": [{"ideas": [a, b], "texts": [every[a].text, every[b].text]} for a, b in pairs],
        "proposal": proposing.shown(every) if proposing else None,
        "again": bool(names),
    }


def _item(now: Now, every: Every, one: Idea, places: Mapping[IdeaId, int]) -> View:
    """An idea that stands: its text, how many said it, what it is made of, its place after a vote."""
    voices = len(lineage.voices(every, one.id))
    notes = [now.say("said_by", count=voices)] if voices > 1 else []
    if one.id in places:
        notes.append(now.say("place", place=places[one.id]))
    merged = len(one.parents) > 1
    if one.parents:
        notes.append(now.say("made_of", count=len(one.parents)) if merged else now.say("part_of"))
    made = [every[parent].text for parent in one.parents]
    return {"id": one.id, "text": one.text, "lang": one.lang, "notes": notes, "made": made, "merged": merged}


def counted(now: Now, key: str, count: int) -> str:
    """A sentence with a number, in its singular where it has one."""
    return now.say(f"{key}_one" if count == 1 else key, count=count)


# ---- what is done: each says what happened, and which idea to look at ----------------------------------

Said = tuple[str, IdeaId | None]


def group(w: Workshop, now: Now, values: Values) -> Said:
    """Move ideas to a theme, or out of every theme."""
    theme = texts.clean(str(values.get("theme") or "")) or None
    ideas = _chosen(now, values)
    w.group(dict.fromkeys(ideas, theme))
    return counted(now, "moved_to" if theme else "moved_out", len(ideas)).replace("{theme}", theme or ""), ideas[-1]


def rename(w: Workshop, now: Now, values: Values) -> Said:
    """Give a theme another name; the name of another theme makes one of both."""
    old, new = str(values["theme"]), texts.clean(str(values.get("name") or ""))
    if not new:
        raise InputError(now.say("theme_needs"))
    held = [one.id for one in w.ideas_of(now.subject.id) if one.theme == old]
    w.group(dict.fromkeys(held, new))
    return now.say("renamed", theme=new), held[0] if held else None


def merge(w: Workshop, now: Now, values: Values) -> Said:
    """Make one idea of those chosen."""
    ideas, text = _chosen(now, values), values.get("text")
    if len(ideas) < 2:
        raise InputError(now.say("merge_needs"))
    return now.say("merged", count=len(ideas)), w.merge(ideas, None if text is None else str(text))


def split(w: Workshop, now: Now, values: Values) -> Said:
    """Make several ideas of one, a line each."""
    lines = [line for line in str(values.get("text") or "").split("\n") if texts.clean(line)]
    if len(lines) < 2:
        raise InputError(now.say("split_needs"))
    made = w.split(_chosen(now, values)[0], lines)
    return now.say("split_done", count=len(made)), made[0]


def restore(w: Workshop, now: Now, values: Values) -> Said:
    """Undo a merge or a split."""
    idea = _chosen(now, values)[0]
    parents = next((one.parents for one in now.record.ideas if one.id == idea), ())
    w.restore(idea)
    return now.say("restored"), parents[0] if parents else None


def aside(w: Workshop, now: Now, values: Values) -> Said:
    """Set ideas aside with a reason, which their authors read at once."""
    ideas = _chosen(now, values)
    for one in ideas:
        w.set_aside(one, str(values.get("reason") or ""))
    return counted(now, "aside_done", len(ideas)), None


def bring(w: Workshop, now: Now, values: Values) -> Said:
    """Bring an idea back that was set aside."""
    idea = _chosen(now, values)[0]
    w.bring_back(idea)
    return now.say("brought_back"), idea


def _chosen(now: Now, values: Values) -> list[IdeaId]:
    """The ideas that were pressed on."""
    found = [str(one) for one in values.get("ideas") or [values["idea"]]]
    if not found:
        raise InputError(now.say("choose_ideas"))
    return found


def propose_themes(w: Workshop, now: Now, _values: Values) -> Said:
    """Show themes proposed by meaning; the room hears nothing yet."""
    assert now.proposing
    now.proposing.propose(w.ideas_of(now.subject.id))
    return now.say("themes_proposed", count=now.proposing.count), None


def cut(_w: Workshop, now: Now, values: Values) -> Said:
    """Another number of themes, from the same tree."""
    assert now.proposing
    now.proposing.choose(int(values["themes"]))
    return now.say("themes_proposed", count=now.proposing.count), None


def keep_themes(w: Workshop, now: Now, values: Values) -> Said:
    """Take the themes proposed, called as people called them."""
    assert now.proposing
    themes = now.proposing.themes([str(one) for one in values.get("names") or ()])
    w.group(themes)
    now.proposing.leave()
    return now.say("themes_kept", count=len(set(themes.values()))), None


def leave_themes(_w: Workshop, now: Now, _values: Values) -> Said:
    """Leave the proposal; what there was stays."""
    assert now.proposing
    now.proposing.leave()
    return now.say("themes_left"), None


ACTS: Mapping[str, Callable[[Workshop, Now, Values], Said]] = {
    act.__name__: act
    for act in (
        group, rename, merge, split, restore, aside, bring, propose_themes, cut, keep_themes, leave_themes,
    )
}  # fmt: skip
