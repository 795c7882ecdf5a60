"""What the desk does with ideas and requests: group, merge, split, restore, set aside, answer; all in the journal."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from workshop.errors import BadMessage, NotAllowed
from workshop.messages import GroupIdeas, MergeIdeas, Moderate, RestoreIdea, SetMatter, SplitIdea
from workshop.model import Idea, Matter
from workshop.room import lineage
from workshop.room.session import Session
from workshop.room.store import Row

if TYPE_CHECKING:
    from workshop.room.chair import Chair

STATES = ("taken", "kept", "answered", "dropped")  # of a matter, as the facilitator settles it
PIECES = 20  # of one idea, at most


async def group(chair: Chair, message: GroupIdeas) -> None:
    """Each of these ideas stands under this theme from now on, or under none."""
    session = chair.session
    for idea in _found(chair, list(message.themes)) if message.themes else ():
        _refuse(["withdrawn"] if idea.withdrawn else [])
    named = {
        id: name if name is None else session.text(name, "label_characters") for id, name in message.themes.items()
    }
    rows = [session.row("theme", idea=id, theme=name) for id, name in named.items()]
    await chair.put([*rows, *chair.entry("group", {"round": message.round, "themes": named})], "crowd")


async def merge(chair: Chair, message: MergeIdeas) -> str:
    """Several ideas become one, which keeps the first theme among them; the new idea's id."""
    ideas = _found(chair, message.ideas)
    faults = [*_faults(chair, ideas), *(["one_idea"] if len(ideas) < 2 else [])]
    if len({idea.round for idea in ideas}) > 1:
        faults.append("two_rounds")
    _refuse(faults)
    text = chair.session.text(message.text, "idea_characters")
    made = await _made(chair, "merge", ideas, [(text, message.lang[:8])])
    return made[0]


async def split(chair: Chair, message: SplitIdea) -> list[str]:
    """One idea becomes several, which keep its author, language and theme; the new ideas' ids."""
    (idea,) = _found(chair, [message.idea])
    _refuse([*_faults(chair, [idea]), *([] if 2 <= len(message.texts) <= PIECES else ["pieces"])])
    texts = [(chair.session.text(text, "idea_characters"), idea.lang) for text in message.texts]
    return await _made(chair, "split", [idea], texts)


async def _made(chair: Chair, act: str, parents: Sequence[Idea], texts: Iterable[tuple[str, str]]) -> list[str]:
    new = [
        {"id": chair.session.gathering.idea_id(), "text": text, "lang": lang, "parents": [p.id for p in parents]}
        for text, lang in texts
    ]
    made = [str(one["id"]) for one in new]
    told = {"round": parents[0].round, "ideas": [p.id for p in parents], "made": made}
    await chair.put([_row(chair.session, "made", {"ideas": new}), *chair.entry(act, told)], "crowd")
    return made


async def restore(chair: Chair, message: RestoreIdea) -> list[str]:
    """What was made goes, and what it was made of stands again; the ids of the latter."""
    (idea,) = _found(chair, [message.idea])
    gone = lineage.undone(chair.session.state.ideas, idea.id)
    faults = [*_faults(chair, gone), *([] if gone else ["nothing_made"])]
    asked = {option.id for round in chair.session.state.rounds.values() for option in round.options}
    if asked & {one.id for one in gone}:
        faults.append("voted_on")
    _refuse(["withdrawn"] if idea.withdrawn else faults)
    stands = list(dict.fromkeys(parent for one in gone for parent in one.parents))
    ids = [one.id for one in gone]
    entry = chair.entry("restore", {"round": idea.round, "undone": ids, "ideas": stands})
    await chair.put([_row(chair.session, "unmade", {"ideas": ids}), *entry], "crowd")
    return stands


async def moderate(chair: Chair, message: Moderate) -> None:
    """Set an idea aside for a reason, or bring it back; everybody who wrote it is told at once."""
    session = chair.session
    (idea,) = _found(chair, [message.idea])
    faults = ["withdrawn"] if idea.withdrawn else ["gone_into"] if idea.into else []
    if message.reason is None and idea.aside is None:
        faults.append("not_aside")
    _refuse(faults)
    reason = None if message.reason is None else session.text(message.reason, "reason_characters")
    body = {"idea": idea.id, "reason": reason}
    act = "bring_back" if reason is None else "set_aside"
    entry = chair.entry(act, {"round": idea.round, **body})
    await chair.put([_row(session, "moderated", body), *entry], "crowd")
    session.gathering.shown(idea.id)
    for who in dict.fromkeys(one.author for one in lineage.origins(session.state.ideas, idea.id)):
        session.changed(f"mine:{who}")
        session.changed(f"fates:{who}")


def _found(chair: Chair, ids: Sequence[str]) -> list[Idea]:
    """These ideas, each once."""
    ideas = chair.session.state.ideas
    found = [ideas[id] for id in dict.fromkeys(ids) if id in ideas]
    if not ids or len(found) < len(set(ids)):
        _refuse(["unknown_idea"])
    return found


def _faults(chair: Chair, ideas: Iterable[Idea]) -> list[str]:
    """Why nothing can be made of these ideas now: each reason once."""
    rounds, faults = chair.session.state.rounds, list[str]()
    for idea in ideas:
        faults += ["withdrawn"] * idea.withdrawn + ["gone_into"] * bool(idea.into)
        faults += ["set_aside"] * (idea.aside is not None) + ["still_open"] * (rounds[idea.round].state == "open")
    return list(dict.fromkeys(faults))


def _refuse(reasons: Sequence[str]) -> None:
    if reasons:
        raise NotAllowed("idea", text="errors.not_possible", reasons=reasons, pieces=PIECES)


def _row(session: Session, act: str, body: Mapping[str, Any]) -> Row:
    return session.row("curation", key=None, act=act, body=json.dumps(body, ensure_ascii=False))


# ---- requests and the parking lot --------------------------------------------------------------------


async def settle(chair: Chair, message: SetMatter) -> str:
    """Take up, keep, answer or drop a request, or keep something new in the parking lot; its id."""
    session = chair.session
    known = session.state.matters.get(message.matter)
    matter = _matter(chair, message, known)
    body = {key: value for key, value in msgspec.to_builtins(matter).items() if key not in ("id", "at")}
    row = session.row("matter", key=None, id=matter.id, body=json.dumps(body, ensure_ascii=False))
    settled = {key: body[key] for key in ("state", "owner", "due", "answer")}
    await chair.put([row, *chair.entry("matter", {"matter": matter.id, **settled})], "crowd")
    if matter.author:
        session.changed(f"fates:{matter.author}")
    return matter.id


def _matter(chair: Chair, message: SetMatter, known: Matter | None) -> Matter:
    """The matter as it will stand: words of a participant stay theirs, what is not said stays as it was."""
    session = chair.session
    faults = ["unknown_matter"] if message.matter and known is None else []
    faults += ["unknown_state"] if message.state not in STATES else []
    answer = session.text(message.answer, "reason_characters") if message.answer else known and known.answer
    if message.state == "answered" and not answer:
        faults.append("answer_missing")
    if known and known.author and message.text:
        faults.append("own_words")
    _refuse(faults)
    said = message.text or not known
    text = session.text(message.text, "reason_characters") if said else known and known.text
    lang = message.lang[:8] if said else known and known.lang
    owner = session.text(message.owner, "name_characters") if message.owner else known and known.owner
    kept: dict[str, Any] = {
        "id": known.id if known else session.gathering.matter_id(),
        "text": text,
        "lang": lang,
        "owner": owner,
    }
    kept |= {"at": known.at if known else session.now(), "author": known and known.author, "answer": answer}
    return msgspec.convert(
        {**kept, "state": message.state, "due": _due(message.due) or (known and known.due)}, Matter
    )


def _due(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day) if day else None
    except ValueError as cause:
        raise BadMessage("due", text="errors.bad_fact", fact="due") from cause


VERBS: dict[type, Callable[[Any, Any], Coroutine[Any, Any, Any]]] = {
    GroupIdeas: group,
    MergeIdeas: merge,
    SplitIdea: split,
    RestoreIdea: restore,
    Moderate: moderate,
    SetMatter: settle,
}
