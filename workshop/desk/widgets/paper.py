"""The draft in the notebook, as it will be exported: the same HTML, in a frame that runs nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import traitlets

from workshop.desk.widgets.live import Live, module, replace

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


class PaperWidget(Live):
    """The policy as it stands, read again at a press."""

    _esm = module("paper")
    html = traitlets.Unicode("").tag(sync=True)

    def __init__(self, w: Workshop) -> None:
        self.w = w
        super().__init__(w.lang, {"again": lambda _values: self._read()})
        self.guarded(self._read)
        replace(w, "paper", self)

    def _read(self) -> None:
        from workshop import export

        self.html = export.to_html(self.w.policy(date.today())).decode("utf-8")
