"""This compares grouping by meaning with grouping by letters (character TF-IDF), on the same texts in the same run.

    .venv/bin/python bench/ideas.py

Comments of real Polis conversations, the group being the conversation: adjusted Rand index and pairwise F1 of the
themes, cut at the number of conversations. The bank's own labels and prompts: how often the nearest sentence in the
other language is the translation, and how well cosine 0.75 tells translations from the rest (F1). One JSON line a
measure: {"name", "ours", "peer"}; the last lines are seconds of ours, after loading.
"""

from __future__ import annotations

import csv
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cut_tree, ward
from scipy.spatial.distance import pdist

from workshop.methods.ideas import ALIKE, propose, tree, vectors, warm

ROOT = Path(__file__).resolve().parent.parent
Vectors = NDArray[Any]


def by_letters(texts: Sequence[str]) -> Vectors:
    """Character TF-IDF: groups of 3 to 5 signs, logarithmic counts, smoothed inverse document frequency, length 1."""
    grams = [Counter(t[i : i + n] for n in (3, 4, 5) for i in range(len(t) - n + 1)) for t in map(_padded, texts)]
    column = {gram: i for i, gram in enumerate(sorted({gram for seen in grams for gram in seen}))}
    table = np.zeros((len(texts), len(column)), dtype=np.float32)
    for row, seen in enumerate(grams):
        for gram, count in seen.items():
            table[row, column[gram]] = 1 + np.log(count)
    table *= np.log((1 + len(texts)) / (1 + (table > 0).sum(axis=0))) + 1
    return table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-12)


def _padded(text: str) -> str:
    return f" {' '.join(text.lower().split())} "


def agreement(found: Sequence[int], true: Sequence[int]) -> tuple[float, float]:
    """Adjusted Rand index (Hubert and Arabie, 1985, p. 198) and F1 of the pairs put together."""
    table = np.zeros((max(found) + 1, max(true) + 1))
    np.add.at(table, (np.asarray(found), np.asarray(true)), 1)
    both, ours, theirs, pairs = (_pairs(n) for n in (table, table.sum(1), table.sum(0), table.sum()))
    chance = ours * theirs / pairs
    return (both - chance) / ((ours + theirs) / 2 - chance), 2 * both / (ours + theirs)


def _pairs(counts: Any) -> float:
    return float(np.sum(np.asarray(counts) * (np.asarray(counts) - 1)) / 2)


def conversations(most: int | None = None) -> tuple[list[str], list[int]]:
    """The comments of the Polis conversations, at most so many of each, and the conversation of each."""
    folders = sorted(path for path in (ROOT / "tests/real/polis").iterdir() if path.is_dir())
    texts, groups = [], []
    for group, folder in enumerate(folders):
        with (folder / "comments.csv").open(encoding="utf-8", newline="") as file:
            found = [row["comment-body"] for row in csv.DictReader(file)][:most]
        texts, groups = texts + found, groups + [group] * len(found)
    return texts, groups


def bank(what: str) -> tuple[list[str], list[str]]:
    """The French and the English of each different `label` of an option or `prompt` of a question."""
    data = yaml.load((ROOT / "data/questions.yaml").read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    asked = data["questions"]
    found = [q["prompt"] for q in asked] if what == "prompt" else [o["label"] for q in asked for o in q["options"]]
    pairs = list({(text["fr"], text["en"]) for text in found})
    kept = sorted({en: fr for fr, en in sorted(pairs)}.items())
    return [fr for _, fr in kept], [en for en, _ in kept]


def themes(of: Callable[[Sequence[str]], Vectors], texts: Sequence[str], count: int) -> list[int]:
    """The same Ward cut on any vectors."""
    return [int(n) for n in cut_tree(ward(pdist(of(texts))), n_clusters=count).ravel()]


def translated(of: Callable[[Sequence[str]], Vectors], left: list[str], right: list[str]) -> tuple[float, float]:
    """How often the nearest is the translation, from left to right; F1 of the cosine threshold over all pairs."""
    both = of(left + right)
    cosines = both[: len(left)] @ both[len(left) :].T
    true, said = np.eye(len(left), dtype=bool), cosines >= ALIKE
    return float(np.mean(cosines.argmax(1) == np.arange(len(left)))), float(
        2 * (true & said).sum() / (true.sum() + said.sum())
    )


def line(name: str, ours: float, peer: float | None = None) -> None:
    print(json.dumps({"name": name, "ours": round(ours, 3)} | ({} if peer is None else {"peer": round(peer, 3)})))


def main() -> None:
    warm()
    for which, most in (("polis", None), ("polis_50_each", 50)):
        texts, groups = conversations(most)
        pair = [agreement(themes(of, texts, max(groups) + 1), groups) for of in (vectors, by_letters)]
        for k, name in enumerate(("ari", "pairwise_f1")):
            line(f"{which}.{name}", pair[0][k], pair[1][k])
    texts, _ = conversations()
    for what in ("label", "prompt"):
        fr, en = bank(what)
        for name, left, right in (("fr_en", fr, en), ("en_fr", en, fr)):
            ours, peer = translated(vectors, left, right), translated(by_letters, left, right)
            line(f"{what}s.{name}.nearest", ours[0], peer[0])
            line(f"{what}s.{name}.f1_at_{ALIKE}", ours[1], peer[1])
    for count in (50, 200, 492):
        started = time.perf_counter()
        propose(texts[-count:])
        line(f"propose_{count}.seconds", time.perf_counter() - started)
    grown = tree(texts[:200])
    started = time.perf_counter()
    grown.cut(12)
    line("slider_200.seconds", time.perf_counter() - started)


if __name__ == "__main__":
    main()
