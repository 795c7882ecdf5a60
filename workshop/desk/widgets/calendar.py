"""The posting calendar in the notebook: one week at a time, leave and clashes in words, files to take away."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk import scheduling
from workshop.desk.papers import whole
from workshop.desk.widgets.live import Follower, Values, module
from workshop.errors import EmptySchedule, InputError

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

TAKEN = ("ics", "csv", *scheduling.TOOLS)
TYPES = {".ics": "text/calendar", ".csv": "text/csv"}


class CalendarWidget(Follower):
    """A week grid of the adopted plan, or of a scenario; it follows the room and what the plan rests on."""

    _esm = module("calendar", "files")
    view = traitlets.Dict().tag(sync=True)
    files: Any = traitlets.List().tag(sync=True)  # written here: {name, path}
    left_out = traitlets.Unicode("").tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)

    def __init__(
        self,
        w: Workshop,
        weeks: int = 4,
        start: date | str | None = None,
        plan: str | None = None,
        out: str | Path | None = None,
    ) -> None:
        self.plan, self.weeks, self.start, self.number, self.out = plan, weeks, start, 0, out
        acts = {"turn": self._turn, "plan": self._choose, "take": self._take, "file": self._hand}
        super().__init__(w, "calendar", acts, lang=w.lang)

    def _found(self) -> tuple[str, scheduling.Calendar] | None:
        if self.plan is not None and self.plan not in scheduling.plans(self.w):
            self.plan = None  # a scenario that was dropped meanwhile
        return scheduling.calendar_of(self.w, self.plan, self.weeks, self.start)

    def _show(self) -> None:
        said = texts.section("calendar", self.w.lang)
        found = self._found()
        if found is None:
            self.view = {"words": said, "none": said["no_plan"]}
            return
        chosen, shown = found
        try:
            self.view = {"words": said, **self._drawn(shown), "plans": self._plans(chosen)}
        except EmptySchedule:
            self.view = {"words": said, "none": said["no_hours"], "plans": self._plans(chosen)}

    def _plans(self, chosen: str) -> dict[str, Any]:
        """The field that asks which plan."""
        options = [{"id": id, "label": name} for id, name in scheduling.plans(self.w).items()]
        label = texts.say("calendar.which", self.w.lang)
        return {"name": "plan", "type": "select", "label": label, "value": chosen, "options": options, "turn": chosen}

    def _drawn(self, shown: scheduling.Calendar) -> dict[str, Any]:
        number = min(self.number, self.weeks - 1)
        name = scheduling.plans(self.w).get(shown.plan.name, "")
        clashes = shown.clashes()
        return {
            "title": shown.say("week", day=texts.day(shown.monday(number), self.w.lang)),
            "where": shown.say("of_plan", plan=name, number=number + 1, count=self.weeks),
            "first": number == 0,
            "last": number == self.weeks - 1,
            "channels": [shown.label(channel) for channel in shown.channels],
            "days": shown.grid(number),
            "told": shown.told(),
            "leaves": shown.leaves(),
            "clashes": clashes or [shown.say("no_clash")],
            "clashing": bool(clashes),
            "takes": [{"id": what, "label": shown.say(f"take_{what}")} for what in TAKEN],
        }

    # ---- presses -------------------------------------------------------------------------------

    def _turn(self, values: Values) -> None:
        self.number = min(max(self.number + int(values.get("by", 0)), 0), self.weeks - 1)
        self._show()

    def _choose(self, values: Values) -> None:
        self.plan = str(values.get("plan", ""))
        self._show()

    def _take(self, values: Values) -> None:
        """Write the files beside the documents, and give the first to the browser; each can be had again."""
        what, found = str(values.get("what", "")), self._found()
        if found is None or what not in TAKEN:
            raise InputError(texts.say("calendar.no_plan", self.w.lang))
        made = datetime.fromtimestamp(self.w._now(), UTC)
        bodies, self.left_out = found[1].files(what, self._named(), made)
        place = self.w.place(self.out)
        paths = [whole(place / name, body) for name, body in bodies.items()]
        names = [path.name for path in paths]
        others = [one for one in self.files if one["name"] not in names]
        self.files = [*others, *({"name": path.name, "path": str(path)} for path in paths)]
        if len(paths) == 1:
            self._hand({"name": paths[0].name})

    def _named(self) -> str:
        """What the calendar is called: organisation or title, else the folder."""
        facts = self.w.facts
        return str(facts.get("organisation") or "") or self.w.client.folder.name

    def _hand(self, values: Values) -> None:
        """Send the file that was pressed to the browser."""
        one = next(one for one in self.files if one["name"] == values.get("name"))
        path = Path(one["path"])
        self.send({"file": path.name, "type": TYPES[path.suffix]}, [path.read_bytes()])
