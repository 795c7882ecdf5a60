"""Promise against reality in the notebook: files are read, compared with the clauses, and what failed is reopened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets
from ipywidgets import VBox

from workshop import texts
from workshop.desk import reality
from workshop.desk.outcome import Outcome
from workshop.desk.reality import File, Reality
from workshop.desk.widgets.ballot import phone_texts
from workshop.desk.widgets.live import Live, Values, module, replace
from workshop.desk.widgets.stage import Stage
from workshop.errors import InputError
from workshop.exchange.posts import Reading

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

COLUMNS = ("when", "clock", "channel", "replied")
UPLOAD = 5 << 20  # of a file chosen in the browser: a server's messages end at ten


class KeptBoard(Live):
    """The form that asks for files, and what came of them."""

    _esm = module("kept", phone=True)
    form = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    chart = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)
    chart_texts = traitlets.Dict().tag(sync=True)

    def _told(self, widget: object, content: Any, buffers: object) -> None:
        """Presses come with the bytes of the files that were chosen."""
        self.sent = [bytes(one) for one in (buffers if isinstance(buffers, Sequence) else ())]
        super()._told(widget, content, buffers)

    sent: Sequence[bytes] = ()


class KeptWidget(VBox):  # type: ignore[misc]
    """This holds the comparison and, once a clause is reopened, its stage.

    `paths` are read at once; otherwise files are chosen in the widget or named by their path. `plan` compares with a
    scenario instead of what was adopted.
    """

    def __init__(
        self, w: Workshop, paths: Sequence[str | Path] = (), plan: str | None = None, told: Reading | None = None
    ) -> None:
        self.w, self.plan, self.paths = w, plan, tuple(paths)
        self.reality: Reality | None = None
        acts = {"read": self._read, "reopen": self._reopen}
        self.board = KeptBoard(w.lang, acts, lang=w.lang, form=self._form(), chart_texts=phone_texts(w.lang))
        super().__init__(children=[self.board])
        replace(w, "kept", self)
        if paths:
            self.board.guarded(lambda: self._weigh([_at(path, told or Reading()) for path in paths], None, None))

    def close(self) -> None:
        """Close the whole tree."""
        for child in self.children:
            child.close()
        super().close()

    # ---- the form ------------------------------------------------------------------------------

    def _say(self, key: str, **facts: object) -> str:
        return texts.say(f"kept.{key}", self.w.lang, **facts)

    def _form(self) -> dict[str, Any]:
        labels = self.w.labels
        channels = [{"id": c.name, "label": texts.pick(labels[c.name], self.w.lang)} for c in self.w.basis.channels]
        orders = [{"id": id, "label": self._say(f"order_{id or 'any'}")} for id in ("", "dmy", "mdy")]
        first = {"id": "", "label": self._say("channel_any")}
        return {
            "words": texts.section("kept", self.w.lang),
            "most": UPLOAD,
            "fields": [
                self._field("path", "text", wide=True, value=str(self.paths[0]) if self.paths else ""),
                self._field("order", "select", options=orders, value=""),
                self._field("channel", "select", options=[first, *channels], value=""),
                self._field("start", "date"),
                self._field("end", "date"),
            ],
            "columns": [self._field(f"column_{name}", "text") for name in COLUMNS],
        }

    def _field(self, name: str, kind: str, **more: Any) -> dict[str, Any]:
        return {"name": name, "type": kind, "label": self._say(name), **more}

    # ---- presses -------------------------------------------------------------------------------

    def _read(self, values: Values) -> None:
        names, path = [str(name) for name in values.get("names", ())], str(values.get("path", "")).strip()
        sent = list(zip(names, self.board.sent, strict=False))
        for name, body in sent:
            if len(body) > UPLOAD:
                self._refuse("too_large", file=name, most=UPLOAD >> 20)
        told = _reading(values)
        files = [reality.read(name, body, told) for name, body in sent] if sent else []
        if not files and path:
            files = [_at(path, told)]
        if not files:
            self._refuse("choose_first")
        self._weigh(files, _date(values.get("start")), _date(values.get("end")))

    def _weigh(self, files: Sequence[File], start: date | None, end: date | None) -> None:
        """Show what came of the files, and note it in the journal."""
        found = reality.compared(self.w, files, self.plan, start, end)
        said = Outcome(found, self.w.lang)
        view = {"read": said.read(), "aside": said.aside(), "rows": said.table(), "reopen": self._to_reopen(found)}
        noted = found.noted()
        self.w.note("reality", plan=self.plan, **noted)
        self.reality = found
        self.board.set_trait("chart", said.chart())
        self.board.set_trait("view", view)

    def _to_reopen(self, found: Reality) -> list[dict[str, str]]:
        named = [(clause.question, texts.pick(clause.title, self.w.lang)) for clause in found.broken]
        return [{"id": id, "label": self._say("reopen_go", title=title)} for id, title in named]

    def _reopen(self, values: Values) -> None:
        """The stage of the clause, below: to talk about it again, to amend or decide it."""
        broken = [clause.question for clause in self.reality.broken] if self.reality else []
        if (question := str(values.get("question", ""))) not in broken:
            raise InputError(texts.say("desk.reopen_none", self.w.lang))
        old: list[Any] = list(self.children)[1:]  # type: ignore[has-type]
        self.children = (self.board, Stage(self.w, question))
        for one in old:
            one.close()

    def _refuse(self, key: str, **facts: Any) -> None:
        raise InputError(self._say(key, **facts), text=f"kept.{key}", **facts)


def _at(path: str | Path, told: Reading) -> File:
    return reality.read(Path(path).name, reality.bytes_of(path), told)


def _reading(values: Mapping[str, Any]) -> Reading:
    """What the form says about the file."""
    columns = {name: said for name in COLUMNS if (said := str(values.get(f"column_{name}", "")).strip())}
    order = values.get("order")
    return Reading(columns, order if order in ("dmy", "mdy") else None, str(values.get("channel") or "") or None)


def _date(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said)) if said else None
    except ValueError as cause:
        raise InputError(str(said), text="posts.bad_date", value=str(said)) from cause
