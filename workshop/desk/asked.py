"""What everybody answers alone: a number, a place between two ends, points to share; and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor, log10
from statistics import median
from typing import TYPE_CHECKING, Any, Literal

from workshop import figures, texts
from workshop.desk import results
from workshop.figures.spreading import FEW
from workshop.methods.sharing import Shared, shared
from workshop.model import Option, Record, Round, Text

if TYPE_CHECKING:
    from workshop.agenda import Content

HOURS, VALUE = "hours", "value"
WEEK, TEN, HUNDRED = 168, 10, 100
STEPS = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)  # of a power of ten: where an axis may end


@dataclass(frozen=True, slots=True)
class Asked:
    """One such question: a number up to `most` in `unit`, between `ends` if it has any, or points for `options`."""

    id: str
    kind: Literal["guess", "points"]
    prompt: Text
    say: Text  # aloud, before anybody answers
    most: int
    unit: Text = field(default_factory=dict)
    ends: tuple[Text, ...] = ()
    options: tuple[Option, ...] = ()

    @property
    def opening(self) -> dict[str, Any]:
        """What `Workshop.open` is told, where nothing else is said."""
        if self.kind == "points":
            return {
                "kind": "ballot",
                "rule": "points",
                "purpose": "none",
                "title": self.prompt,
                "options": self.options,
                "most": self.most,
            }
        ends = [dict(end) for end in self.ends]
        return {"kind": "guess", "title": self.prompt, "unit": dict(self.unit), "ends": ends, "most": self.most}


def asked(name: str, content: Content, channels: Mapping[str, Text]) -> Asked | None:
    """The question called `name`: "hours", "value" (of these channels, by their labels) or a scale of the data."""
    if name == HOURS:
        said = texts.both("asking.hours"), texts.both("asking.hours_say")
        return Asked(HOURS, "guess", *said, WEEK, texts.both("asking.hours_unit"))
    if name == VALUE:
        options = tuple(Option(id, label) for id, label in channels.items())
        return Asked(
            VALUE, "points", texts.both("asking.value"), texts.both("asking.value_say"), HUNDRED, options=options
        )
    if (scale := content.scales.get(name)) is not None:
        return Asked(name, "guess", scale.prompt, texts.both("asking.scale_say"), TEN, ends=(scale.low, scale.high))
    return None


def names(content: Content) -> list[str]:
    """Everything that can be asked by its name."""
    return [HOURS, VALUE, *content.scales]


def drawn(round: Round) -> bool:
    """Is this round shown answer by answer? A number that was guessed, and points for the worth of channels."""
    return round.kind == "guess" or (round.question == VALUE and round.rule == "points" and results.orders(round))


def latest(record: Record, question: str) -> Round | None:
    """The last closed round of this question that is shown answer by answer."""
    closed = [r for r in record.rounds if r.question == question and r.state in results.COUNTED and drawn(r)]
    return closed[-1] if closed else None


def numbers(record: Record, round: Round) -> list[float]:
    """The numbers guessed in this round, by whatever channel, lowest first; who does not know is left out."""
    return sorted(b.choice for b in results.ballots(record, round) if b.choice is not None)


def worth(record: Record, round: Round) -> Shared | None:
    """What the points of this round make of each option; None if nobody gave any."""
    cast = results.ballots(record, round)
    options = [option.id for option in round.options]
    return shared([b.choice for b in cast], options, results.weights(record, round, cast))


def chart(record: Record, round: Round) -> dict[str, Any]:
    """Every answer of this round without a name, and the medians."""
    found = _points(record, round) if round.kind == "ballot" else _guesses(record, round)
    unknown = sum(b.choice is None for b in results.ballots(record, round))
    if not unknown:
        return found
    key = "asking.unknown_one" if unknown == 1 else "asking.unknown"
    said = {lang: f"{found['note'][lang]} {texts.say(key, lang, count=unknown)}" for lang in texts.LANGS}
    return {**found, "note": said}


def _guesses(record: Record, round: Round) -> dict[str, Any]:
    values = numbers(record, round)
    row = {"id": round.question or round.id, "label": texts.both("asking.answers"), "values": values}
    most = round.most or WEEK
    ends = (round.ends[0], round.ends[1]) if round.ends else None
    return figures.strips_chart([row], _unit(round), most if ends else _end(values, len(values), most), ends=ends)


def _points(record: Record, round: Round) -> dict[str, Any]:
    """A row an option, the most points first; whoever gave no point at all has said nothing."""
    said = [b.choice for b in results.ballots(record, round) if any(b.choice.values())]
    points = {o.id: sorted(float(one.get(o.id, 0)) for one in said) for o in round.options}
    rows: list[dict[str, Any]] = [{"id": o.id, "label": o.label, "values": points[o.id]} for o in round.options]
    rows.sort(key=lambda row: -median(points[row["id"]] or [0.0]))
    every = [value for values in points.values() for value in values]
    return figures.strips_chart(rows, texts.both("asking.points"), _end(every, len(said), round.most or HUNDRED))


def measure(round: Round, lang: str) -> str:
    """What the number of a guess is, as the label of a place to write it."""
    if round.ends:
        low, high = (texts.pick(end, lang) for end in round.ends)
        return texts.say("asking.between", lang, low=low, high=high, most=round.most or WEEK)
    return texts.pick(round.unit, lang) if round.unit else texts.say("desk.grid_answer", lang)


def _unit(round: Round) -> Text:
    return round.unit or dict.fromkeys(texts.LANGS, "")


def _end(values: Sequence[float], answers: int, most: int) -> float:
    """Where the axis ends: at a round number beyond what was said, which tells no single answer of a few."""
    top = max(values, default=0.0) if answers >= FEW else median(values or [0.0])
    if top <= 0:
        return float(min(most, TEN))
    power = 10.0 ** floor(log10(top))
    return min(float(most), next(step * power for step in STEPS if top <= step * power))
