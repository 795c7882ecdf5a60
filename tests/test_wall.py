"""The wall while people write, weigh a text and follow the agenda, in real Chromium against a real room."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from browser import Open, axe
from pages import OPTIONS, QUESTION, Desk, text
from playwright.sync_api import Page, expect

from workshop import agenda
from workshop import messages as m
from workshop.desk import formats
from workshop.methods.redline import redline

pytestmark = pytest.mark.browser
SCREEN = {"viewport": {"width": 1920, "height": 1080}}
BEFORE = "Une liste connue à l’interne désigne les porte-parole par thème ; les autres membres relaient."
AFTER = (
    "Une liste connue à l’interne désigne pour chaque thème un porte-parole et sa relève ; les autres membres "
    "relaient. En dehors des heures de bureau, la relève répond, ou dit quand nous répondrons."
)
OLD, NEW = "A list names the spokespeople by topic.", "A list names, for each topic, a spokesperson and a deputy."
AMENDED: dict[str, Any] = {
    "purpose": "adopting",
    "proposal": "list",
    "options": [{"id": "list", "label": OPTIONS[1]["label"], "clause": text(AFTER, NEW)}],
    "before": text(BEFORE, OLD),
    "redline": {"fr": [list(p) for p in redline(BEFORE, AFTER)], "en": [list(p) for p in redline(OLD, NEW)]},
    "objections": [
        {
            "text": "La nuit et en congé, personne de la liste ne répond.",
            "wording": "Une relève par thème.",
            "lang": "fr",
        }
    ],
    "aim": text("Que la bonne personne réponde.", "That the right person answers."),
}


def steps(format: str) -> list[dict[str, Any]]:
    return formats.wire(formats.steps(agenda.load(), format))


def whole(wall: Page, where: str) -> list[str]:
    """What is wrong with the screen, and what stands below it."""
    over = wall.evaluate("document.documentElement.scrollHeight - innerHeight")
    return axe(wall) + ([f"{where}: {over} px below the screen"] if over > 1 else [])


def writing(desk: Desk, format: str, **more: Any) -> str:
    return desk.open("ideas", "ideas", stage="collect", options=[], format=format, steps=steps(format), **more)


@pytest.mark.shows("BRA5")
def test_the_wall_says_the_step_of_a_format_with_its_own_clock(visitor: Open, desk: Desk) -> None:
    wall = visitor(f"{desk.room.url}wall", **SCREEN)
    starters = [text("On nous reconnaît partout.", "People recognise us everywhere.")]
    writing(desk, "one_two_four_all", starters=starters)
    expect(wall.locator(".step")).to_contain_text("Étape 1 sur 4")
    expect(wall.locator(".step")).to_contain_text("Écrire, sans parler.")
    expect(wall.locator(".heard")).to_contain_text("On nous reconnaît partout.")
    expect(wall.locator("#clock")).to_contain_text(re.compile(r"0.min.5"))
    desk.client.ask(m.SetStep, round=desk.round, step=1)
    expect(wall.locator(".step")).to_contain_text("À deux, comparer")
    expect(wall.locator("#clock")).to_contain_text(re.compile(r"(2.min.0|1.min.5)"))
    expect(wall.locator(".heard")).to_have_count(0)


@pytest.mark.shows("BRA2")
def test_what_is_read_out_in_a_round_robin_stands_on_the_wall_without_its_author(
    visitor: Open, phone: Callable[..., Page], desk: Desk
) -> None:
    page, wall = phone("Maya"), visitor(f"{desk.room.url}wall", **SCREEN)
    writing(desk, "round_robin")
    who = desk.client.ask(m.ReadRecord)["participants"][-1]["id"]
    desk.client.ask(
        m.SpeakFor, participant=who, what=m.WriteIdea("wallidea0001", desk.round, "Répondre le jour même")
    )
    desk.client.ask(m.SetStep, round=desk.round, step=1)
    for other in desk.client.ask(m.ReadRecord)["participants"][:-1]:
        desk.client.ask(m.SetPresence, participant=other["id"], present=False)
    expect(wall.get_by_text("La parole est à Maya")).to_be_visible()
    page.get_by_label("Répondre le jour même").check()
    page.get_by_role("button", name="Je lis cette idée").first.click()
    expect(wall.locator(".heard li")).to_have_text(["Répondre le jour même"])
    assert whole(wall, "round robin") == []


@pytest.mark.shows("OBJ2")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_amended_text_shows_what_was_removed_and_added_to_eyes_and_ears(
    visitor: Open, desk: Desk, theme: str
) -> None:
    wall = visitor(f"{desk.room.url}wall", color_scheme=theme, **SCREEN)
    desk.open("consent", "consent", **AMENDED)
    expect(wall.locator("del").first).to_have_text(re.compile("^retiré\u00a0: "))
    expect(wall.locator("ins").first).to_have_text(re.compile("^ajouté\u00a0: "))
    said = wall.locator(".redline").evaluate(
        "box => [...box.childNodes].filter(n => n.tagName !== 'DEL').map(n => (n.lastChild ?? n).data).join('')"
    )
    assert said == AFTER
    expect(wall.locator(".thirds h2")).to_have_text(["Objection", "Les mots proposés", "Ce qui reste à vérifier"])
    assert whole(wall, "redline") == []
    wall.click("#lang")
    expect(wall.locator("ins").first).to_have_text(re.compile("^added: "))
    assert whole(wall, "redline in English") == []


def test_what_was_fixed_before_a_vote_stands_under_its_question(visitor: Open, desk: Desk) -> None:
    wall = visitor(f"{desk.room.url}wall", **SCREEN)
    desk.open("ballot", "gradients", purpose="indicative", threshold=0.75, quorum=3, weights={"leadership": 2})
    line = wall.locator(".terms")
    for words in ("seuil de 75\u00a0%", "quorum de 3 personnes présentes", "Direction compte 2", "degrés"):
        expect(line).to_contain_text(words)
    assert whole(wall, "terms") == []


def test_the_agenda_shows_how_much_is_left_of_the_part_that_is_on(visitor: Open, desk: Desk) -> None:
    wall = visitor(f"{desk.room.url}wall", **SCREEN)
    parts = [
        {"title": text("Accueil"), "state": "done", "minutes": 8},
        {"title": text("Image"), "state": "now", "minutes": 9, "ends": time.time() + 290},
        *({"title": text(f"Partie {n}"), "state": "next", "minutes": 6} for n in range(12)),
    ]
    desk.client.ask(m.SetScene, stage="ask", question=None, agenda=parts)
    expect(wall.locator("#part")).to_have_text("Image\u00a0: encore 5 min")
    expect(wall.locator(".path li")).to_have_count(7)
    expect(wall.locator(".path [aria-current]")).to_have_text(re.compile("^Image"))
    expect(wall.get_by_text("/kiosk")).to_be_visible()
    assert whole(wall, "lobby with agenda") == []
    desk.client.ask(m.SetScene, stage="ask", question=QUESTION, agenda=parts)
    wall.locator(".one").wait_for()
    assert whole(wall, "question with agenda") == []
