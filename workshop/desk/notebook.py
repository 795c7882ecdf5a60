"""In a notebook a refusal is a sentence, not a traceback."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from workshop import texts
from workshop.errors import WorkshopError


def plain_refusals(lang: str) -> None:
    """From now on, a WorkshopError that ends a cell shows its sentence in `lang`; outside IPython nothing changes."""
    if "IPython" not in sys.modules or (shell := sys.modules["IPython"].get_ipython()) is None:
        return

    def show(
        shell: Any, kind: type[WorkshopError], error: WorkshopError, trace: TracebackType, tb_offset: Any = None
    ) -> list[str]:
        said = [texts.sentence(error, lang)]
        shell._showtraceback(kind, error, said)
        return said

    shell.set_custom_exc((WorkshopError,), show)
