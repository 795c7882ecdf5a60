"""What a synthetic participant answers: pure, from the sample, their bent and their own chance."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workshop.methods.effort import IMPACT, LIKELIHOOD
from workshop.model import Option, Question, Round
from workshop.rehearse.people import Voice

UNKNOWN, RANGED = 0.06, 0.85  # who does not know a risk; who gives four numbers where they are asked for
SURE = (60, 70, 80, 80, 90)
DOTS = 5
GUESSED = 2.1  # logarithm of the hours that half of the room think enough, about eight
Score = dict[str, Any]


def leaning(voice: Voice, question: Question, weights: Mapping[str, float], round: Round) -> Any:
    """A first ballot: liking falls with distance from one's own place among the options, which are in order."""
    ids = [option.id for option in question.options]
    liked = {
        id: weights[id] * voice.chance.uniform(0.4, 1.6) + 0.15 * voice.bent * (n - 1) for n, id in enumerate(ids)
    }
    order = sorted(ids, key=lambda id: -liked[id])
    if round.rule == "gradients":
        return {id: _degree(voice, liked[id]) for id in ids}
    if round.rule in ("score", "majority_judgment"):
        return {id: _grade(voice, liked[id]) for id in ids}
    if round.rule == "approval":
        return order[: voice.chance.choice((1, 1, 2))]
    return [[id] for id in order]


def _degree(voice: Voice, liking: float) -> int:
    """From 1 (yes, fully) to 8 (I oppose it) as somebody likes it less, with some chance."""
    return min(8, max(1, round(voice.chance.gauss(7 - 7.6 * liking, 1.4))))


def _grade(voice: Voice, liking: float) -> int:
    """From 0 to 5 as somebody likes it more, with some chance."""
    return min(5, max(0, round(voice.chance.gauss(0.6 + 7 * liking, 0.8))))


def nearer(voice: Voice, choice: Mapping[str, int], middle: str) -> dict[str, int]:
    """The same degrees after the discussion: many come nearer to the middle option, and few oppose as strongly."""
    moved = {}
    for option, degree in choice.items():
        towards = -2 if option == middle else 1 if degree < 3 else -1
        moved[option] = min(8, max(1, degree + towards)) if voice.chance.random() < 0.55 else degree
    return moved


def adopting(share: float) -> Callable[[Voice, Round], Any]:
    """A second ballot: this share accepts, the others say how much they do not."""

    def ballot(voice: Voice, round: Round) -> Any:
        return _said(round, voice, voice.chance.random() < share, share > 0.9)

    return ballot


def _said(round: Round, voice: Voice, accepts: bool, sure: bool) -> Any:
    """One adopting ballot in the shape of its rule."""
    doubt = voice.chance.random()
    shapes: Mapping[str, Callable[[], Any]] = {
        "majority": lambda: "yes" if accepts else "abstain" if doubt < 0.3 else "no",
        "fist_to_five": lambda: voice.chance.choice((3, 4, 4, 5, 5)) if accepts or sure else 2,
        "gradients": lambda: {
            round.proposal: voice.chance.choice((1, 1, 2, 2, 3)) if accepts else (5 if sure else 6)
        },
    }
    return shapes["majority" if round.rule == "supermajority" else round.rule]()


def ticking(voice: Voice, round: Round) -> list[str]:
    """What matters most to somebody, of many: the room likes some more than others."""
    return [option.id for option in round.options if voice.chance.random() < _appeal(option)]


def dotting(voice: Voice, round: Round) -> dict[str, int]:
    """A few dots shared among the options."""
    appeal = [_appeal(option) ** 2 for option in round.options]
    given = voice.chance.choices(round.options, weights=appeal, k=round.most or DOTS)
    return {option.id: given.count(option) for option in given}


def hours(voice: Voice, _: Round) -> float | None:
    """Hours a week that this takes, as somebody imagines it: most think of too few, and a few do not know."""
    if voice.chance.random() < UNKNOWN:
        return None
    return max(1.0, round(2 * voice.chance.lognormvariate(GUESSED, 0.5)) / 2)


def points(voice: Voice, worth: Mapping[str, float], round: Round) -> dict[str, int]:
    """A hundred points shared among channels: everybody around the same worth, in steps of five as people do."""
    liked = [worth[option.id] * voice.chance.uniform(0.5, 1.5) for option in round.options]
    most = round.most or 100
    shared = [5 * int(most * one / sum(liked) / 5) for one in liked]
    shared[liked.index(max(liked))] += most - sum(shared)
    return {option.id: given for option, given in zip(round.options, shared, strict=True)}


def _appeal(option: Option) -> float:
    """How many would tick it: the same for everybody, between a tenth and six tenths."""
    return random.Random(option.label["fr"]).uniform(0.1, 0.6)  # noqa: S311 - an invented taste


# ---- risks -------------------------------------------------------------------------------------


def score(voice: Voice, drawn: Mapping[str, float], spread: float, ranged: bool) -> Score | None:
    """Likelihood and impact in bands around where the room's scores gather, with four numbers where asked for."""
    if voice.chance.random() < UNKNOWN:
        return None
    said = {scale: voice.chance.gauss(at + voice.bent * spread / 2, spread) for scale, at in drawn.items()}
    found: Score = {scale: min(5, max(1, round(at))) for scale, at in said.items()}
    if ranged and voice.chance.random() < RANGED:
        percent = tuple(100 * likely for likely in LIKELIHOOD)
        fours = (("likelihood", percent, 100.0), ("impact", IMPACT, 400.0))
        found["range"] = {scale: _four(voice, bands, found[scale] - 1, most) for scale, bands, most in fours}
    return found


def _four(voice: Voice, bands: Sequence[float], band: int, most: float) -> list[float]:
    """Lowest, highest and best guess around a band, and how sure in per cent."""
    best = bands[band]
    low = voice.chance.uniform(bands[band - 1] if band else 0.0, best)
    high = voice.chance.uniform(best, bands[band + 1] if band + 1 < len(bands) else most)
    return [*(_round(n) for n in (low, high, best)), voice.chance.choice(SURE)]


def _round(number: float) -> float:
    """As people say numbers: two figures."""
    return float(f"{number:.2g}")


def apart(scores: Mapping[Voice, Score | None], far: int = 2) -> tuple[Voice | None, Voice | None]:
    """Who scored likelihood highest and who lowest, where they are two steps or more from the median."""
    known = {voice: said["likelihood"] for voice, said in scores.items() if said and voice.socket}
    every = sorted(said["likelihood"] for said in scores.values() if said)
    if not known or not every:
        return None, None
    middle = (every[(len(every) - 1) // 2] + every[len(every) // 2]) / 2
    top, bottom = max(known, key=lambda v: known[v]), min(known, key=lambda v: known[v])
    return top if known[top] >= middle + far else None, bottom if known[bottom] <= middle - far else None
