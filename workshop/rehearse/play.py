"""One run: the desk, the people and the clock that they share; how a round is opened, answered, closed and shown."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from workshop import messages, texts
from workshop.agenda import Content, Sample
from workshop.agenda.invented import SampleIdea
from workshop.desk import Workshop
from workshop.model import BY_HAND, IdeaId, Question, QuestionId, Round, Text
from workshop.rehearse.people import Crowd, Voice

Progress = Callable[[int, int, str], None]
Choose = Callable[[Voice, Round], Any]
ANSWERS = 0.97  # of those who may answer


@dataclass(slots=True)
class Play:
    """This is what everything in a rehearsal shares."""

    desk: Workshop
    sample: Sample
    crowd: Crowd
    room: Mapping[str, Any]
    chance: random.Random
    today: date
    now: float
    progress: Progress
    here: list[Voice] = field(default_factory=list)  # on the list: in the room or represented
    ballots: int = 0
    pace: float = 1.0  # minutes of the agenda for a minute of ours
    ideas: dict[IdeaId, SampleIdea] = field(default_factory=dict)
    recused: set[tuple[Voice, QuestionId]] = field(default_factory=set)
    own: dict[str, SampleIdea] = field(default_factory=dict)  # risks made of ideas
    requests: int = 0  # of the sample, made so far
    pulled: int = 0  # off the consent list

    @property
    def content(self) -> Content:
        """The bank that the desk reads."""
        return self.desk.content

    # ---- words and people ------------------------------------------------------------------------

    def pick(self, text: Text) -> str:
        """In the language of the desk."""
        return texts.pick(text, self.desk.lang)

    def role(self, id: str) -> str:
        """What people of this role are called."""
        return self.pick(self.content.roles[id].label)

    def due(self, after: int | None) -> date | None:
        """The day so many months from now."""
        return months(self.today, after) if after else None

    def voters(self, question: QuestionId | None) -> list[Voice]:
        """Who may answer, in the room or through somebody."""
        voting = (v for v in self.here if self.content.roles[v.role].votes)
        return [v for v in voting if (v, question) not in self.recused and (v.holder, question) not in self.recused]

    def phones(self) -> list[Voice]:
        """Who has a phone or a tablet in hand, and a vote."""
        return [v for v in self.voters(None) if v.socket is not None]

    # ---- time ----------------------------------------------------------------------------------

    async def do(self, verb: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """A verb of the desk, while people go on listening."""
        return await asyncio.to_thread(partial(verb, *given, **named))

    async def later(self, minutes: float) -> None:
        """The clock of the rehearsal moves on; nobody waits."""
        await self.until(self.now + minutes * 60 * self.pace)

    async def until(self, moment: float) -> None:
        """It is this moment, unless it is later already."""
        self.now = max(self.now, moment)
        await self.do(self.desk.client.ask, messages.SetTime, now=self.now)

    # ---- rounds --------------------------------------------------------------------------------

    async def vote(
        self, question: str, choose: Choose, *, surely: Voice | None = None, **opening: Any
    ) -> tuple[Any, Round]:
        """Open, let everybody answer at once (`surely` without fail), close, reveal."""
        round = await self.do(self.desk.open, question, minutes=3, **opening)
        await self.answered(round, choose, surely)
        return await self.closed(2), round

    async def answered(self, round: Round, choose: Choose, surely: Voice | None = None) -> None:
        """Those who may answer do so, each in their way; a holder first for themselves, then for the other."""
        voters = [v for v in self.voters(round.question) if v.chance.random() < ANSWERS or v is surely]
        said: dict[Voice, list[dict[str, Any]]] = {}
        for voice in voters:
            message = {"round": round.id, "choice": choose(voice, round), "lang": voice.lang}
            speaker = voice.holder or voice
            said.setdefault(speaker, []).append(message | ({"principal": voice.id} if voice.holder else {}))
        await self.later(1)
        await asyncio.gather(*(_all(voice, some) for voice, some in said.items()))
        self.ballots += len(voters) + await self._raised(round, choose)

    async def _raised(self, round: Round, choose: Choose) -> int:
        """Hands go up where a rule asks for one answer, and are counted."""
        if round.kind != "ballot" or round.rule not in BY_HAND or not self.crowd.hands:
            return 0
        counts = Counter(str(choose(voice, round)) for voice in self.crowd.hands)
        await self.do(self.desk.count_hands, counts)
        return counts.total()

    async def closed(self, minutes: float) -> Any:
        """Close the round and show everybody what it says."""
        await self.later(minutes)
        await self.do(self.desk.close)
        found = await self.do(self.desk.reveal)
        await self.later(1)
        return found

    def question(self, id: QuestionId) -> Question:
        """This question of the bank."""
        return self.content.questions[id]


async def _all(voice: Voice, ballots: list[dict[str, Any]]) -> None:
    for fields in ballots:
        await voice.say(messages.CastBallot, **fields)


def months(day: date, months: int) -> date:
    """The same day so many months later, the last of the month where it has none."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)
