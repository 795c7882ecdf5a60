"""This gives the notebooks of one language to the data folder, and takes back nothing written there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from workshop.starter.install import PYTHON, digest

SIGN = """
import sys, nbformat, nbformat.sign
notary = nbformat.sign.NotebookNotary()
for path in sys.argv[1:]:
    notary.sign(nbformat.read(path, as_version=4))
"""


def copy_notebooks(source: Path, target: Path) -> tuple[list[Path], list[str]]:
    """Copy the notebooks of `source` into `target`: (copied, kept because their text was changed there).

    A small file remembers what was given, so that the facilitator's own text is never overwritten; a changed
    one in the other language steps aside under its own name.
    """
    target.mkdir(parents=True, exist_ok=True)
    memory = target / ".given.json"
    given = json.loads(memory.read_text("utf-8")) if memory.exists() else {}
    copied, kept = [], []
    for ours in sorted(source.glob("*.ipynb")):
        theirs, was = target / ours.name, given.get(ours.name, {})
        now = {"lang": source.name, "text": fingerprint(ours)}
        changed = theirs.exists() and fingerprint(theirs) not in (was.get("text"), now["text"])
        if changed and was.get("lang", source.name) == source.name:
            kept.append(ours.name)
            continue
        if changed:
            os.replace(theirs, target / f"{theirs.stem}.{was['lang']}.ipynb")
        if not theirs.exists() or was != now:
            shutil.copyfile(ours, theirs)
            copied.append(theirs)
        given[ours.name] = now
    memory.write_text(json.dumps(given, indent=1), "utf-8")
    return copied, kept


def fingerprint(path: Path) -> str:
    """What a person wrote in this notebook: its cells' text, whatever was computed since."""
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        told = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
    except (ValueError, KeyError, TypeError):
        return digest(path.read_bytes())
    return digest(json.dumps(told).encode())


def sign(paths: list[Path], env: dict[str, str]) -> None:
    """Tell JupyterLab that these are ours, so that their widgets show for everyone who opens them."""
    if paths:
        subprocess.run([str(PYTHON), "-c", SIGN, *map(str, paths)], env=env, check=True)
