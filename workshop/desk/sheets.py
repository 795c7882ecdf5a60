"""A round as a sheet of paper: what is asked, how to answer by pen, and by which rule it will be counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.desk import asked
from workshop.model import RANKED, Option, Round

if TYPE_CHECKING:
    from workshop.export.sheets import Lines, Matrix, Numbers, Sheet, Ticks

    Block = Lines | Matrix | Numbers | Ticks
Rows = tuple[tuple[str, str], ...]
IDEAS, WORDS, SHORT = 8, 4, 2  # lines to write on
DOTS, POINTS, TOP = 5, 100, 5


def sheet(round: Round, lang: str, facts: Mapping[str, Any]) -> Sheet:
    """The sheet of a round, in one language; `facts` are those of the workshop."""
    from workshop.export.sheets import Sheet

    kind = round.kind if round.kind in _BLOCKS else round.rule
    how, blocks = _BLOCKS[kind](round, lang)
    about = round.purpose == "adopting" or round.kind == "consent"
    return Sheet(
        lang=lang,
        title=texts.pick(facts.get("title") or {}, lang),
        organisation=str(facts.get("organisation") or ""),
        prompt=texts.pick(round.prompt, lang),
        text=_subject(round, lang) if about else "",
        how=" ".join(filter(None, [how, _seen(round, lang)])),
        rule=_rule(round, lang),
        blocks=tuple(blocks),
    )


def filename(question: str, first: int, last: int, lang: str) -> str:
    """A name that every disk takes."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", question).strip("-")[:60] or "round"
    return f"sheets-{plain}-{lang}-{first}-{last}.pdf"


def _say(key: str, lang: str, **facts: object) -> str:
    return texts.say(f"paper.{key}", lang, **facts)


def _rule(round: Round, lang: str) -> str:
    """How it will be counted; ideas and estimates are not."""
    if round.kind not in ("ballot", "consent"):
        return ""
    said = [_say("counted", lang, rule=texts.say(f"rules.{round.rule}", lang))]
    if round.threshold is not None:
        said.append(_say("threshold", lang, share=texts.number(100 * round.threshold, lang, 0)))
    if round.quorum:
        said.append(_say("quorum", lang, count=round.quorum))
    return " ".join([*said, *([_say("weights", lang)] if round.weights else [])])


def _seen(round: Round, lang: str) -> str:
    """What the chart above the answers says: paper holds none, the wall does."""
    finding = (round.chart or {}).get("finding")
    return _say("look", lang, finding=texts.pick(finding, lang)) if finding else ""


def _rows(round: Round, lang: str) -> Rows:
    return tuple((texts.pick(o.label, lang), _clause(o, lang)) for o in round.options)


def _clause(option: Option, lang: str) -> str:
    clause = texts.pick(option.clause, lang) if option.clause else ""
    return "" if clause == texts.pick(option.label, lang) else clause


def _subject(round: Round, lang: str) -> str:
    """The text that a yes-or-no ballot is about."""
    about = next((o for o in round.options if o.id == round.proposal), next(iter(round.options), None))
    return (_clause(about, lang) or texts.pick(about.label, lang)) if about else ""


Made = tuple[str, list["Block"]]


def _ticks(how: str) -> Callable[[Round, str], Made]:
    def made(round: Round, lang: str) -> Made:
        from workshop.export.sheets import Ticks

        return _say(how, lang), [Ticks(_rows(round, lang))]

    return made


def _answers(*keys: str) -> Callable[[Round, str], Made]:
    """One box to tick among fixed answers."""

    def made(round: Round, lang: str) -> Made:
        from workshop.export.sheets import Ticks

        return _say("how_one", lang), [Ticks(tuple((texts.say(key, lang), "") for key in keys))]

    return made


def _numbers(how: str, most: int) -> Callable[[Round, str], Made]:
    def made(round: Round, lang: str) -> Made:
        from workshop.export.sheets import Numbers

        return _say(how, lang, most=round.most or most), [Numbers(_rows(round, lang))]

    return made


def _gradients(round: Round, lang: str) -> Made:
    degrees = [texts.say(f"gradients.g{n}", lang) for n in range(1, 9)]
    if round.purpose == "adopting":
        return _answers(*(f"gradients.g{n}" for n in range(1, 9)))(round, lang)
    return _matrix(round, lang, [str(n) for n in range(1, 9)], [f"{n} = {said}" for n, said in enumerate(degrees, 1)])


def _scores(round: Round, lang: str) -> Made:
    top = round.most or TOP
    ends = [_say("score_low", lang), _say("score_high", lang, top=top)]
    return _matrix(round, lang, [str(n) for n in range(top + 1)], ends)


def _grades(round: Round, lang: str) -> Made:
    columns = [str(n) for n in range(6)]
    return _matrix(round, lang, columns, [f"{n} = {texts.say(f'grades.g{n}', lang)}" for n in range(5, -1, -1)])


def _matrix(round: Round, lang: str, columns: list[str], legend: list[str]) -> Made:
    from workshop.export.sheets import Matrix

    return _say("how_each", lang), [Matrix(tuple(columns), _rows(round, lang), tuple(legend))]


def _estimate(round: Round, lang: str) -> Made:
    """Likelihood and impact of each risk on one line, so that people think of it once."""
    from workshop.export.sheets import Matrix

    rows = _rows(round, lang) or ((texts.pick(round.prompt, lang), ""),)
    columns, legend = [], []
    for part in ("likelihood", "impact"):
        heads = [_say(part, lang, n=n) for n in range(1, 6)]
        columns += heads
        legend += [f"{head} = {texts.say(f'{part}.{n}', lang)}" for n, head in enumerate(heads, 1)]
    return _say("how_estimate", lang), [Matrix(tuple(columns), rows, tuple(legend), split=5)]


def _guess(round: Round, lang: str) -> Made:
    from workshop.export.sheets import Numbers, Ticks

    how = _say("how_guess", lang, most=texts.number(round.most or asked.WEEK, lang))
    unknown = (texts.say("asking.not_known", lang), "")
    return how, [Numbers(((asked.measure(round, lang), ""),)), Ticks((unknown,))]


def _consent(round: Round, lang: str) -> Made:
    from workshop.export.sheets import Lines, Ticks

    answers = ("phone.consent_yes", "phone.consent_remark", "phone.consent_no")
    return _say("how_consent", lang), [
        Ticks(tuple((texts.say(key, lang), "") for key in answers)),
        Lines(_say("remark", lang), SHORT),
        Lines(_say("objection", lang), SHORT),
        Lines(_say("wording", lang), WORDS),
        Ticks(((_say("named", lang), ""),)),
    ]


def _ideas(round: Round, lang: str) -> Made:
    from workshop.export.sheets import Lines

    return _say("how_ideas", lang), [Lines(_say("ideas", lang), IDEAS)]


_YES_NO = _answers("answers.yes", "answers.no", "answers.abstain")
_BLOCKS: Mapping[str, Callable[[Round, str], Made]] = {
    "ideas": _ideas,
    "estimate": _estimate,
    "guess": _guess,
    "consent_list": _ticks("how_list"),
    "consent": _consent,
    "plurality": _ticks("how_one"),
    "approval": _ticks("how_several"),
    "majority": _YES_NO,
    "supermajority": _YES_NO,
    "fist_to_five": _answers(*(f"figure.fist_{n}" for n in range(5, -1, -1))),
    "gradients": _gradients,
    "dots": _numbers("how_dots", DOTS),
    "points": _numbers("how_points", POINTS),
    "score": _scores,
    "star": _scores,
    "majority_judgment": _grades,
    **dict.fromkeys(sorted(RANKED), _numbers("how_rank", 0)),
}
