"""People write ideas in a format; the facilitator moderates and groups them; the room puts them in an order."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from workshop import messages, texts
from workshop.agenda import Sequence as Part
from workshop.agenda.invented import SampleIdea
from workshop.errors import InputError, NotAllowed
from workshop.model import Round
from workshop.rehearse import answers
from workshop.rehearse.people import Voice
from workshop.rehearse.play import Play

MERGED = 12  # groups of the same idea that the facilitator puts together, at most
PEEKING = 6  # people who look at others' ideas before they write another
OWN = 2  # ideas that become risks


async def gather(play: Play, part: Part) -> None:
    """A part of the agenda for ideas, in its format, from private to shown to all; a list of risks gets an order."""
    round = await play.do(play.desk.collect, part.id, suggest=True, title=part.title)
    await _steps(play, round, part.id)
    await _moderated(play, part.id)
    await play.closed(1)
    if any(idea.risk for idea in play.ideas.values() if idea.about == part.id):
        await own_risks(play, part.id)


async def about(play: Play, question: str, part: Part) -> None:
    """What people say about a question between two ballots."""
    if any(idea.about == question for idea in play.sample.ideas):
        verb: Any = play.desk.collect if part.starters else play.desk.open
        opening = {} if part.starters else {"kind": "ideas"}
        round = await play.do(verb, question, minutes=3, **opening)
        await _written(play, round, [i for i in play.sample.ideas if i.about == question])
        await play.closed(1)


async def _steps(play: Play, round: Round, about: str) -> None:
    """Each step of the format with what the sample writes at it."""
    said = [idea for idea in play.sample.ideas if idea.about == about]
    alone = [idea for idea in said if idea.step == "alone"]
    await _written(play, round, alone)
    for number, step in enumerate(round.steps[1:], 1):
        await play.do(play.desk.step, number)
        here = [idea for idea in said if idea.step == step.id]
        await (_tables(play, round, here) if step.id == "fours" else _written(play, round, here))


async def _written(play: Play, round: Round, said: list[SampleIdea]) -> None:
    """Each idea once, by people drawn in turn; a few look at others' before they write again."""
    people = [v for v in play.here if v.way != "proxy"]
    writers = cycle(play.chance.sample(people, len(people)))
    for n, (idea, voice) in enumerate(zip(play.chance.sample(said, len(said)), writers, strict=False)):
        if round.suggest and voice.socket and len(people) <= n < len(people) + PEEKING:
            await voice.peek(round.id)
        await _write(play, round, idea, voice)
    await play.later(2)


async def _tables(play: Play, round: Round, said: list[SampleIdea]) -> None:
    """One idea a table of four: who finds that another of theirs wrote it already leaves it at that."""
    people = [v for v in play.here if v.way != "proxy"]
    writers = iter(play.chance.sample(people, len(people)))
    for idea in said:
        for voice in writers:
            try:
                await _write(play, round, idea, voice)
            except (InputError, NotAllowed):
                continue
            break
    await play.later(2)


async def _write(play: Play, round: Round, idea: SampleIdea, voice: Voice) -> None:
    words = texts.pick(idea.text, voice.lang)
    id = await voice.say(messages.WriteIdea, round=round.id, text=words, lang=voice.lang)
    play.ideas[str(id)] = idea


async def _moderated(play: Play, about: str) -> None:
    """What names somebody is set aside with a reason; what was set aside by mistake comes back."""
    for id, idea in list(play.ideas.items()):
        if idea.aside and idea.about == about:
            await play.do(play.desk.set_aside, id, play.pick(idea.aside))
            if idea.back:
                await play.do(play.desk.bring_back, id)


# ---- themes and order ----------------------------------------------------------------------------


async def group(play: Play, about: str) -> None:
    """Themes by meaning first; then people merge, split, move and name; then the room orders ideas and themes."""
    proposed = await play.do(play.desk.propose_themes, about)
    await play.do(play.desk.group, proposed)
    await _merged(play, about)
    await _split(play, about)
    standing = [one.id for one in await play.do(play.desk.ideas_of, about)]
    names = {id: play.sample.themes.get(play.ideas[id].theme or "") for id in standing}
    await play.do(play.desk.group, {id: play.pick(name) for id, name in names.items() if name})
    rounds = (await play.do(play.desk.record, about)).rounds
    await play.do(play.desk.reveal, [r.id for r in rounds if (r.question, r.kind) == (about, "ideas")][-1])
    await ordered(play, about, "dots", "theme")
    await ordered(play, about, "approval", "idea")


async def ordered(play: Play, about: str, rule: str, by: str) -> Any:
    """The ideas or the themes in an order, revealed."""
    round = await play.do(play.desk.prioritise, about, rule, by=by, minutes=3)
    await play.answered(round, answers.ticking if rule == "approval" else answers.dotting)
    return await play.closed(1)


async def _merged(play: Play, about: str) -> None:
    """Ideas that mean the same become one: first those that the encoder found, then others, up to a few."""
    from workshop.methods import ideas as meaning

    live = await play.do(play.desk.ideas_of, about)
    near = [live[n] for pair in meaning.propose([one.text for one in live]).duplicates for n in pair[:2]]
    keys = dict.fromkeys(play.ideas[one.id].same for one in (*near, *live))
    for key in [key for key in keys if key][:MERGED]:
        same = [one.id for one in live if play.ideas[one.id].same == key]
        if len(same) > 1:
            play.ideas[await play.do(play.desk.merge, same)] = play.ideas[same[0]]


async def _split(play: Play, about: str) -> None:
    """An idea that says two things becomes two."""
    for id, idea in list(play.ideas.items()):
        if idea.split and idea.about == about:
            parts = await play.do(play.desk.split, id, [play.pick(text) for text in idea.split])
            play.ideas |= dict.fromkeys(parts, idea)


# ---- what people add -----------------------------------------------------------------------------


async def more_risks(play: Play, part: Part) -> None:
    """Which risks are missing from the list, in silence and briefly; the room says which matter most."""
    if any(idea.about == part.id for idea in play.sample.ideas):
        title = play.sample.prompts[part.id]
        round = await play.do(play.desk.collect, part.id, "silent_writing", minutes=3, title=title)
        await _steps(play, round, part.id)
        await play.closed(1)
        await own_risks(play, part.id)


async def own_risks(play: Play, about: str) -> None:
    """The ideas in an order; the first that name a risk become risks of the room's own."""
    result = await ordered(play, about, "dots", "idea")
    order = [id for place in result.places for id in sorted(place)]
    for id in [id for id in order if play.ideas[id].risk][:OWN]:
        idea = play.ideas[id]
        if idea.risk:
            risk = await play.do(play.desk.add_risk, idea.risk.name, idea.text, idea.risk.questions)
            play.own[risk] = idea


async def request(play: Play) -> None:
    """Somebody asks to talk about something else, and is answered."""
    if play.requests == len(play.sample.requests) or not play.phones():
        return
    asked = play.sample.requests[play.requests]
    play.requests += 1
    voice = play.chance.choice(play.phones())
    await voice.say(messages.AskFocus, text=texts.pick(asked.text, voice.lang), lang=voice.lang)
    matter = (await play.do(play.desk.record, "")).matters[-1]
    owner, due = play.role(asked.owner) if asked.owner else None, play.due(asked.due)
    await play.do(play.desk.answer, matter.id, asked.state, play.pick(asked.answer), owner=owner, due=due)
