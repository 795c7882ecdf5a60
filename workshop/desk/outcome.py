"""Promise against reality in words: one table, one chart, the rows set aside, the clauses to reopen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from workshop import texts
from workshop.desk.reality import File, Judged, Reality
from workshop.figures import kept_chart
from workshop.methods.rhythm.kept import Kept, Pledge, Replies
from workshop.model import Text
from workshop.texts import LANGS

ROWS = 200  # rows set aside that are shown


@dataclass(frozen=True)
class Outcome:
    """This is what was read, beside what was promised, in one language."""

    reality: Reality
    lang: str

    def say(self, key: str, **facts: object) -> str:
        return texts.say(f"kept.{key}", self.lang, **facts)

    def counted(self, key: str, count: int, **facts: object) -> str:
        return self.say(f"{key}_one" if count == 1 else key, count=count, **facts)

    def label(self, channel: str) -> str:
        called = self.reality.known.get(channel) or self.reality.others.get(channel, {})
        return texts.pick(called, self.lang) or channel

    def day(self, when: Any) -> str:
        return texts.day(when, self.lang)

    def number(self, value: float, digits: int = 1) -> str:
        return texts.number(value, self.lang, digits)

    # ---- what was read -------------------------------------------------------------------------

    def read(self) -> list[str]:
        """Each file with its rows; the period; channels that the plan does not know, and those not judged."""
        found, period = self.reality, self.reality.period
        said = [
            self.say(
                "file", name=f.name, posts=self._posts(len(f.posts.posts)), rows=self._aside(len(f.posts.unread))
            )
            for f in found.files
        ]
        said.append(self.say("period", first=self.day(period.first), last=self.day(period.last), weeks=period.weeks))
        said += [] if period.sure else [self.say("edges")]
        coming = [day for post in found.published if found.today < (day := post.at.date()) <= period.last]
        said += [self.counted("coming", len(coming), last=self.day(coming[-1]))] if coming else []
        unknown = found.unknown.items()
        said += [self.say("unknown", name=self.label(name), posts=self._posts(n)) for name, n in unknown]
        said += [self.say("unplanned", channel=self.label(id), posts=self._posts(n)) for id, n in self._unplanned()]
        return said + [self.say("not_there", channel=self.label(channel)) for channel in found.absent]

    def _unplanned(self) -> list[tuple[str, int]]:
        """Channels of the basis on which no clause promises posts, with those of the weeks judged."""
        found, period = self.reality, self.reality.period
        promised = {pledge.channel for clause in found.clauses for pledge in clause.pledges if pledge.high != 0}
        counts = {id: sum(period.first <= day <= period.last for day in found.days(id)) for id in found.known}
        return [(id, n) for id, n in counts.items() if n and id not in promised]

    def aside(self) -> list[str]:
        """The rows that were not read, each with its file, its line and why."""
        every = [
            self.say("row", name=f.name, said=row.told(self.lang))
            for f in self.reality.files
            for row in f.posts.unread
        ]
        more = len(every) - ROWS
        return every[:ROWS] + ([self.say("more_rows", count=more)] if more > 0 else [])

    def _file(self, one: File) -> str:
        posts = self._posts(len(one.posts.posts))
        return self.say("file", name=one.name, posts=posts, rows=self._aside(len(one.posts.unread)))

    def _posts(self, count: int) -> str:
        return self.counted("posts", count) if count else self.say("posts_none")

    def _aside(self, count: int) -> str:
        return self.counted("unread", count) if count else self.say("unread_none")

    # ---- what was found ------------------------------------------------------------------------

    def table(self) -> list[dict[str, Any]]:
        """A row for each channel of each clause, each reply promise and each silence: {cells, kept}."""
        return [row for one in self.reality.judged for row in self._rows(one)]

    def _rows(self, one: Judged) -> list[dict[str, Any]]:
        title = texts.pick(one.clause.title, self.lang)
        rows = [
            self._row(k.kept, title, self.label(k.pledge.channel), self.promised(k.pledge), self.found(k))
            for k in one.channels
        ]
        if one.replies:
            rows.append(self._row(one.replies.kept, title, self.say("replies_title"), *self._replies(one.replies)))
        for channel, days in one.silent:
            most = self.say("silent_days", days=one.clause.silence)
            rows.append(self._row(False, title, self.label(channel), most, self.say("days", count=days)))
        return rows

    def _row(self, kept: bool | None, *cells: str) -> dict[str, Any]:
        word = "unsure" if kept is None else "was_kept" if kept else "was_broken"
        return {"cells": [*cells, self.say(word)], "kept": kept}

    def promised(self, pledge: Pledge) -> str:
        """'2 à 4 par semaine', 'une toutes les 4 semaines'."""
        if 0 < pledge.posts < 1:
            return self.say("seldom", every=self.number(float(1 / pledge.posts)))
        if pledge.high is None:
            return self.say("at_least", low=pledge.low)
        return self.say("a_week" if pledge.low else "at_most", low=pledge.low, high=pledge.high)

    def found(self, one: Kept) -> str:
        """How many weeks were within the promise, the mean, the longest silence, bursts."""
        if not one.judged:
            return self.say("unsure")
        said = [self.short(one), self.say("mean", mean=self.number(one.mean))]
        if one.silence and one.gaps:
            gap = one.silence
            said.append(self.say("silence", days=gap.days, first=self.day(gap.first), last=self.day(gap.last)))
        if one.bursts:
            top = max(one.bursts, key=lambda burst: burst.posts)
            said.append(self.counted("bursts", len(one.bursts), day=self.day(top.day), posts=top.posts))
        return " ; ".join(said) if self.lang == "fr" else "; ".join(said)

    def short(self, one: Kept) -> str:
        """'9 semaines sur 12 dans la promesse'; for less than a post a week how many there were."""
        if 0 < one.pledge.posts < 1:
            return self.say("in_all", posts=self._posts(sum(one.counts)), count=one.judged)
        good = one.judged - one.short - one.over
        key = {0: "in_range_none", 1: "in_range_one"}.get(good, "in_range")
        return self.say(key, good=good, count=one.judged)

    def _replies(self, one: Replies) -> tuple[str, str]:
        promised = self.say(
            "replies_promised", share=self.number(100 * one.promise.share, 0), within=self.number(one.promise.within)
        )
        done = self.say("replies_done", share=self.number(100 * one.share, 0), count=one.count)
        found = self.say("replies_found", median=self.number(one.median), nine=self.number(one.nine))
        return promised, f"{done}, {found}"

    # ---- the chart -----------------------------------------------------------------------------

    def chart(self) -> dict[str, Any]:
        """The first clause that speaks of channels, week by week; empty where none was judged."""
        return chart(self.reality)


def chart(reality: Reality) -> dict[str, Any]:
    """What to draw, in every language."""
    one = next((judged for judged in reality.judged if judged.channels), None)
    if one is None:
        return {}
    told = {lang: Outcome(reality, lang) for lang in LANGS}
    starts = [reality.period.first + timedelta(days=7 * k) for k in range(reality.period.weeks)]
    return kept_chart([_drawn(reality, k, told) for k in one.channels], starts)


def _drawn(reality: Reality, one: Kept, told: Mapping[str, Outcome]) -> dict[str, Any]:
    word = "unsure" if one.kept is None else "was_kept" if one.kept else "was_broken"

    def both(made: Any) -> Text:
        return {lang: made(said) for lang, said in told.items()}

    return {
        "id": one.pledge.channel,
        "label": reality.known.get(one.pledge.channel) or dict.fromkeys(LANGS, one.pledge.channel),
        "weeks": list(one.counts),
        "promised": [one.pledge.low, one.pledge.high],
        "range": both(lambda said: said.promised(one.pledge)),
        "kept": one.kept,
        "said": both(lambda said: said.say("verdict", word=said.say(word), said=said.short(one))),
        "short": both(lambda said: said.short(one)),
    }
