"""Reads `data/` into frozen values, or says what is wrong, with file, line and key.

content = load()                          # cached for the default folder
content.questions["spokesperson"].option("list").clause["fr"]
sample().leanings["spokesperson"]         # what synthetic participants say
"""

from workshop.agenda.files import load, sample
from workshop.agenda.invented import Person, Sample
from workshop.agenda.nouns import (
    Agenda,
    Annex,
    Content,
    Feed,
    Matrix,
    Method,
    Platform,
    Quantity,
    Scale,
    Sequence,
    Source,
    Word,
)

__all__ = [
    "Agenda",
    "Annex",
    "Content",
    "Feed",
    "Matrix",
    "Method",
    "Person",
    "Platform",
    "Quantity",
    "Sample",
    "Scale",
    "Sequence",
    "Source",
    "Word",
    "load",
    "sample",
]
