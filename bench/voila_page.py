"""The peer's page: one question as ipywidgets, each answer written to SQLite before it is called recorded."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

CELL = """
import asyncio, sqlite3, uuid
import ipywidgets as widgets

base = sqlite3.connect({base!r}, timeout=10, isolation_level=None)
question, said = widgets.Label(value="Question 1"), widgets.Label(value="")
choice = widgets.RadioButtons(options={options!r}, value=None)
send, me = widgets.Button(description="Envoyer"), uuid.uuid4().hex

def record(_):
    base.execute("insert into ballot values (?, ?)", (me, choice.value))
    said.value = "recorded"

async def watch():
    while True:
        question.value = base.execute("select text from question order by rowid desc limit 1").fetchone()[0]
        await asyncio.sleep(0.1)

send.on_click(record)
task = asyncio.ensure_future(watch())
widgets.VBox([question, choice, send, said])
"""


def write(folder: Path, options: Mapping[str, str]) -> None:
    """The notebook and its database."""
    base = sqlite3.connect(_base(folder))
    base.execute("pragma journal_mode = wal")
    base.execute("pragma synchronous = full")
    base.execute("create table question (text)")
    base.execute("create table ballot (who, choice)")
    base.commit()
    base.close()
    ask(folder, "Question 1")
    source = CELL.format(base=str(_base(folder)), options=list(options.values()))
    cell = {"cell_type": "code", "id": "ballot", "source": source, "metadata": {}}
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": [{**cell, "outputs": [], "execution_count": None}], "metadata": {"kernelspec": spec}}
    (folder / "ballot.ipynb").write_text(json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5}), "utf-8")


def ask(folder: Path, text: str) -> None:
    """Put the next question."""
    base = sqlite3.connect(_base(folder))
    with base:
        base.execute("insert into question values (?)", (text,))
    base.close()


def _base(folder: Path) -> Path:
    return folder / "ballots.db"
