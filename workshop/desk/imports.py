"""What others recorded, kept with the workshop: the files as they came, their digests in the journal."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop import figures
from workshop.errors import InputError
from workshop.exchange import conversations, polis

if TYPE_CHECKING:
    import pandas as pd

    from workshop.model import Picture

FILES = (polis.COMMENTS, polis.PARTICIPANTS, polis.VOTES, "summary.csv")
_SAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Imported:
    """A Polis conversation in a notebook: `tables` by name, `chart` to draw, `picture` for a document."""

    name: str
    conversation: polis.Conversation

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """`comments`, `people`, `votes`, `matrix`."""
        return conversations.tables(self.conversation)

    @property
    def chart(self) -> dict[str, Any]:
        """The comments that every group supports most."""
        return conversations.chart(self.conversation)

    def picture(self, lang: str) -> Picture:
        """The chart as a figure with its words."""
        return figures.picture(self.chart, lang)


def keep(source: Path, data: Path) -> tuple[Imported, dict[str, str]]:
    """Read the export in `source` and copy its files into the workshop's folder, all or none; with their digests."""
    conversation = polis.read(source)
    name = _SAFE.sub("-", source.resolve().name).strip(".-") or "polis"
    place, new = data / "imports" / name, data / "imports" / f".{name}.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    digests = {}
    for file in FILES:
        if (source / file).exists():
            shutil.copyfile(source / file, new / file)
            digests[file] = hashlib.sha256((new / file).read_bytes()).hexdigest()
    shutil.rmtree(place, ignore_errors=True)
    new.replace(place)
    return Imported(name, conversation), digests


def names(data: Path) -> list[str]:
    """The conversations kept in this folder."""
    kept = data / "imports"
    return sorted(p.name for p in kept.iterdir() if not p.name.startswith(".")) if kept.is_dir() else []


def read(data: Path, name: str) -> Imported:
    """The conversation kept under `name`; InputError names those there are."""
    if name not in names(data):
        raise InputError(f"{name}: {', '.join(names(data)) or '-'}")
    return Imported(name, polis.read(data / "imports" / name))
