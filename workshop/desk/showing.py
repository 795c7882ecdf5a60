"""The widgets of a workshop, made where they are asked for: importing them costs a kernel half a second."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


class Showing:
    """This is what a notebook's cells show."""

    @property
    def _whole(self) -> Workshop:
        return cast("Workshop", self)

    def stage(self, question: str, **settings: Any) -> Any:
        """The Stage widget of this question."""
        from workshop.desk.widgets import Stage

        return Stage(self._whole, question, **settings)

    def room(self) -> Any:
        """The Room widget: QR, address, people."""
        from workshop.desk.widgets import RoomWidget

        return RoomWidget(self._whole)

    def agenda(self) -> Any:
        """The agenda with time left: begin a part, see when it ends, shorten what comes."""
        from workshop.desk.widgets import AgendaWidget

        return AgendaWidget(self._whole)

    def matters_board(self) -> Any:
        """Requests from phones and the parking lot, in one place."""
        from workshop.desk.widgets import MattersBoard

        return MattersBoard(self._whole)

    def ballot(self) -> Any:
        """A widget in which somebody without a phone answers here."""
        from workshop.desk.widgets import BallotWidget

        return BallotWidget(self._whole)

    def grid(self) -> Any:
        """A table in which sheets of paper are typed in."""
        from workshop.desk.widgets import GridWidget

        return GridWidget(self._whole)

    def hands(self) -> Any:
        """A pad on which hands are counted."""
        from workshop.desk.widgets import HandsWidget

        return HandsWidget(self._whole)

    def plan(self) -> Any:
        """The Explorer: how often on which channel, with whose hours; a live picture, and plans beside each other."""
        from workshop.desk.widgets import Explorer

        return Explorer(self._whole)

    def norms(self) -> Any:
        """What sources say of each channel, with their dates: posts advised and measured, minutes to make one."""
        from workshop.desk.widgets import norms

        return norms(self._whole)

    def calendar(self, weeks: int = 4, start: date | str | None = None, plan: str | None = None, **out: Any) -> Any:
        """The posting calendar of the adopted plan, or of a scenario: so many weeks from `start`'s Monday.

        `start` defaults to the Monday that comes; `out` is where its files go, as for `export`. InputError for a plan
        that is not known, or a day or weeks that are no calendar.
        """
        from workshop.desk import scheduling
        from workshop.desk.widgets import CalendarWidget

        scheduling.calendar_of(self._whole, plan, weeks, start)
        return CalendarWidget(self._whole, weeks, start, plan, **out)

    def kept(self, *files: str | Path, plan: str | None = None, **told: Any) -> Any:
        """What was published beside what was promised: CSV files of a scheduler or platform, by path or chosen there.

        `told`, where a file does not say it: columns={"when": …, "channel": …, "replied": …}, order="dmy" or "mdy",
        channel of every row. `plan` compares with a scenario instead of the adopted clauses.
        """
        from workshop.desk.widgets import KeptWidget
        from workshop.exchange.posts import Reading

        return KeptWidget(self._whole, files, plan, Reading(**told))

    def ask(self, question: str) -> Any:
        """What everybody answers alone: "hours", "value" (100 points among the channels), or a scale of the data."""
        from workshop.desk.widgets import asking

        return asking.AskingWidget(self._whole, asking.question(self._whole, question).id)

    def figure(self, about: str) -> Any:
        """A live figure: "risks", "matrix", or what was voted on a question under every rule.

        Of the rhythm: "rhythm" (effect and hours), "load", "people", "hours", "response", "replies", "weeks",
        "sensitivity"; "surprise" (guesses against the model), "values" (what channels are worth).
        Also the name of an imported conversation, or a file of ballots ("burlington-2009" is one of the sample).
        """
        from workshop.desk.widgets.figure import FigureWidget, known

        return FigureWidget(self._whole, known(self._whole, about))

    def table(self, name: str) -> Any:
        """A table to fill in together: "topics" (by channel) or "audiences" (by platform)."""
        from workshop.desk.widgets import MatrixTable

        return MatrixTable(self._whole, self._whole.matrix(name))

    def scale(self, name: str) -> Any:
        """Where the room stands between two goods ("privacy_speed"), and which options lie nearest."""
        from workshop.desk.widgets import scale

        return scale(self._whole, name)

    def preview(self) -> Any:
        """The policy as it would be exported now."""
        from workshop.desk.widgets import PaperWidget

        return PaperWidget(self._whole)

    def publish(self) -> Any:
        """Write policy and minutes, and say where."""
        from workshop.desk.widgets import written

        return written(self._whole.export(), self._whole)

    def settled(self) -> Any:
        """The register: every decision that stands, with everything that was recorded, to search."""
        from workshop.desk.widgets import RegisterWidget

        return RegisterWidget(self._whole)

    def checks(self) -> Any:
        """What still fits of the adopted clauses, what no longer does with its numbers, and a way to take it up."""
        from workshop.desk.widgets import ChecksWidget

        return ChecksWidget(self._whole)

    def reopen(self) -> Any:
        """Any question of the policy, chosen in a list: its stage opens below, to amend or to decide it."""
        from workshop.desk.widgets import Reopening

        return Reopening(self._whole)

    def risk_register_board(self) -> Any:
        """The risk register: what is expected, what is done about it, who accepted it."""
        from workshop.desk.widgets import RiskBoard

        return RiskBoard(self._whole)

    def reviews(self) -> Any:
        """What to review, and when."""
        from workshop.desk.widgets import reviews

        return reviews(self._whole)

    def became(self) -> Any:
        """What became of each idea, in words."""
        from workshop.desk.widgets import became

        return became(self._whole)

    def frame(self, number: int, **settings: Any) -> Any:
        """The opening (or, with end=True, closing) frame of a notebook."""
        from workshop.desk.widgets import frame

        return frame(number, self._whole, **settings)
