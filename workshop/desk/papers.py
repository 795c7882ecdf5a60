"""Policy and minutes of a record: notebooks as data, and the files made from them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from workshop import figures, policy, texts
from workshop.agenda import Content
from workshop.desk import asked, grouped, results, weighing
from workshop.desk.weekly import Weekly
from workshop.errors import ExportError, InputError
from workshop.methods import agreement, effort
from workshop.model import Picture, Record, Result, Risk, RiskScore, Round, RoundId

Chart = dict[str, Any]


@dataclass(frozen=True)
class Papers:
    """This is a record on its way to paper, in one language."""

    record: Record
    content: Content
    lang: str

    @cached_property
    def results(self) -> Mapping[RoundId, Result]:
        """The results of all closed ballots by round."""
        return results.results(self.record)

    @cached_property
    def catalogue(self) -> Mapping[str, Risk]:
        """The risks of the catalogue and those the room added."""
        return results.catalogue(self.record, self.content)

    @cached_property
    def weekly(self) -> Weekly:
        """The rhythm: the plan that was adopted, what it rests on, and what no longer fits."""
        return Weekly(self.record, self.content)

    @cached_property
    def scores(self) -> Mapping[str, RiskScore]:
        """The latest score of each risk."""
        return {k: v for k, v in results.scores(self.record).items() if k in self.catalogue}

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """One picture for each ballot and guess by its round, those of consent apart, and what compares them; risks
        and rhythm."""
        rounds = [r for r in self.record.rounds if r.id in self.results and r.kind == "ballot" and not asked.drawn(r)]
        drawn = {r.id: figures.chart(r, self.results[r.id], agreement.near(self.results[r.id])) for r in rounds}
        alone = [r for r in self.record.rounds if asked.drawn(r) and r.state in results.COUNTED]
        drawn |= {r.id: asked.chart(self.record, r) for r in alone}
        drawn |= dict(_compared(self.record, self.results, rounds)) | dict(self._risks())
        drawn |= dict(self.weekly.charts())
        return {name: figures.picture(chart, self.lang) for name, chart in drawn.items()}

    def _risks(self) -> Iterator[tuple[str, Chart]]:
        """The order of the risks, on as many pages as it needs, and every score on the matrix."""
        scores = list(self.scores.values())
        if scores:
            first = results.first_scores(self.record)
            whole = figures.risk_chart(scores, self.catalogue, [first[s.risk] for s in scores if s.risk in first])
            yield from ((f"risks {k}", part) for k, part in enumerate(figures.risk_pages(whole), 1))
            yield "matrix", figures.matrix_chart(scores, effort.cells())

    def policy(self, today: date) -> dict[str, Any]:
        """The policy as a notebook."""
        return policy.policy_notebook(
            self.record,
            self.content,
            self.lang,
            results=self.results,
            pictures=self.pictures,
            today=today,
            rhythm=self.weekly.rhythm(today, self.lang),
            strains=self.weekly.strains,
        )

    def minutes(self, today: date) -> dict[str, Any]:
        """The minutes as a notebook."""
        return policy.minutes_notebook(
            self.record,
            self.content,
            self.lang,
            results=self.results,
            risk_scores=self.scores,
            pictures=self.pictures,
            today=today,
            roles=grouped.tables(self.record, self.lang),
            rhythm=self.weekly.rhythm(today, self.lang),
            strains=self.weekly.strains,
        )

    def write(self, out: Path, formats: Sequence[str], today: date) -> list[Path]:
        """Policy and minutes as notebooks and in these formats; each file whole or not at all."""
        from workshop import export

        makers = {"html": export.to_html, "pdf": export.to_pdf}
        if unknown := set(formats) - set(makers):
            raise InputError(texts.say("room.no_format", self.lang, format=", ".join(sorted(unknown))))
        files = []
        for name, notebook in (("policy", self.policy(today)), ("minutes", self.minutes(today))):
            raw = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
            files.append(whole(out / f"{name}.ipynb", raw))
            files += [whole(out / f"{name}.{form}", makers[form](notebook)) for form in formats]
        return files


def _compared(
    record: Record, found: Mapping[RoundId, Result], rounds: Sequence[Round]
) -> Iterator[tuple[str, Chart]]:
    """Before and after a discussion; and the same ballots under other rules, where the winner depends on the rule."""
    for round in rounds:
        if round.purpose != "adopting" and (earlier := results.before(record, round)) is not None:
            yield (
                f"shift {round.question}",
                figures.slope_chart((earlier, found[earlier.id]), (round, found[round.id])),
            )
        others = weighing.compared(record, round)
        if len({result.winners for result in others.values()}) > 1:
            yield f"rules {round.id}", figures.rules_chart(round, others)


def whole(path: Path, body: bytes) -> Path:
    """Write by a temporary name and a rename; the path. Raises ExportError where the disk refuses."""
    new = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(body)
        return new.replace(path)
    except OSError as cause:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise ExportError(text="room.not_written", path=path) from cause
