"""What every widget of ours shares: its module read from disk, its alert, its one way to hear a press.

A widget's JavaScript is one text: `common.js`, the phone's own `ballot.js`, the wall's `chart.js` with
`rhythm.js`, and its own file, each sealed in a constant. Nothing is built, nothing is fetched.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets
from ipywidgets import VBox

from workshop import texts
from workshop.errors import WorkshopError

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

HERE = Path(__file__).resolve().parent
PAGES = HERE.parents[1] / "room" / "pages"
FONT = "atkinson-hyperlegible-next-latin-wght-normal.woff2"
FONTS = HERE.parents[1] / "vendor" / "fonts"
_NAMED = re.compile(r"^export (?=(?:async )?(?:function|const|let|class) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
Values = Mapping[str, Any]
Acts = Mapping[str, Callable[[Values], None]]


def sealed(name: str, source: str) -> str:
    """`source`, an ES module without imports, as one constant that holds what it exports."""
    given = _NAMED.findall(source)
    body = _NAMED.sub("", source)
    if _DEFAULT.search(body):
        body, given = _DEFAULT.sub("const standard = ", body, count=1), [*given, "standard"]
    return f"const {name} = (() => {{\n{body}\nreturn {{ {', '.join(given)} }};\n}})();\n"


@cache
def module(name: str, *more: str, phone: bool = False) -> str:
    """The whole JavaScript of widget `name`, `more` of ours before it; with `phone`, the phone's ballot and chart."""
    style = "".join(
        path.read_text("utf-8") for one in ("common", *more, name) if (path := HERE / f"{one}.css").exists()
    )
    parts = [_plain(HERE / "common.js"), f"const STYLE = {json.dumps(style)};\n"]
    if phone:
        parts.append(f"const PHONE_STYLE = {json.dumps(phone_style())};\n")
        parts += [
            sealed(one, (PAGES / f"{one}.js").read_text("utf-8")) for one in ("ballot", "kinds", "chart", "rhythm")
        ]
        parts.append("ballot.learn(kinds.teach);\nchart.learn(rhythm.teach);\n")
        parts.append(_plain(HERE / "phone.js"))
    parts += [_plain(HERE / f"{one}.js") for one in more]
    return "".join([*parts, (HERE / f"{name}.js").read_text("utf-8")])


def phone_style() -> str:
    """The phones' two style sheets, for a shadow root."""
    return "".join((PAGES / name).read_text("utf-8") for name in ("phone.css", "more.css"))


def _plain(path: Path) -> str:
    return _NAMED.sub("", path.read_text("utf-8"))


def sentence(problem: Exception, lang: str) -> str:
    """What went wrong, for the person at the desk."""
    if isinstance(problem, WorkshopError):
        return texts.sentence(problem, lang)
    return texts.say("desk.broken", lang, problem=f"{type(problem).__name__}: {problem}"[:300])


class Live(anywidget.AnyWidget):
    """This widget draws what Python decides: state in traits, presses back by name, every failure as an alert."""

    alert = traitlets.Unicode("").tag(sync=True)
    link = traitlets.Unicode("").tag(sync=True)
    heard = traitlets.Int(0).tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init__(self, lang: str, acts: Acts, /, **traits: Any) -> None:
        self._acts = acts
        self._lang = lang
        self._thread = threading.get_ident()
        self._loop = _loop()
        super().__init__(words=texts.section("desk", lang), **traits)
        self.on_msg(self._told)

    def _told(self, _widget: object, content: Any, _buffers: object) -> None:
        if self._loop is not None and threading.get_ident() != self._thread:
            self._loop.call_soon_threadsafe(self._do, content)  # a subshell of the kernel; see NOTEBOOKS in docs
        else:
            self._do(content)

    def _do(self, content: Any) -> None:
        act = content.get("act") if isinstance(content, dict) else None
        if act == "font":
            self.send({"font": "Hyper"}, [(FONTS / FONT).read_bytes()])
        elif act == "ping":
            self.send({"pong": True})
        elif (work := self._acts.get(str(act))) is not None:
            self.guarded(lambda: work(content.get("values") or {}))

    def guarded(self, work: Callable[[], None]) -> None:
        """Do `work`; what it raises becomes the alert, and nothing the person typed is touched."""
        try:
            work()
        except Exception as problem:
            self.complain(problem)
        else:
            self.alert = ""
        finally:
            self.heard += 1

    def complain(self, problem: Exception) -> None:
        """Say what went wrong, in the widget: nobody reads a kernel's log."""
        self.alert = sentence(problem, self._lang)


def _loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def listen(workshop: Workshop, heard: Callable[[], None]) -> Callable[[], None]:
    """Call `heard` on the kernel's loop whenever the room pushes; without a loop nobody could, and nobody does."""
    return workshop.client.on_change(heard) if _loop() else lambda: None


def replace(workshop: Workshop, name: str, widget: Any) -> None:
    """Close the widget that an earlier run of the cell made under `name`, and remember this one."""
    if (old := workshop.shown.pop(name, None)) is not None:
        old.close()
    workshop.shown[name] = widget


class Follower(Live):
    """This shows what the room says: again at every push, by `_show`; and it says when the room is lost.

    A push never takes away an alert: who pressed may still be reading it.
    """

    def __init__(self, w: Workshop, name: str, acts: Acts, /, **traits: Any) -> None:
        self.w = w
        super().__init__(w.lang, acts, **traits)
        self._show()
        self._leave = listen(w, self._heard)
        replace(w, name, self)

    def close(self) -> None:
        """Stop listening, then close."""
        self._leave()
        super().close()

    def _show(self) -> None:
        raise NotImplementedError

    def _heard(self) -> None:
        self.link = "" if self.w.client.connected else texts.say("desk.room_lost", self._lang)
        if self.w.client.connected:
            try:
                self._show()
            except Exception as problem:
                self.complain(problem)


class Tree(VBox):  # type: ignore[misc]
    """This holds a widget of ours and what opens under it; it listens to the room until it is closed."""

    _leave: Callable[[], None]

    def close(self) -> None:
        """Stop listening and close the whole tree."""
        self._leave()
        for child in self.children:
            child.close()
        super().close()

    def _under(self, *shown: Any) -> None:
        """Show this under the first, in place of what was there."""
        tree: list[Any] = list(self.children)  # type: ignore[has-type]
        first, *more = tree
        self.children = (first, *shown)
        for old in more:
            old.close()
