"""Ideas from the first word to an order: formats, moderation, lineage, themes; matters to come back to; the clock."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from workshop import messages, texts
from workshop.desk import formats, lineage, timetable
from workshop.desk.opening import Opening, wire
from workshop.desk.timetable import Cut, Timetable
from workshop.errors import InputError
from workshop.model import Idea, IdeaId, Option, Record, Round, Text

if TYPE_CHECKING:
    import pandas as pd

    from workshop.agenda import Content
    from workshop.desk.client import Client


class Gathering:
    """This is the part of a workshop that gathers, orders and keeps what people bring."""

    client: Client
    content: Content
    lang: str

    if TYPE_CHECKING:

        @property
        def facts(self) -> Mapping[str, Any]: ...
        def record(self, question: str | None = None) -> Record: ...
        def group(self, themes: Mapping[str, str | None]) -> None: ...
        def open(self, question: str, rule: str | None = None, **fields: Any) -> Round: ...
        def scene(self, stage: str, question: Any = None, agenda: Any = None) -> None: ...
        def reveal(self, round: str = "") -> Any: ...
        def set(self, **facts: Any) -> None: ...

    # ---- writing -------------------------------------------------------------------------------

    def collect(
        self,
        question: str,
        format: str | None = None,
        *,
        minutes: float | None = None,
        suggest: bool = False,
        starters: str | Iterable[str | Text] | None = None,
        close_by_itself: bool = False,
        title: str | Text | None = None,
    ) -> Round:
        """Open the writing of ideas in a format: the agenda's for this question, unless another is named.

        `minutes` stretch or shorten the whole format; `starters` (one a line, or a list) replace those of the data.
        """
        part = timetable.part_of(question, self.content, self.facts)
        chosen = format or formats.usual(part)
        known = part.starters if part else ()
        said = formats.statements(known if starters is None else starters, known, self.lang)
        more: dict[str, Any] = {"format": chosen, "suggest": suggest, "starters": said, "title": title}
        return self.open(question, kind="ideas", minutes=minutes, close_by_itself=close_by_itself, **more)

    def formatted(self, question: str, minutes: float | None, more: dict[str, Any]) -> dict[str, Any]:
        """The fields of a round with the steps of its format, and how long they last together."""
        format = more.get("format")
        if format is None or more.get("steps"):
            return {"minutes": minutes, **more}
        if format not in formats.FORMATS:
            raise InputError(texts.say("desk.unknown_format", self.lang, name=format))
        steps = formats.steps(self.content, format, timetable.part_of(question, self.content, self.facts), minutes)
        return {**more, "minutes": formats.lasting(steps), "steps": formats.wire(steps)}

    def step(self, step: int | str | None = None) -> Round:
        """Go to this step of the open format, by number or id; to the next one if none is named."""
        open_ = next((one for one in self.record("").rounds if one.state == "open"), None)
        known = [one.id for one in open_.steps] if open_ else []
        wanted = known.index(step) if step in known else step
        if isinstance(wanted, str):
            raise InputError(texts.say("desk.unknown_step", self.lang, name=wanted, known=", ".join(known)))
        return msgspec.convert(self.client.ask(messages.SetStep, step=wanted), Round)

    def next_speaker(self) -> Round:
        """In a round robin: the turn goes to the next person."""
        return msgspec.convert(self.client.ask(messages.SetStep, speaker=True), Round)

    # ---- lineage and moderation ----------------------------------------------------------------

    def merge(self, ideas: Sequence[IdeaId], text: str | None = None) -> IdeaId:
        """Make one idea of several, with this text or the longest of theirs; each keeps its text and its author."""
        every = {one.id: one for one in self.record("").ideas}
        sources = [every[one] for one in ideas if one in every]
        longest = max(sources, key=lambda one: len(one.text), default=None)
        same = longest is not None and text in (None, longest.text)
        lang = longest.lang if longest is not None and same else self.lang
        said = text if text is not None else longest.text if longest else ""
        return str(self.client.ask(messages.MergeIdeas, ideas=list(ideas), text=texts.clean(said), lang=lang))

    def split(self, idea: IdeaId, parts: Iterable[str]) -> list[IdeaId]:
        """Make several ideas of one, which keeps its text and author."""
        said = [kept for one in parts if (kept := texts.clean(one))]
        return [str(one) for one in self.client.ask(messages.SplitIdea, idea=idea, texts=said)]

    def restore(self, idea: IdeaId) -> None:
        """Undo a merge or a split: what was made goes, what it was made of stands again."""
        self.client.ask(messages.RestoreIdea, idea=idea)

    def set_aside(self, idea: IdeaId, reason: str) -> None:
        """Set an idea aside; its author reads the reason at once. InputError without a reason."""
        if not texts.clean(reason or ""):
            raise InputError(texts.say("desk.aside_needs", self.lang))
        self._moderate(idea, texts.clean(reason))

    def bring_back(self, idea: IdeaId) -> None:
        """Bring an idea back that was set aside."""
        self._moderate(idea, None)

    def _moderate(self, idea: IdeaId, reason: str | None) -> None:
        """Moderate; where everybody is looking at the ideas of its round, they see them as they are now."""
        self.client.ask(messages.Moderate, idea=idea, reason=reason)
        record = self.record("")
        where = next((one.round for one in record.ideas if one.id == idea), "")
        if lineage.on_screen(record, where):
            self.reveal(where)

    # ---- themes and order ----------------------------------------------------------------------

    def ideas_of(self, question: str) -> list[Idea]:
        """The ideas of a question that stand: not withdrawn, set aside, or gone into another."""
        return [one for one in lineage.of(self.record(""), question) if one.live]

    def propose_themes(self, question: str, themes: int | None = None) -> dict[IdeaId, str]:
        """Themes by meaning for the ideas of a question: nothing is changed before `group` takes them."""
        from workshop.methods import ideas as meaning

        found = self.ideas_of(question)
        if not found:
            return {}
        grouping = meaning.propose([one.text for one in found], themes)
        return {one.id: grouping.names[label] for one, label in zip(found, grouping.labels, strict=True)}

    def idea_options(self, question: str, by: str = "theme") -> list[Option]:
        """The themes (or, `by` "idea", the ideas) of a question as options of a ballot."""
        return lineage.options(self.record(""), question, by, self.lang)

    def prioritise(
        self, question: str, rule: str = "dots", *, by: str = "theme", minutes: float | None = None, **more: Any
    ) -> Round:
        """Open a ballot that puts the themes or the ideas of a question in an order; it adopts nothing.

        InputError if there are not at least two of them, or more than the phones can show.
        """
        if by not in ("theme", "idea"):
            raise InputError(texts.say("errors.bad_fact", self.lang, fact="by"))
        options = self.idea_options(question, by)
        if not 2 <= len(options) <= messages.LIMITS["options"]:
            raise InputError(texts.say("desk.order_needs", self.lang, count=len(options)))
        rounds = [one for one in self.record("").rounds if one.question == question and one.kind == "ideas"]
        prompt = rounds[-1].prompt if rounds else Opening(self.content, self.lang, question).prompt()
        asked = {lang: texts.say(f"desk.order_{by}", lang, title=texts.pick(prompt, lang)) for lang in texts.LANGS}
        opened = self.client.ask(
            messages.OpenRound,
            kind="ballot",
            rule=rule,
            prompt=asked,
            question=question,
            options=[wire(one) for one in options],
            minutes=minutes,
            **more,
        )
        return msgspec.convert(opened, Round)

    # ---- matters -------------------------------------------------------------------------------

    def park(self, text: str, owner: str | None = None, due: date | str | None = None) -> str:
        """Keep something in the parking lot, with who comes back to it and by when; its id."""
        if not texts.clean(text or ""):
            raise InputError(texts.say("desk.park_empty", self.lang))
        fields = {"text": texts.clean(text), "lang": self.lang, "state": "kept", "owner": owner or None}
        return str(self.client.ask(messages.SetMatter, due=_day(due), **fields))

    def answer(
        self,
        matter: str,
        state: str,
        answer: str | None = None,
        owner: str | None = None,
        due: date | str | None = None,
    ) -> None:
        """Answer a request from a phone: taken, kept (in the parking lot), answered or dropped, with words."""
        if state in ("answered", "dropped") and not texts.clean(answer or ""):
            raise InputError(texts.say(f"desk.matter_{state}_needs", self.lang))
        said = texts.clean(answer or "") or None
        fields = {"matter": matter, "state": state, "answer": said, "owner": owner or None, "due": _day(due)}
        self.client.ask(messages.SetMatter, lang=self.lang, **fields)

    @property
    def matters(self) -> pd.DataFrame:
        """Requests from phones and the parking lot as a table."""
        from workshop.desk import tables

        return tables.matters(self.record(""))

    # ---- the clock of the agenda ---------------------------------------------------------------

    @property
    def timetable(self) -> Timetable:
        """The agenda against the room's clock."""
        return self._timetable(self.record("").facts)

    def start_part(self, part: str | None = None) -> Timetable:
        """Begin this part of the agenda (the next one if none is named); everybody sees how long it lasts."""
        facts = self.record("").facts
        coming, agenda = self._timetable(facts).coming, timetable.written(facts, self.content)
        wanted = part or (coming[0].id if coming else "")
        if wanted not in [one.id for one in agenda.sequences]:
            raise InputError(texts.say("desk.no_part", self.lang, name=wanted))
        return self._keep(timetable.begun(agenda, facts.get("timetable"), wanted, self._now()), facts)

    def shortenings(self) -> list[Cut]:
        """What to shorten so that the workshop ends as planned; nothing if it is on time."""
        record = self.record("")
        decided = {one.question for one in record.decisions}
        return timetable.shortened(self._timetable(record.facts), self.content, decided)

    def shorten(self, cuts: Sequence[Cut] | None = None) -> Timetable:
        """Apply these cuts, or those proposed; the journal says which."""
        facts, wanted = self.record("").facts, self.shortenings() if cuts is None else cuts
        agenda = timetable.written(facts, self.content)
        return self._keep(timetable.applied(agenda, facts.get("timetable"), wanted), facts)

    def _keep(self, kept: Mapping[str, Any], facts: Mapping[str, Any]) -> Timetable:
        """Keep the timetable with the workshop, and show phones and wall the agenda where they are."""
        self.set(timetable=kept)
        table, scene = self._timetable({**facts, "timetable": kept}), facts["scene"]
        self.scene(scene["stage"], scene["question"], timetable.wire(table))
        return table

    def _timetable(self, facts: Mapping[str, Any]) -> Timetable:
        agenda = timetable.agenda_of(facts, self.content)
        return timetable.timetable(agenda, facts.get("timetable"), self._now())

    def _now(self) -> float:
        """The room's clock: in a rehearsal the one it was set to, else this computer's."""
        state = self.client.state
        assert state
        return state.scene.at if state.facts.get("rehearsal") and state.scene.at else time.time()


def _day(due: date | str | None) -> str | None:
    return due.isoformat() if isinstance(due, date) else due or None
