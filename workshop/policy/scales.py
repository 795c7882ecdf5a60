"""Where the room stands on a scale between two goods, and which option of a question lies nearest: a hint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from workshop import texts
from workshop.agenda import Content, Scale
from workshop.model import OptionId, QuestionId, Record, Round

FEW = 3  # answers below which only their middle is shown: more would say who answered what
APART = 0.4  # of the whole scale: where half of the answers spread as wide, people should talk first
DONE = ("closed", "revealed", "decided", "parked")


@dataclass(frozen=True, slots=True)
class Standing:
    """The middle of the answers, how far half of them spread, and the nearest option of each question it feeds."""

    scale: Scale
    answers: int
    most: float
    middle: float
    half: tuple[float, float] | None  # half of the answers lie between; three have no half
    nearest: Mapping[QuestionId, OptionId]

    @property
    def apart(self) -> bool:
        """Opinions are too far apart for a middle to say much."""
        return self.half is not None and self.half[1] - self.half[0] >= APART * self.most


def standing(record: Record, scale: Scale) -> Standing | None:
    """What the last round that asked for this scale says; None before, or if nobody gave a number."""
    asked = [r for r in record.rounds if r.question == scale.id and r.kind == "guess" and r.state in DONE]
    values = given(record, asked[-1]) if asked else []
    if not values:
        return None
    most = float(asked[-1].most or 10)
    middle = median(values)
    # quartiles of the values as they are, not of a sample (Hyndman and Fan, 1996, type 7)
    lower, _, upper = quantiles(values, n=4, method="inclusive") if len(values) >= FEW else (0.0, 0.0, 0.0)
    end = "low" if middle < most / 3 else "high" if middle > 2 * most / 3 else "middle"
    nearest = {feed.question: str(getattr(feed, end)) for feed in scale.feeds}
    return Standing(scale, len(values), most, middle, (lower, upper) if len(values) > FEW else None, nearest)


def given(record: Record, round: Round) -> list[float]:
    """The numbers that people gave in a guess, in no order that would tell who; "I do not know" is not one."""
    said = (b.choice for b in record.ballots if b.round == round.id)
    return sorted(float(one) for one in said if isinstance(one, int | float) and not isinstance(one, bool))


def feeding(record: Record, content: Content, question: QuestionId) -> list[Standing]:
    """Every scale that sheds light on this question and was answered."""
    found = (standing(record, s) for s in content.scales.values() if question in {f.question for f in s.feeds})
    return [one for one in found if one is not None]


def stands(one: Standing, lang: str) -> list[str]:
    """Where the room stands, in sentences."""
    most = texts.number(one.most, lang)
    ends = {"low": texts.pick(one.scale.low, lang), "high": texts.pick(one.scale.high, lang), "most": most}
    said = [texts.say("document.scale_stands", lang, middle=texts.number(one.middle, lang), **ends)]
    if one.half:
        low, high = (texts.number(end, lang) for end in one.half)
        said.append(texts.say("document.scale_spread", lang, low=low, high=high, count=one.answers))
    return [*said, texts.say("document.scale_apart", lang)] if one.apart else said


def hint(one: Standing, question: QuestionId, content: Content, lang: str) -> str:
    """The option that lies nearest, and that this decides nothing."""
    option = content.questions[question].option(one.nearest[question])
    return texts.say("document.scale_nearest", lang, option=texts.pick(option.label, lang))


def table(found: Sequence[Standing], content: Content, lang: str) -> list[list[str]]:
    """For each question that a scale feeds, the option that lies nearest."""
    head = [texts.say(f"document.{key}_head", lang) for key in ("question", "nearest")]
    rows = [
        [texts.pick(content.questions[q].title, lang), texts.pick(content.questions[q].option(o).label, lang)]
        for one in found
        for q, o in one.nearest.items()
    ]
    return [head, *rows]
