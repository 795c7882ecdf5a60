"""Phones of a real room in real Chromium: what the tests of the pages share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import PHONE, Open, axe, sideways, too_small
from playwright.sync_api import Page, expect
from rooms import Room, open_room

from workshop import figures, texts
from workshop import messages as m
from workshop.desk.client import Client

PAGES = Path(m.__file__).parent / "room" / "pages"


def text(fr: str, en: str = "") -> dict[str, str]:
    return {"fr": fr, "en": en or f"{fr} (EN)"}


OPTIONS: list[dict[str, Any]] = [
    {
        "id": "any",
        "label": text("Toute personne formée", "Anyone trained"),
        "clause": text("Chacun dans son domaine."),
    },
    {
        "id": "list",
        "label": text("Des porte-parole", "Spokespeople"),
        "clause": text("Une liste les désigne.", "A list names them."),
    },
    {
        "id": "top",
        "label": text("La direction seule", "Management only"),
        "clause": text("Elle répond le jour même."),
    },
]
QUESTION: dict[str, Any] = {
    "id": "spokesperson",
    "prompt": text("Qui parle en notre nom ?", "Who speaks for us?"),
    "title": text("La parole", "Speaking"),
}
AGENDA = [{"title": text("Accueil"), "state": "done"}, {"title": text("La parole"), "state": "now"}]
RISKS = [
    {"id": "slip", "label": text("Message sur le mauvais compte")},
    {"id": "loss", "label": text("Départ sans relève")},
]
CHART: dict[str, Any] = {
    "kind": "gradients",
    "ballots": 3,
    "entitled": 4,
    "finding": text("2 sur 3 soutiennent la liste."),
    "note": text("3 bulletins, 4 présents."),
    "rows": [
        {
            "id": "list",
            "label": OPTIONS[1]["label"],
            "counts": [1, 1, 0, 0, 0, 0, 0, 1],
            "for": 2,
            "against": 1,
            "none": 0,
        }
    ],
}
BARS: dict[str, Any] = {
    "kind": "bars",
    "unit": text("voix"),
    "max": 2,
    "threshold": {"at": 2, "label": text("seuil : 2")},
    "finding": text("La liste : 2 voix sur 3."),
    "rows": [{"id": "list", "label": OPTIONS[1]["label"], "value": 2, "note": text("en tête"), "first": True}],
}
RISK_CHART: dict[str, Any] = {
    "kind": "risks",
    "finding": text("Un risque nous partage."),
    "rows": [
        {
            "id": "slip",
            "label": RISKS[0]["label"],
            "likelihood": 3.5,
            "impact": 2,
            "likelihood_range": [1, 5],
            "impact_range": [2, 3],
            "scores": [[3, 2]],
            "flagged": True,
            "veto": False,
            "place": 1,
            "tied": False,
            "expected": 12.0,
            "days_range": [2, 40],
            "days_wide": [1, 90],
            "before": None,
        }
    ],
    "unit": text("jours de travail par an"),
    "ends": [0.7, 120],
    "words": texts.section("figure"),
}
FRONTIER: dict[str, Any] = figures.frontier_chart(
    [[0, 0], [10, 40], [20, 55]],
    [
        {"id": id, "name": text(fr, en), "hours": hours, "effect": effect, "range": span, "weeks": weeks}
        for id, fr, en, hours, effect, span, weeks in (
            ("sober", "Sobre", "Sober", 10.6, 18.5, [9.0, 13.0], 4),
            ("even", "Équilibré", "Even", 13.8, 27.2, [12.5, 17.9], 53),
            ("wide", "Ample", "Wide", 18, 50, [15.0, 23.0], 96),
        )
    ],
    15,
    marks=[{"hours": 10, "label": text("dix heures (2008)", "ten hours (2008)")}],
    focus="even",
)


SAYINGS = (
    "Ne jamais répondre à chaud",
    "Masquer avant de supprimer",
    "Une source pour chaque chiffre",
    "Un jour libre",
)
THEMES = ("Répondre", "Modérer", "Protéger les personnes", "Publier", "Comptes et accès", "Temps et rythme")


def ideas(count: int, **more: Any) -> dict[str, Any]:
    """A chart of so many ideas in six themes at most."""
    rows = [
        {"text": f"{SAYINGS[n % 4]} ({n})", "lang": "fr", "theme": THEMES[n % min(6, count)], **more}
        for n in range(count)
    ]
    return {"kind": "ideas", "rows": rows, "finding": text(f"{count} idées ont été écrites")}


class Desk:
    """This opens and closes rounds as the facilitator would."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.client = Client(room.data)
        self.client.start()
        self.round, self.going = "", False

    def facts(self, **facts: Any) -> None:
        self.client.ask(m.SetFacts, facts=facts)

    def scene(self, stage: str, question: dict[str, Any] | None = QUESTION) -> None:
        self.client.ask(m.SetScene, stage=stage, question=question, agenda=AGENDA)

    def open(self, kind: str, rule: str, stage: str = "vote", **fields: Any) -> str:
        self.scene(stage)
        opened = self.client.ask(
            m.OpenRound, kind=kind, rule=rule, **{"prompt": QUESTION["prompt"], "options": OPTIONS, **fields}
        )
        self.round, self.going = opened["id"], True
        return self.round

    def close(self, chart: dict[str, Any] | None = None) -> None:
        self.client.ask(m.CloseRound, round=self.round)
        self.going = False
        if chart:
            self.client.ask(m.RevealRound, round=self.round, finding=chart["finding"], chart=chart)

    def end(self) -> None:
        """Leave no round open and nobody in the room behind a test."""
        if self.going:
            self.close()
        for one in self.client.ask(m.ReadRecord)["participants"]:
            if one["present"]:
                self.client.ask(m.SetPresence, participant=one["id"], present=False)
        self.client.ask(m.SetScene, stage="ask", question=None, agenda=[])

    def ballots(self) -> list[dict[str, Any]]:
        """The ballots that count in the last round, once closed."""
        return [one for one in self.client.ask(m.ReadRecord)["ballots"] if one["round"] == self.round]

    def ideas(self) -> list[dict[str, Any]]:
        return [one for one in self.client.ask(m.ReadRecord)["ideas"] if one["round"] == self.round]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_room(tmp_path_factory.mktemp("pages")) as room:
        desk = Desk(room)
        desk.facts(
            title=text("Médias sociaux", "Social media"), organisation="Horizons solidaires", retention="2027-02-22"
        )
        yield desk
        desk.client.stop()


@pytest.fixture
def desk(house: Desk) -> Iterator[Desk]:
    yield house
    house.end()


@pytest.fixture
def phone(visitor: Open, desk: Desk) -> Callable[..., Page]:
    """`phone(**context options)`: somebody who has joined."""

    def joined(name: str = "Aïcha", **options: Any) -> Page:
        page = visitor(desk.room.url, **{**PHONE, **options})
        enter(page, desk.room.code, name)
        return page

    return joined


def enter(page: Page, code: str, name: str = "Aïcha") -> None:
    if code:
        page.fill("#code", code)
    page.fill("#name", name)
    page.select_option("#role", index=1)
    page.click(".go")
    page.wait_for_selector("#top")


def send(page: Page) -> None:
    """Press the one filled button until the room has recorded the answer."""
    page.click(".go")
    expect(page.locator(".seal:not(.wait)")).to_be_visible()


def look(page: Page, where: str) -> list[str]:
    """Everything wrong with this screen at 320 px, in light and in dark."""
    wrong = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        wrong += [f"{where}, {scheme}: {fault}" for fault in axe(page)]
    wrong += [f"{where}: too small: {fault}" for fault in too_small(page)]
    return wrong + ([f"{where}: scrolls sideways by {sideways(page)}"] if sideways(page) else [])


# ---- every kind of ballot sends exactly what INTERFACES says


def pick(*ids: str) -> Callable[[Page], None]:
    return lambda page: [page.check(f"#{id}") for id in ids] and None


def degrees(page: Page) -> None:
    for degree in ("g0", "g7"):
        page.check(f"#{degree}")
        page.click(".go")
    page.check("#g3")


def objection(page: Page) -> None:
    page.check("#k2")
    assert page.input_value("#w") == "Une liste les désigne."
    page.fill("#o", "La nuit, personne ne répond.")
    page.fill("#w", "Une liste désigne aussi la relève.")


def remark(page: Page) -> None:
    page.check("#k1")
    page.fill("#r", "Relire dans un an.")


def risks(page: Page) -> None:
    for choice in ("e2", "e3"):
        page.check(f"#{choice}")
        page.click(".go")
    page.check("#e5")


def one_risk(page: Page) -> None:
    page.check("#e0")
    page.click(".go")
    page.check("#e4")


def points(page: Page) -> None:
    """Thirty-five by hand, then every tap of + until nothing is left."""
    page.fill("#d0", "35")
    page.get_by_role("button", name="Plus de points pour La direction seule").click(click_count=14)


def judged(page: Page) -> None:
    for grade in ("g0", "g5"):
        page.check(f"#{grade}")
        page.click(".go")
    page.check("#g3")


def numbers(page: Page, part: str, low: str, high: str, best: str, sure: str) -> None:
    for name, value in (("low", low), ("high", high), ("best", best)):
        page.fill(f"#{part}-{name}", value)
    page.select_option(f"#{part}-sure", sure)


def to_numbers(page: Page) -> None:
    """Through the two banded words of the first risk."""
    for choice in ("e2", "e3"):
        page.check(f"#{choice}")
        page.click(".go")
    page.wait_for_selector("#likelihood-low")


def ranges(page: Page) -> None:
    to_numbers(page)
    numbers(page, "likelihood", "5,5", "40", "25", "80")
    numbers(page, "impact", "1", "12", "4", "70")
    page.click(".go")
    page.check("#e5")


def dots(page: Page) -> None:
    page.fill("#d0", "3")
    page.get_by_role("button", name="Une pastille de plus pour La direction seule").click(click_count=2)


PROPOSAL: dict[str, Any] = {"purpose": "adopting", "proposal": "list"}
KINDS = [
    ("plurality", "ballot", "plurality", {}, pick("c1"), "list"),
    ("approval", "ballot", "approval", {}, pick("k2", "k0"), ["any", "top"]),
    ("gradients", "ballot", "gradients", {"purpose": "indicative"}, degrees, {"any": 1, "list": 8, "top": 4}),
    ("gradients of one text", "ballot", "gradients", PROPOSAL, pick("g4"), {"list": 5}),
    ("ranked", "ballot", "ranked", {}, lambda page: page.click("#up2"), [["any"], ["top"], ["list"]]),
    ("schulze", "ballot", "schulze", {}, lambda page: page.click("#down0"), [["list"], ["any"], ["top"]]),
    ("ranked pairs", "ballot", "ranked_pairs", {}, lambda page: page.click("#up1"), [["list"], ["any"], ["top"]]),
    ("points", "ballot", "points", {}, points, {"any": 35, "top": 65}),
    ("score", "ballot", "score", {}, pick("s0x4", "s2x0"), {"any": 4, "top": 0}),
    ("star", "ballot", "star", {}, pick("s0x5", "s1x0", "s1none"), {"any": 5}),
    ("majority judgment", "ballot", "majority_judgment", {}, judged, {"any": 5, "list": 0, "top": 2}),
    ("dots", "ballot", "dots", {}, dots, {"any": 3, "top": 2}),
    ("majority", "ballot", "majority", PROPOSAL, pick("y0"), "yes"),
    ("abstention", "ballot", "supermajority", PROPOSAL, pick("y2"), "abstain"),
    ("fist to five", "ballot", "fist_to_five", PROPOSAL, pick("f5"), 0),
    ("consent", "consent", "consent", PROPOSAL, pick("k0"), "yes"),
    ("remark", "consent", "consent", PROPOSAL, remark, {"remark": "Relire dans un an."}),
    ("objection", "consent", "consent", PROPOSAL, objection,
     {"objection": "La nuit, personne ne répond.", "wording": "Une liste désigne aussi la relève."}),
    ("consent list", "consent_list", "consent", {}, pick("k1"), ["list"]),
    ("empty consent list", "consent_list", "consent", {}, lambda page: None, []),
    ("estimates", "estimate", "estimate", {"options": RISKS}, risks,
     {"slip": {"likelihood": 3, "impact": 4}, "loss": None}),
    ("one estimate", "estimate", "estimate", {"options": []}, one_risk, {"likelihood": 1, "impact": 5}),
    ("ranges", "estimate", "estimate", {"options": RISKS, "ranges": ["slip"]}, ranges,
     {"slip": {"likelihood": 3, "impact": 4, "range": {"likelihood": [5.5, 40, 25, 80], "impact": [1, 12, 4, 70]}},
      "loss": None}),
    ("I do not know", "estimate", "estimate", {"options": []}, pick("e5"), None),
]  # fmt: skip
