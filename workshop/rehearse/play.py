"""A whole agenda, played: people write, vote, score and object; the desk opens, closes, reveals and decides."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import cycle
from typing import Any

from workshop import messages, texts
from workshop.agenda import Agenda, Content, Sample
from workshop.agenda import Sequence as Part
from workshop.desk import Workshop
from workshop.desk.opening import item
from workshop.methods.rhythm import Channel, Habits, Person
from workshop.model import Option, Question, Round
from workshop.rehearse.people import Voice

Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Play:
    """This is one run: the desk, the people, and the clock that both share."""

    desk: Workshop
    sample: Sample
    voices: list[Voice]
    chance: random.Random
    today: date
    now: float
    progress: Progress
    ballots: int = 0

    @property
    def content(self) -> Content:
        """The bank that the desk reads."""
        return self.desk.content

    # ---- time ----------------------------------------------------------------------------------

    async def do(self, verb: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """A verb of the desk, while people go on listening."""
        return await asyncio.to_thread(partial(verb, *given, **named))

    async def later(self, minutes: float) -> None:
        """The clock of the rehearsal moves on; nobody waits."""
        self.now += minutes * 60
        await self.do(self.desk.client.ask, messages.SetTime, now=self.now)

    # ---- the agenda ----------------------------------------------------------------------------

    async def run(self, plan: Agenda) -> None:
        """Every part of the agenda, in order."""
        for number, part in enumerate(plan.sequences):
            self.progress(number, len(plan.sequences), texts.pick(part.title, self.desk.lang))
            await self.do(self.desk.scene, "ask", None, agenda=self._thread(plan, number))
            await self._part(part)
            await self.later(part.minutes / 4)
        self.progress(len(plan.sequences), len(plan.sequences), "")

    def _thread(self, plan: Agenda, now: int) -> list[dict[str, Any]]:
        states = ["done" if n < now else "now" if n == now else "next" for n in range(len(plan.sequences))]
        return [{"title": dict(s.title), "state": state} for s, state in zip(plan.sequences, states, strict=True)]

    async def _part(self, part: Part) -> None:
        if part.activity == "ideas":
            await self._ideas(part)
        if part.risks:
            await self._risks(part)
        if part.method == "plan_choice":
            await self._rhythm()
        if part.takes_rest:
            await self._list(part)
            return
        for id in part.questions:
            await self._question(self.content.questions[id], part)

    async def _ideas(self, part: Part) -> None:
        await self._write(part.id, title=part.title)

    async def _write(self, about: str, **opening: Any) -> None:
        """What the sample says about this, each idea once, by people drawn in turn."""
        said = [idea.text for idea in self.sample.ideas if idea.about == about]
        if not said:
            return
        round = await self.do(self.desk.open, about, kind="ideas", minutes=5, **opening)
        writers = cycle(self.chance.sample(self.voices, len(self.voices)))
        for text, voice in zip(self.chance.sample(said, len(said)), writers, strict=False):
            await voice.say(messages.WriteIdea, round=round.id, text=texts.pick(text, voice.lang), lang=voice.lang)
        await self._closed(3)

    async def _risks(self, part: Part) -> None:
        options = [Option(r, self.content.risks[r].name, self.content.risks[r].description) for r in part.risks]
        for spread in (1.3, 0.8):  # the second round, after the reasons, is closer together
            await self._vote(
                part.id,
                partial(self._scores, options, spread),
                kind="estimate",
                title=part.title,
                options=options,
            )

    def _scores(self, options: Sequence[Option], spread: float, voice: Voice, _: Round) -> dict[str, Any]:
        return {option.id: self._score(voice, option.id, spread) for option in options}

    def _score(self, voice: Voice, risk: str, spread: float) -> dict[str, int] | None:
        if voice.chance.random() < 0.06:
            return None
        about = self.sample.risks[risk]
        drawn = {"likelihood": about.likelihood, "impact": about.impact}
        return {k: min(5, max(1, round(voice.chance.gauss(v + voice.bent * 0.6, spread)))) for k, v in drawn.items()}

    async def _rhythm(self) -> None:
        rhythm = self.sample.rhythm
        channels = [
            Channel(
                c.platform,
                c.effect,
                c.half,
                c.minutes_per_post,
                c.followers,
                c.inbound_per_1000,
                c.inbound_per_post,
                c.reply_share,
                c.minutes_per_reply,
                c.minutes_to_read,
                c.presence_hours,
                c.most_posts,
            )
            for c in rhythm.channels
        ]
        team = [Person(hours, rhythm.absence, rhythm.focus) for hours in rhythm.people_hours]
        habits = Habits(rhythm.approval_share, rhythm.approval_minutes, rhythm.overhead_hours)
        plans = [(dict(plan.name), plan.posts) for plan in rhythm.plans]
        await self.do(self.desk.rhythm, channels, team, habits, plans)

    async def _list(self, part: Part) -> None:
        objected = {o.question for o in self.sample.objections}
        pullers = dict(zip(sorted(objected), self.voices, strict=False))
        listed = [item(question) for question in self.desk.unsettled() if question.id in part.questions]
        result, _ = await self._vote(
            part.id,
            lambda voice, round: [o.id for o in round.options if pullers.get(o.id) is voice],
            kind="consent_list",
            title=part.title,
            options=listed,
        )
        await self.do(self.desk.settle_list)
        pulled = [q for q, counts in result.counts.items() if counts["objection"]]
        for id in pulled:
            await self._consent(self.content.questions[id])

    # ---- one question --------------------------------------------------------------------------

    async def _question(self, question: Question, part: Part) -> None:
        if self.content.methods[part.method].rule == "consent":
            await self._consent(question)
            return
        await self._write(question.id)
        if part.method == "quick_ballot":
            result, round = await self._vote(question.id, self._adopts(question), rule="fist_to_five")
        else:
            await self._indicated(question)
            result, round = await self._vote(question.id, self._adopts(question))
        if not result.adopted:
            result, round = await self._vote(
                question.id, self._adopts(question, again=True), rule=round.rule, proposal=round.proposal
            )
        await self._concluded(question, round.proposal, bool(result.adopted))

    async def _indicated(self, question: Question) -> None:
        result, _ = await self._vote(question.id, lambda voice, round: self._leaning(voice, question, round))
        if len(result.winners) > 1:
            settled = question.balanced.id if question.balanced.id in result.winners else sorted(result.winners)[0]
            await self.do(self.desk.pick, question.id, settled)

    def _leaning(self, voice: Voice, question: Question, round: Round) -> Any:
        """A first ballot: liking falls with distance from one's own place among the options, which are in order."""
        weights = self.sample.leanings[question.id]
        ids = [option.id for option in question.options]
        liked = {
            id: weights[id] * voice.chance.uniform(0.4, 1.6) + 0.15 * voice.bent * (n - 1) for n, id in enumerate(ids)
        }
        order = sorted(ids, key=lambda id: -liked[id])
        if round.rule == "gradients":
            degrees = sorted(voice.chance.choices(range(1, 9), weights=(5, 6, 5, 2, 4, 3, 1, 1), k=len(ids)))
            return dict(zip(order, degrees, strict=True))
        return [[id] for id in order]

    def _adopts(self, question: Question, again: bool = False) -> Callable[[Voice, Round], Any]:
        """A second ballot: most accept, as far as the sample says; a parked question fails twice."""
        share = self.sample.support.get(question.id, 0.93)
        if question.id in self.sample.parked:
            share = 0.45
        elif again:
            share = 1.0
        sure = share > 0.9

        def ballot(voice: Voice, round: Round) -> Any:
            accepts = voice.chance.random() < share
            return _said(round, voice, accepts, sure)

        return ballot

    async def _consent(self, question: Question) -> None:
        """A consent round; an objection is integrated once, and the new wording is asked again."""
        objection = next((o for o in self.sample.objections if o.question == question.id), None)
        objector = self.voices[len(question.id) % len(self.voices)]

        def ballot(voice: Voice, _: Round) -> Any:
            if objection and voice is objector:
                said = (texts.pick(objection.harm, voice.lang), texts.pick(objection.wording, voice.lang))
                return {"objection": said[0], "wording": said[1]}
            return "yes"

        result, round = await self._vote(question.id, ballot, kind="consent")
        wording = None
        if not result.adopted and objection:
            wording = dict(objection.wording)
            amended = [Option(round.options[0].id, round.options[0].label, wording)]
            result, round = await self._vote(
                question.id, lambda *_: "yes", kind="consent", options=amended, proposal=amended[0].id
            )
        await self._concluded(question, question.balanced.id, bool(result.adopted), wording)

    async def _concluded(
        self, question: Question, option: str | None, adopted: bool, wording: Mapping[str, str] | None = None
    ) -> None:
        said = self.sample.decisions[question.id]
        same = said.option == option
        names = [p.name for p in question.option(option).parameters] if option else []
        roles = {role["id"]: texts.pick(role["label"], self.desk.lang) for role in self.desk.facts["roles"]}
        await self.do(
            self.desk.decide,
            question.id,
            option,
            status="adopted" if adopted else "parked",
            parameters={k: v for k, v in said.parameters.items() if k in names},
            wording=wording,
            rationale=texts.pick(said.rationale, self.desk.lang) if same or not adopted else None,
            dissent=[
                {
                    "text": texts.pick(d.text, self.desk.lang),
                    "role": roles.get(d.role, d.role),
                    "lang": self.desk.lang,
                }
                for d in said.dissent
                if same
            ],
            owner=roles.get(said.owner, said.owner),
            review_on=months(self.today, said.review),
        )
        await self.later(2)

    # ---- rounds --------------------------------------------------------------------------------

    async def _vote(self, question: str, choose: Callable[[Voice, Round], Any], **opening: Any) -> tuple[Any, Round]:
        """Open, let everybody answer at once, close, reveal."""
        round = await self.do(self.desk.open, question, minutes=3, **opening)
        voters = [v for v in self.voices if v.chance.random() < 0.97 and self.content.roles[v.role].votes]
        said = [(voice, choose(voice, round)) for voice in voters]
        await self.later(1)
        await asyncio.gather(
            *(v.say(messages.CastBallot, round=round.id, choice=choice, lang=v.lang) for v, choice in said)
        )
        self.ballots += len(said)
        return await self._closed(2), round

    async def _closed(self, minutes: float) -> Any:
        await self.later(minutes)
        await self.do(self.desk.close)
        found = await self.do(self.desk.reveal)
        await self.later(1)
        return found


def _said(round: Round, voice: Voice, accepts: bool, sure: bool) -> Any:
    """One adopting ballot in the shape of its rule."""
    doubt = voice.chance.random()
    shapes: Mapping[str, Callable[[], Any]] = {
        "majority": lambda: "yes" if accepts else "abstain" if doubt < 0.3 else "no",
        "fist_to_five": lambda: voice.chance.choice((3, 4, 4, 5, 5)) if accepts or sure else 2,
        "gradients": lambda: {
            round.proposal: voice.chance.choice((1, 1, 2, 2, 3)) if accepts else (5 if sure else 6)
        },
        "consent": lambda: "yes",
    }
    return shapes["majority" if round.rule == "supermajority" else round.rule]()


def months(day: date, months: int) -> date:
    """The same day so many months later, the last of the month where it has none."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)
