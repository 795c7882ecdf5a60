"""A refusal as the reader hears it: a stable code and one sentence in their language."""

from __future__ import annotations

import logging
import secrets
import traceback

from workshop import texts
from workshop.errors import WorkshopError
from workshop.messages import Problem

log = logging.getLogger("workshop.room")


def problem(error: WorkshopError, lang: str, *, key: str | None = None, id: int | None = None) -> Problem:
    """The error object of `error`; logged once, without what was said."""
    ref = secrets.token_hex(2)
    log.info("%s refused %s", ref, error.code)
    seconds = error.facts.get("seconds")
    return Problem(
        error.code,
        texts.sentence(error, lang),
        error.retryable,
        ref,
        key,
        list(error.reasons),
        float(seconds) if isinstance(seconds, int | float) else None,
        id,
    )


def unforeseen(bug: Exception) -> WorkshopError:
    """A mistake of ours as an error: logged by its kind and place, never with what was said."""
    frame = traceback.extract_tb(bug.__traceback__)[-1]
    log.error("unforeseen %s in %s, line %s", type(bug).__name__, frame.name, frame.lineno)
    return WorkshopError()
