"""Asking everybody alone, before anybody calculates: a number to guess, points to share, a place between two ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from workshop import texts
from workshop.desk import asked
from workshop.desk.asked import HOURS, VALUE, Asked
from workshop.errors import InputError
from workshop.methods.sharing import Shared
from workshop.model import Round, Text

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


class Asking:
    """This is what a workshop asks its people one by one; nothing of it is told before the round is closed."""

    @property
    def _desk(self) -> Workshop:
        return cast("Workshop", self)

    # ---- asking ----------------------------------------------------------------------------------

    def guess(
        self,
        question: str = HOURS,
        title: str | Text | None = None,
        *,
        unit: str | Text | None = None,
        ends: Sequence[str | Text] | None = None,
        most: int | None = None,
        minutes: float | None = None,
        reason: str | None = None,
    ) -> Round:
        """Ask everybody for one number from 0 to `most`: "hours", a scale of the data, or a question of your own.

        `unit` is what is counted, `ends` what 0 and `most` mean. Whoever asks again gives a `reason`; the first
        answers stay. RoundOpen if another round is open; InputError without words to ask with.
        """
        known = self.usual(question)
        given: dict[str, Any] = {"minutes": minutes, "reason": reason, "most": most}
        given["title"] = in_every(title) if title else None
        given |= {"unit": unit and in_every(unit), "ends": ends and [in_every(end) for end in ends]}
        fields = {**known, **{name: value for name, value in given.items() if value is not None}}
        return self._desk.open(question, **{**fields, "kind": "guess"})

    def share_points(self, minutes: float | None = None, *, reason: str | None = None) -> Round:
        """Let everybody share 100 points among the channels: what is it worth to bring each from silence to its best?

        InputError with fewer than two channels.
        """
        fields = self.usual(VALUE)
        if len(fields["options"]) < 2:
            raise InputError(texts.say("asking.few_channels", self._desk.lang))
        return self._desk.open(VALUE, **fields, minutes=minutes, reason=reason)

    def usual(self, question: str) -> dict[str, Any]:
        """How `open` asks a question that is known by its name here; nothing for any other."""
        found = self.asking(question)
        return found.opening if found else {}

    def asking(self, question: str) -> Asked | None:
        """The question of this name: "hours", "value" or a scale of the data; None if it is another."""
        return asked.asked(question, self._desk.content, self._channels if question == VALUE else {})

    @property
    def _channels(self) -> Mapping[str, Text]:
        """The channels of the plan, by their labels."""
        labels = self._desk.labels
        return {id: labels.get(id) or dict.fromkeys(texts.LANGS, id) for id in self._desk.basis_data["channels"]}

    # ---- what came of it -------------------------------------------------------------------------

    def guesses(self, question: str = HOURS) -> list[float]:
        """The numbers of the last closed round, lowest first, without names; [] before."""
        record = self._desk.record(question)
        round = asked.latest(record, question)
        return asked.numbers(record, round) if round and round.kind == "guess" else []

    def values(self) -> dict[str, float]:
        """What each channel is worth: the median of everybody's points, brought to 100 together; {} before.

        Swing weights (von Winterfeldt and Edwards, 1986); see `shared` for how far apart people are.
        """
        found = self.shared()
        return dict(found.values) if found else {}

    def shared(self) -> Shared | None:
        """What the points of the last closed round make: values, medians, middle halves, how far apart people are."""
        record = self._desk.record(VALUE)
        round = asked.latest(record, VALUE)
        return asked.worth(record, round) if round and round.kind == "ballot" else None


def in_every(said: str | Text) -> dict[str, str]:
    """The facilitator's own words, the same in every language; a text is kept."""
    return dict(said) if isinstance(said, Mapping) else dict.fromkeys(texts.LANGS, texts.clean(said))
