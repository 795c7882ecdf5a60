"""Phones in real Chromium, against a real room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser import ARGUMENTS, CHROMIUM, PHONE, Open, axe, sideways
from pages import (
    BARS,
    CHART,
    FRONTIER,
    KINDS,
    PROPOSAL,
    RISK_CHART,
    Desk,
    enter,
    look,
    objection,
    send,
    text,
)
from playwright.sync_api import Browser, Page, expect
from rooms import open_room

from workshop import messages as m

pytestmark = pytest.mark.browser


# ---- joining


@pytest.mark.shows("JOI1")
def test_a_code_typed_carelessly_opens_the_door(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, **PHONE)
    code = desk.room.code.lower().replace("0", "o").replace("1", "l")
    enter(page, f" {code[:3]} - {code[3:]} ")
    expect(page.locator("h1")).to_have_text("Vous y êtes, Aïcha.")


@pytest.mark.shows("JOI1")
def test_the_qr_asks_for_no_code_and_its_address_is_cleaned(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.kept["join"], **PHONE)
    page.wait_for_selector("#name")
    assert page.locator("#code").count() == 0
    assert page.evaluate("location.hash") == ""
    page.reload()
    enter(page, "")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert desk.room.kept["join"].split("#s=")[1] not in kept
    assert page.evaluate("location.href") == desk.room.url


def test_a_wrong_code_is_said_and_what_was_typed_stays(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, **PHONE)
    for field, value in (("#code", "AAAAAA"), ("#name", "Noé")):
        page.fill(field, value)
    page.select_option("#role", index=2)
    page.click(".go")
    expect(page.get_by_role("alert")).to_contain_text("Ce code n’est pas celui de la salle")
    assert page.input_value("#name") == "Noé"
    assert page.locator(".go").inner_text() == "Entrer"


@pytest.mark.shows("JOI2", "JOI9")
def test_the_join_page_says_what_is_kept_where_and_until_when(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, **PHONE)
    page.wait_for_selector("#name")
    said = page.locator("main").inner_text()
    for words in ("l’ordinateur qui anime l’atelier", "22 février 2027", "peut relier votre réponse à votre nom"):
        assert words in said
    assert "secret" not in said.lower()


@pytest.mark.shows("JOI9")
def test_plain_http_says_that_others_on_the_wifi_could_read(browser: Browser, desk: Desk) -> None:
    """Loopback counts as safe, so the same room is opened here under another name, as a phone sees it."""
    far = browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*ARGUMENTS, "--host-resolver-rules=MAP room.test 127.0.0.1"]
    )
    page = far.new_page(locale="fr-FR")
    page.goto(desk.room.url.replace("127.0.0.1", "room.test"))
    expect(page.locator("main")).to_contain_text("Toute personne sur ce Wi-Fi pourrait lire vos réponses.")
    enter(page, desk.room.code)
    desk.open("ballot", "majority", **PROPOSAL)
    page.check("#y0")
    send(page)
    far.close()


@pytest.mark.shows("JOI10")
def test_a_one_time_code_brings_the_same_person_to_another_phone(
    visitor: Open, phone: Callable[..., Page], desk: Desk
) -> None:
    phone("Basile")
    person = next(p["id"] for p in desk.client.ask(m.ReadRecord)["participants"] if p["name"] == "Basile")
    handout = desk.client.ask(m.HandOut, participant=person)
    other = visitor(desk.room.url, **PHONE)
    other.fill("#code", handout["code"] if isinstance(handout, dict) else handout)
    other.click(".go")
    expect(other.locator("h1")).to_have_text("Vous y êtes, Basile.")


@pytest.mark.shows("JOI10")
def test_who_leaves_can_come_back_as_themselves(phone: Callable[..., Page]) -> None:
    page = phone("Carole")
    expect(page.locator("#who")).to_contain_text("Vous êtes Carole (Communications).")
    page.click("#leave")
    page.get_by_role("button", name="Oui, quitter").click()
    expect(page.locator("h1")).to_have_text("Vous avez quitté l’atelier.")
    page.get_by_role("button", name="Revenir").click()
    expect(page.locator("h1")).to_have_text("Vous y êtes, Carole.")


# ---- every kind of ballot sends exactly what INTERFACES says


@pytest.mark.shows("VOT1")
@pytest.mark.parametrize(
    ("kind", "rule", "fields", "answer", "choice"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS]
)
def test_each_ballot_sends_the_exact_choice(
    phone: Callable[..., Page],
    desk: Desk,
    kind: str,
    rule: str,
    fields: dict[str, Any],
    answer: Callable[[Page], None],
    choice: Any,
) -> None:
    page = phone()
    desk.open(kind, rule, **fields)
    page.wait_for_selector(".go")
    answer(page)
    send(page)
    assert "Enregistrée à" in page.locator("main").inner_text()
    desk.close()
    assert [one["choice"] for one in desk.ballots()] == [choice]


@pytest.mark.shows("VOT5")
def test_the_reason_travels_with_a_single_choice(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ballot", "plurality")
    page.check("#c0")
    page.fill("#why", "Ils connaissent le terrain.")
    send(page)
    desk.close()
    assert desk.ballots()[0]["reason"] == "Ils connaissent le terrain."


@pytest.mark.shows("VOT4")
def test_an_answer_can_be_changed_until_closing_and_the_last_counts(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ballot", "majority", **PROPOSAL)
    page.check("#y0")
    send(page)
    page.get_by_role("button", name="Changer ma réponse").click()
    page.check("#y1")
    expect(page.locator(".state")).to_contain_text("compte toujours")
    send(page)
    desk.close()
    assert [one["choice"] for one in desk.ballots()] == ["no"]


def test_an_empty_answer_explains_instead_of_a_dead_button(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ballot", "plurality")
    page.click(".go")
    expect(page.get_by_role("alert").filter(has_text="Choisissez une réponse.")).to_be_visible()
    assert page.evaluate("document.activeElement.type") == "radio"


def test_a_ranking_nobody_touched_is_sent_only_when_meant(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ballot", "borda")
    page.click(".go")
    expect(page.get_by_role("alert").filter(has_text="Vous n’avez rien déplacé.")).to_be_visible()
    send(page)
    desk.close()
    assert [one["choice"] for one in desk.ballots()] == [[["any"], ["list"], ["top"]]]


@pytest.mark.shows("BRA4")
def test_ideas_are_written_edited_and_withdrawn(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ideas", "ideas", stage="collect", options=[])
    for words in ("Ne jamais répondre à chaud", "Un modèle de réponse", "À oublier"):
        page.fill("#idea", words)
        page.click(".go")
        expect(page.locator(".answers li").filter(has_text=words).get_by_role("button")).to_be_visible()
    page.get_by_role("button", name="Modifier : Un modèle").click()
    page.fill("#idea", "Trois modèles de réponse")
    page.click(".go")
    page.get_by_role("button", name="Modifier : À oublier").click()
    page.get_by_role("button", name="Retirer cette idée").click()
    expect(page.locator(".answers li")).to_have_count(2)
    expect(page.locator(".state")).to_contain_text("Enregistrée")
    desk.close()
    assert sorted(one["text"] for one in desk.ideas() if not one["withdrawn"]) == [
        "Ne jamais répondre à chaud",
        "Trois modèles de réponse",
    ]


def test_an_idea_too_long_is_kept_and_said(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ideas", "ideas", stage="collect", options=[])
    page.fill("#idea", "é" * 2001)
    page.click(".go")
    expect(page.get_by_role("alert").filter(has_text="caractères en trop\u00a0: 1")).to_be_visible()
    assert page.input_value("#idea") == "é" * 2001


# ---- nothing typed is lost


def test_a_draft_survives_a_reload(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("consent", "consent", **PROPOSAL)
    objection(page)
    page.reload()
    expect(page.locator("#o")).to_have_value("La nuit, personne ne répond.")
    expect(page.locator(".state")).to_have_text("Pas encore envoyé. Gardé dans ce téléphone.")


def test_a_push_from_the_room_leaves_typing_alone(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ballot", "plurality", minutes=5)
    page.fill("#why", "à moitié")
    page.evaluate("window.before = document.querySelector('#why')")
    desk.client.ask(m.SetClock, round=desk.round, add=60)
    desk.scene("discuss")
    expect(page.locator(".thread")).to_contain_text("Discuter")
    assert page.evaluate("document.activeElement === window.before")
    assert page.input_value("#why") == "à moitié"


@pytest.mark.shows("JOI10")
def test_an_answer_given_while_the_room_is_away_arrives_once(visitor: Open, data_dir: Path) -> None:
    with open_room(data_dir) as room:
        desk = Desk(room)
        page = visitor(room.url, **PHONE)
        enter(page, room.code)
        desk.open("ballot", "majority", **PROPOSAL)
        page.check("#y0")
        room.kill()
        expect(page.locator("#status")).to_have_text("Reconnexion…")
        page.click(".go")
        expect(page.locator("h1")).to_have_text("Votre réponse est en route.")
        expect(page.locator(".state")).to_have_text("Pas encore reçue. Vérification…")
        expect(page.locator("#lost")).to_contain_text("Connexion perdue.")
        assert axe(page) == []
        room.open()
        expect(page.locator(".seal:not(.wait)")).to_be_visible(timeout=15_000)
        desk.client.stop()
        desk = Desk(room)
        desk.round = (
            desk.client.state.scene.round["id"] if desk.client.state and desk.client.state.scene.round else ""
        )
        desk.close()
        assert [one["choice"] for one in desk.ballots()] == ["yes"]
        desk.client.stop()


def test_a_reload_before_the_acknowledgement_sends_the_same_answer_once(visitor: Open, data_dir: Path) -> None:
    with open_room(data_dir) as room:
        desk = Desk(room)
        page = visitor(room.url, **PHONE)
        enter(page, room.code)
        desk.open("ballot", "majority", **PROPOSAL)
        page.check("#y1")
        page.evaluate("WebSocket.prototype.send = () => {}")  # the answer leaves the phone and never arrives
        page.click(".go")
        expect(page.locator("h1")).to_have_text("Votre réponse est en route.")
        page.reload()
        expect(page.locator(".seal:not(.wait)")).to_be_visible()
        desk.close()
        assert [one["choice"] for one in desk.ballots()] == ["no"]
        assert page.evaluate("Object.keys(localStorage).filter(k => k.includes('out:')).length") == 0
        desk.client.stop()


def test_an_answer_after_closing_is_said_not_counted_and_stays_readable(
    phone: Callable[..., Page], desk: Desk
) -> None:
    page = phone()
    desk.open("ballot", "majority", **PROPOSAL)
    page.check("#y1")
    page.evaluate(
        """window.send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (text) { window.late = [this, text]; }"""
    )
    page.click(".go")
    expect(page.locator("h1")).to_have_text("Votre réponse est en route.")
    desk.close()
    page.evaluate("WebSocket.prototype.send = window.send; window.late[0].send(window.late[1])")
    expect(page.get_by_role("alert")).to_contain_text("Votre réponse n’a pas été comptée.")
    expect(page.get_by_role("alert")).to_contain_text("Non")
    assert desk.ballots() == []


def test_two_tabs_of_one_person_show_the_same(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    other = page.context.new_page()
    other.goto(desk.room.url)
    desk.open("ballot", "majority", **PROPOSAL)
    page.check("#y0")
    send(page)
    expect(other.locator(".seal:not(.wait)")).to_be_visible(timeout=2000)
    desk.close()
    assert len(desk.ballots()) == 1


def test_a_browser_that_keeps_nothing_says_so_and_still_votes(visitor: Open, desk: Desk) -> None:
    page = visitor("about:blank", **PHONE)
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    page.goto(desk.room.url)
    enter(page, desk.room.code)
    desk.open("ballot", "majority", **PROPOSAL)
    expect(page.locator("main")).to_contain_text("Ce navigateur ne garde rien")
    page.check("#y0")
    send(page)


# ---- language, hands, eyes


@pytest.mark.shows("JOI8")
def test_the_language_changes_without_losing_a_word(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ballot", "plurality")
    page.check("#c1")
    page.fill("#why", "Une raison")
    page.get_by_role("button", name="EN English").click()
    expect(page.locator("h1")).to_have_text("Who speaks for us?")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.input_value("#why") == "Une raison"
    assert page.is_checked("#c1")
    page.reload()
    expect(page.locator("h1")).to_have_text("Who speaks for us?")


@pytest.mark.shows("JOI8")
def test_an_english_phone_speaks_english_at_once(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, **{**PHONE, "locale": "en-GB"})
    expect(page.locator("h1")).to_have_text("Join the workshop")
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.shows("JOI7")
def test_a_vote_needs_only_a_keyboard(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, viewport={"width": 800, "height": 700})
    page.wait_for_selector("#code")
    page.focus("#code")
    for keys in (desk.room.code, "Tab", "Zoé", "Tab", "ArrowDown", "Tab", "Enter"):
        (page.keyboard.press if keys in ("Tab", "ArrowDown", "Enter") else page.keyboard.type)(keys)
    page.wait_for_selector("#who")
    desk.open("ballot", "ranked")
    page.wait_for_selector("#up2")
    assert page.evaluate("document.activeElement.id") == "q"
    while page.evaluate("document.activeElement.id") != "up2":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "up2"
    assert page.get_by_text("La direction seule : place 2 sur 3.").count() == 1
    while page.evaluate("document.activeElement.className") != "go":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".seal:not(.wait)")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "q"
    desk.close()
    assert [one["choice"] for one in desk.ballots()] == [[["any"], ["top"], ["list"]]]


@pytest.mark.shows("JOI7")
def test_every_phone_screen_is_accessible_and_fits_320_px(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, **{**PHONE, "viewport": {"width": 320, "height": 568}})
    page.wait_for_selector("#code")
    wrong = look(page, "join")
    enter(page, desk.room.code, "Un nom de quarante signes tout juste, oui")
    wrong += look(page, "waiting")
    page.click("#leave")
    wrong += look(page, "leaving")
    desk.scene("discuss")
    page.wait_for_selector(".path")
    wrong += look(page, "programme")
    for name, kind, rule, fields, answer, _choice in KINDS:
        desk.open(kind, rule, **fields)
        page.wait_for_selector(".go")
        answer(page)
        wrong += look(page, name)
        desk.close()
    desk.open("ideas", "ideas", stage="collect", options=[])
    page.fill("#idea", "Une idée")
    page.click(".go")
    page.get_by_role("button", name="Modifier").click()
    wrong += look(page, "ideas")
    desk.close()
    page.wait_for_selector("#idea", state="detached")
    wrong += look(page, "closed")
    desk.open("ballot", "plurality")
    page.check("#c1")
    send(page)
    wrong += look(page, "recorded")
    desk.close()
    page.locator("h1", has_text="C’est clos.").wait_for()
    wrong += look(page, "counted")
    for chart in (CHART, BARS, RISK_CHART, FRONTIER):
        desk.open("ballot", "plurality")
        desk.close(chart)
        page.wait_for_selector("#chart svg")
        page.click("summary")
        wrong += look(page, f"result {chart['kind']}")
    assert wrong == []


def test_forced_colours_and_200_percent_zoom_keep_the_button(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone(viewport={"width": 180, "height": 370}, forced_colors="active")
    desk.open("ballot", "gradients", **PROPOSAL)
    page.check("#g0")
    assert sideways(page) == 0
    assert axe(page) == []
    send(page)


# ---- hostile text stays text


HOSTILE = "<img src=x onerror=alert(1)>\"'`${1}{{7*7}}<script>alert(2)</script>![t](http://evil.example/p.png)"


def test_hostile_text_is_shown_literally_everywhere(visitor: Open, desk: Desk) -> None:
    page, wall = visitor(desk.room.url, **PHONE), visitor(f"{desk.room.url}wall")
    nasty = {"fr": HOSTILE, "en": HOSTILE}
    desk.facts(title=nasty)
    enter(page, desk.room.code, HOSTILE[:40])
    assert page.get_by_text(HOSTILE[:40]).count() >= 1
    question = {"id": "x", "prompt": nasty, "title": nasty}
    desk.client.ask(m.SetScene, stage="collect", question=question, agenda=[{"title": nasty, "state": "now"}])
    desk.round = desk.client.ask(m.OpenRound, kind="ideas", rule="ideas", prompt=nasty)["id"]
    page.fill("#idea", HOSTILE)
    page.click(".go")
    expect(page.locator(".answers li span")).to_have_text(HOSTILE)
    expect(wall.locator("h1")).to_have_text(HOSTILE)
    desk.close()
    options = [{"id": "a", "label": nasty, "clause": nasty}, {"id": "b", "label": text("Autre")}]
    desk.open("ballot", "plurality", options=options)
    expect(page.locator(".answers label span").first).to_contain_text(HOSTILE)
    expect(wall.locator("li").filter(has_text="onerror").last).to_contain_text(HOSTILE)
    page.check("#c0")
    page.fill("#why", HOSTILE)
    send(page)
    desk.close(
        {**BARS, "finding": nasty, "rows": [{"id": "a", "label": nasty, "value": 1, "note": nasty, "first": True}]}
    )
    expect(page.locator("h1")).to_have_text(HOSTILE)
    expect(wall.locator("figure tbody th")).to_have_text(HOSTILE)
    assert wall.locator("img, script:not([src])").count() == page.locator("img, script:not([src])").count() == 0
    desk.facts(title=text("Médias sociaux", "Social media"))
