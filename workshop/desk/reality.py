"""Promise against reality: files of what was published, beside the clauses that were adopted."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop.desk import scenarios, scheduling
from workshop.desk.planning import spoken
from workshop.errors import InputError
from workshop.exchange import posts as files
from workshop.exchange.networks import network, plain
from workshop.exchange.posts import Posts, Reading
from workshop.methods.rhythm import kept
from workshop.methods.rhythm.kept import Kept, Period, Pledge, Published, Replies
from workshop.methods.rhythm.nouns import Promise
from workshop.model import Decision, Text
from workshop.texts import DATA, LANGS, say

if TYPE_CHECKING:
    from workshop.agenda import Content
    from workshop.desk.workshop import Workshop

MOST_WEEKS = 522  # ten years: beyond, a year was mistyped
PLAN, FREQUENCY, REGULARITY, REPLIES = "plan", "frequency", "regularity", "response_time"


@dataclass(frozen=True, slots=True)
class File:
    """One file that was read: its name, the SHA-256 of its bytes, what it holds."""

    name: str
    digest: str
    posts: Posts


@dataclass(frozen=True, slots=True)
class Clause:
    """What one adopted clause promises: posts by channel, at most so many days of silence, replies."""

    question: str
    title: Text
    pledges: tuple[Pledge, ...] = ()
    silence: int | None = None  # days, on each of `channels`
    channels: tuple[str, ...] = ()
    replies: Promise | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A clause beside what was done."""

    clause: Clause
    channels: tuple[Kept, ...] = ()
    silent: tuple[tuple[str, int], ...] = ()  # channel and its longest silence in days, beyond what is allowed
    replies: Replies | None = None

    @property
    def kept(self) -> bool | None:
        """None where nothing could be judged."""
        said = [one.kept for one in self.channels]
        said += [self.replies.kept] if self.replies else []
        said += [False] if self.silent else []
        known = [one for one in said if one is not None]
        return all(known) if known else None


@dataclass(frozen=True)
class Reality:
    """This is what was read beside what was promised: `known` are the channels of the plan, `others` of the data."""

    files: tuple[File, ...]
    clauses: tuple[Clause, ...]
    known: Mapping[str, Text]
    start: date | None = None
    end: date | None = None
    today: date = date.max
    others: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def published(self) -> tuple[Published, ...]:
        """Every post read, under the plan's own name of its channel where it has one; by time."""
        every = [
            Published(post.at, self._id(post.channel), post.replied) for one in self.files for post in one.posts.posts
        ]
        return tuple(sorted(every, key=lambda post: (post.at, post.channel)))

    @cached_property
    def period(self) -> Period:
        """The weeks judged. InputError if none is whole, they are too many, or nothing was published in them."""
        try:
            found = kept.period([post.at.date() for post in self.published], self.start, self.end)
        except ValueError as cause:
            told = {"start": str(self.start), "end": str(self.end)}
            raise InputError(say("kept.no_week", "en", **told), text="kept.no_week", **told) from cause
        if found.weeks > MOST_WEEKS:
            spread = {"first": str(found.first), "last": str(found.last)}
            raise InputError(say("kept.too_long", "en", **spread), text="kept.too_long", **spread)
        if not any(found.first <= post.at.date() <= found.last for post in self.published):
            raise InputError(say("kept.none_inside", "en"), text="kept.none_inside")
        return found

    @property
    def unknown(self) -> dict[str, int]:
        """Channels of the files that the plan does not know, with their posts."""
        return dict(Counter(post.channel for post in self.published if post.channel not in self.known))

    @cached_property
    def present(self) -> frozenset[str]:
        """The channels judged: those in the files; all of them where a file holds several channels."""
        there = {post.channel for post in self.published}
        several = any(len({post.channel for post in one.posts.posts}) > 1 for one in self.files)
        return frozenset(self.known) if several else frozenset(there & set(self.known))

    @property
    def absent(self) -> list[str]:
        """Channels that are promised and not judged: the files do not speak of them."""
        promised = (pledge.channel for clause in self.clauses for pledge in clause.pledges if pledge.low)
        return [channel for channel in dict.fromkeys(promised) if channel not in self.present]

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """Every clause, in its order."""
        return tuple(self._judged(clause) for clause in self.clauses)

    @property
    def broken(self) -> list[Clause]:
        """The clauses to reopen."""
        return [one.clause for one in self.judged if one.kept is False]

    def days(self, channel: str) -> list[date]:
        """The days on which this channel had posts, once for each post."""
        return [post.at.date() for post in self.published if post.channel == channel]

    def _judged(self, clause: Clause) -> Judged:
        channels = tuple(
            kept.judged(pledge, self.days(pledge.channel), self.period)
            for pledge in clause.pledges
            if pledge.channel in self.present
        )
        times = [p.replied for p in self.published if p.replied is not None and self._inside(p)]
        replies = kept.answered(times, clause.replies) if clause.replies else None
        return Judged(clause, channels, tuple(self._silent(clause)), replies)

    def _inside(self, post: Published) -> bool:
        return self.period.first <= post.at.date() <= self.period.last

    def _silent(self, clause: Clause) -> Iterable[tuple[str, int]]:
        for channel in clause.channels if clause.silence is not None else ():
            longest = kept.silence(self.days(channel), self.period) if channel in self.present else None
            if longest is not None and longest.days > (clause.silence or 0):
                yield channel, longest.days

    def _id(self, name: str) -> str:
        """The plan's channel of this name: its id, its label, or the network it is on; else the name as it stands."""
        if name in self.known:
            return name
        said = {plain(id): id for id in self.known}
        said |= {plain(label[lang]): id for id, label in self.known.items() for lang in LANGS if lang in label}
        ours = said.get(plain(name))
        if ours is None and (there := network(name)) is not None:
            ours = next((id for id in self.known if network(id) == there), there)
        return ours or name

    def noted(self) -> dict[str, Any]:
        """What the journal keeps: files with their digests, rows and rows set aside; what came of each clause."""
        return {
            "files": [
                {"name": f.name, "digest": f.digest, "rows": f.posts.rows, "unread": len(f.posts.unread)}
                for f in self.files
            ],
            "first": self.period.first.isoformat(),
            "weeks": self.period.weeks,
            "clauses": [_noted(one) for one in self.judged],
            "reopen": [clause.question for clause in self.broken],
        }


def _noted(one: Judged) -> dict[str, Any]:
    channels = [
        {
            "channel": k.pledge.channel,
            "promised": [k.pledge.low, k.pledge.high],
            "weeks": list(k.counts),
            "kept": k.kept,
            "why": list(k.why),
        }
        for k in one.channels
    ]
    found: dict[str, Any] = {"question": one.clause.question, "kept": one.kept, "channels": channels}
    if one.replies:
        found["replies"] = {"count": one.replies.count, "share": one.replies.share, "median": one.replies.median}
    return found


def read(name: str, data: bytes, told: Reading) -> File:
    """A file as its bytes came. InputError says what is wrong with it, or what has to be said first."""
    found = files.read(data, name, told)
    if not found.posts:
        reason = {lang: found.unread[0].told(lang) if found.unread else "" for lang in LANGS}
        raise InputError(
            say("posts.no_posts", "en", file=name, reason=reason["en"]),
            text="posts.no_posts", file=name, reason=reason,
        )  # fmt: skip
    return File(name, hashlib.sha256(data).hexdigest(), found)


def bytes_of(path: str | Path) -> bytes:
    """The bytes of a file on this computer, or of the checkout ("data/sample/posts.csv"); one more than are read."""
    given = Path(path).expanduser()
    place = given if given.exists() or given.is_absolute() else DATA.parent / given
    try:
        with place.open("rb") as file:
            return file.read(files.BYTES + 1)
    except OSError as cause:
        raise InputError(
            say("posts.missing", "en", file=given.name), text="posts.missing", file=given.name
        ) from cause


# ---- what was promised ------------------------------------------------------------------------------


def clauses(w: Workshop, plan: str | None = None) -> tuple[Clause, ...]:
    """What the adopted clauses promise; with `plan`, what this scenario would. InputError if nothing is promised."""
    record, basis = w.record(""), w.basis
    if plan is not None and plan not in basis.plans:
        told = {"name": plan, "known": ", ".join(basis.plans) or "–"}
        raise InputError(say("calendar.unknown_plan", "en", **told), text="calendar.unknown_plan", **told)
    posts = dict(basis.plans[plan].posts) if plan else scheduling.promised(record)
    channels = [name for name, often in posts.items() if often > 0] or [c.name for c in basis.channels]
    stands = {d.question: d for d in record.decisions if d.status == "adopted"}
    found = [_of_plan(w, posts, _within(scenarios.adopted(record), basis.promise))] if posts else []
    for question, made in ((FREQUENCY, _of_frequency), (REGULARITY, _of_regularity)):
        if question in stands and (clause := made(w.content, stands[question], channels)) is not None:
            found.append(clause)
    if not found:
        raise InputError(say("kept.no_promise", "en"), text="kept.no_promise")
    return tuple(found)


def _of_plan(w: Workshop, posts: Mapping[str, float], replies: Promise | None) -> Clause:
    pledges = tuple(kept.pledge(channel, often) for channel, often in posts.items() if often > 0)
    return Clause(PLAN, w.content.open[PLAN].title, pledges, replies=replies)


def _within(decision: Decision | None, promise: Promise | None) -> Promise | None:
    """The reply promise of the plan as it was adopted, else that of the basis."""
    said = decision.parameters if decision else {}
    if "within" in said and "share" in said:
        return Promise(float(said["within"]), float(said["share"]) / 100)
    return promise


def _of_frequency(content: Content, decision: Decision, channels: Sequence[str]) -> Clause | None:
    """From so many to so many, at most so many, or so many posts a week on each channel."""
    said = _numbers(content, decision)
    if "posts_per_week" in said:
        pledges = [kept.pledge(channel, said["posts_per_week"]) for channel in channels]
    elif "posts_per_week_max" in said:
        low, high = said.get("posts_per_week_min", 0.0), said["posts_per_week_max"]
        pledges = [kept.between(channel, low, high) for channel in channels]
    else:
        return None
    return Clause(FREQUENCY, content.questions[FREQUENCY].title, tuple(pledges))


def _of_regularity(content: Content, decision: Decision, channels: Sequence[str]) -> Clause | None:
    days = _numbers(content, decision).get("inactive_days")
    title = content.questions[REGULARITY].title
    return Clause(REGULARITY, title, silence=int(days), channels=tuple(channels)) if days else None


def _numbers(content: Content, decision: Decision) -> dict[str, float]:
    """The numbers of the clause, those that nobody changed too."""
    option = next((o for o in content.questions[decision.question].options if o.id == decision.option), None)
    said = {p.name: str(p.default) for p in (option.parameters if option else ())} | dict(decision.parameters)
    return {key: number for key, text in said.items() if (number := _number(text)) is not None}


def _number(text: str) -> float | None:
    try:
        found = float(str(text).replace(",", "."))
    except ValueError:
        return None
    return found if isfinite(found) else None


def compared(
    w: Workshop, read: Sequence[File], plan: str | None = None, start: date | None = None, end: date | None = None
) -> Reality:
    """These files beside what the workshop promised; the same file twice is read once."""
    once = {one.digest: one for one in read}
    known = {c.name: w.labels[c.name] for c in w.basis.channels}
    others = {id: spoken(one.name) for id, one in w.content.platforms.items()}
    return Reality(tuple(once.values()), clauses(w, plan), known, start, end, date.fromtimestamp(w._now()), others)
