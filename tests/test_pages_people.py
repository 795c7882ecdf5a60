"""Who answers, for whom, and who does not; a question with an objection from its text to its amended text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser import PHONE, Open
from pages import OPTIONS, PROPOSAL, RISK_CHART, RISKS, Desk, look, send, text
from playwright.sync_api import Page, expect

from workshop import messages as m

pytestmark = pytest.mark.browser
Phone = Callable[..., Page]
Q = {"question": "spokesperson"}


def id_of(desk: Desk, name: str) -> str:
    return str(next(one["id"] for one in desk.client.ask(m.ReadRecord)["participants"] if one["name"] == name))


def cast(desk: Desk) -> dict[str, tuple[Any, str]]:
    """What each name answered in the last round, and how it came."""
    names = {one["id"]: one["name"] for one in desk.client.ask(m.ReadRecord)["participants"]}
    return {names[one["participant"]]: (one["choice"], one["channel"]) for one in desk.ballots()}


# ---- who does not answer


def test_an_observer_reads_the_question_and_gets_no_form(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, **{**PHONE, "viewport": {"width": 320, "height": 568}})
    page.fill("#code", desk.room.code)
    page.fill("#name", "Odile")
    page.select_option("#role", value="observer")
    page.click(".go")
    page.wait_for_selector("#who")
    desk.open("ballot", "plurality", **Q)
    expect(page.get_by_text("Votre rôle observe\u00a0: il ne vote pas.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Des porte-parole")
    assert page.locator("form, input, .go").count() == 0
    assert look(page, "observer") == []
    desk.close()
    desk.open("ideas", "ideas", options=[])
    expect(page.locator("#idea")).to_be_visible()


def test_a_conflict_of_interest_takes_the_answer_out_and_only_the_desk_undoes_it(phone: Phone, desk: Desk) -> None:
    page = phone("Igor", viewport={"width": 320, "height": 568})
    desk.open("ballot", "majority", **PROPOSAL, **Q)
    page.check("#y0")
    send(page)
    page.get_by_role("button", name="conflit d’intérêts").click()
    expect(page.get_by_text("Une réponse déjà donnée sera retirée.")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "keepvote"
    wrong = look(page, "asked again")
    page.get_by_role("button", name="Garder mon droit de vote").click()
    assert page.evaluate("document.activeElement.id") == "recuse"
    page.keyboard.press("Enter")
    page.fill(".aside textarea", "Ma sœur est candidate.")
    page.get_by_role("button", name="Je ne vote pas").click()
    expect(page.get_by_text("Vous ne votez pas sur cette question")).to_be_visible()
    expect(page.get_by_text("elle seule peut vous rendre votre vote")).to_be_visible()
    wrong += look(page, "recused")
    assert wrong == []
    assert desk.client.ask(m.ReadRecord)["recusals"][-1]["reason"] == "Ma sœur est candidate."
    desk.client.ask(m.SetRecusal, participant=id_of(desk, "Igor"), question="spokesperson", recused=False)
    expect(page.locator("#y0")).to_be_visible()
    desk.close()
    assert desk.ballots() == []


# ---- for whom


@pytest.mark.shows("VOT9")
def test_a_proxy_answers_for_each_apart_and_the_principal_has_the_last_word(phone: Phone, desk: Desk) -> None:
    holder, principal = phone("Hélène", viewport={"width": 320, "height": 568}), phone("Nadia")
    desk.client.ask(m.SetMandate, principal=id_of(desk, "Nadia"), holder=id_of(desk, "Hélène"))
    desk.open("ballot", "majority", **PROPOSAL)
    expect(holder.locator("h1")).to_have_text("Pour qui répondez-vous\u00a0?")
    wrong = look(holder, "for whom")
    holder.get_by_role("button", name="Pour Nadia").click()
    expect(holder.get_by_text("Vous répondez pour Nadia.")).to_be_visible()
    holder.check("#y0")
    wrong += look(holder, "for Nadia")
    send(holder)
    expect(holder.get_by_text("Il reste à répondre pour vous-même.")).to_be_visible()
    holder.get_by_role("button", name="Changer de personne").click()
    expect(holder.get_by_role("button", name="Pour Nadia")).to_contain_text("réponse enregistrée à")
    expect(holder.get_by_role("button", name="Pour moi")).to_contain_text("pas encore de réponse")
    holder.get_by_role("button", name="Pour moi").click()
    assert holder.locator(":checked").count() == 0  # nothing of Nadia's answer in one's own
    holder.check("#y2")
    send(holder)
    assert holder.get_by_text("Il reste à répondre").count() == 0
    expect(principal.get_by_text("Hélène a répondu pour vous, par procuration.")).to_be_visible()
    holder.get_by_role("button", name="Changer de personne").click()
    holder.get_by_role("button", name="Pour Nadia").click()
    expect(holder.locator(".seal")).to_be_visible()
    principal.get_by_role("button", name="Changer ma réponse").click()
    principal.check("#y1")
    send(principal)
    assert principal.get_by_text("a répondu pour vous").count() == 0
    expect(holder.get_by_text("Nadia a répondu en personne")).to_be_visible()  # and nothing of what she answered
    assert holder.get_by_role("button", name="Pour Nadia").count() == 0
    desk.close()
    assert cast(desk) == {"Hélène": ("abstain", "phone"), "Nadia": ("no", "phone")}
    assert wrong == []
    desk.client.ask(m.SetMandate, principal=id_of(desk, "Nadia"), holder=None)


# ---- an objection, and what becomes of it

NEW = "Une liste désigne les porte-parole et leur relève."
REDLINE = [["same", "Une liste "], ["removed", "les désigne."], ["added", "désigne les porte-parole et leur relève."]]


@pytest.mark.shows("OBJ1")
def test_an_objection_changes_the_text_and_the_second_round_shows_how(
    phone: Phone, desk: Desk, visitor: Open
) -> None:
    ann, ben, cléo = phone("Ann", viewport={"width": 320, "height": 568}), phone("Ben"), phone("Cléo")
    paper = desk.client.ask(m.AddPerson, name="Paul", role="volunteers", channel="paper")
    away = desk.client.ask(m.AddPerson, name="Aline", role="volunteers", channel="proxy", present=False)
    desk.client.ask(m.SetMandate, principal=away, holder=id_of(desk, "Ben"))
    aim = {"aim": text("une voix juste et rapide.", "a voice that is right and quick.")}
    desk.open("consent", "consent", **PROPOSAL, **Q, **aim)
    expect(ann.get_by_text("Nuit-il à notre but, «\u00a0une voix juste et rapide\u00a0»\u00a0?")).to_be_visible()
    ann.check("#k2")
    assert not ann.is_checked("#named")
    ann.fill("#o", "La nuit, personne ne répond.")
    ann.fill("#w", NEW)
    ann.check("#named")
    wrong = look(ann, "objection")
    send(ann)
    ben.get_by_role("button", name="Pour Aline").click()
    for page in (ben, cléo):
        page.check("#k0")
        send(page)
    on_paper(desk, paper, {"remark": "Relire dans un an."})
    desk.close()
    objection = {"objection": "La nuit, personne ne répond.", "wording": NEW, "named": True}
    assert cast(desk) == {
        "Ann": (objection, "phone"),
        "Aline": ("yes", "proxy"),
        "Cléo": ("yes", "phone"),
        "Paul": ({"remark": "Relire dans un an."}, "paper"),
    }
    said = [{"text": objection["objection"], "wording": NEW, "lang": "fr"}]
    amended = {"options": [{**OPTIONS[1], "clause": text(NEW)}], "before": OPTIONS[1]["clause"]}
    desk.open(
        "consent", "consent", **PROPOSAL, **Q, **aim, **amended,
        redline={"fr": REDLINE, "en": REDLINE}, objections=said,
    )  # fmt: skip
    expect(ann.locator("del")).to_contain_text("les désigne.")
    expect(ann.locator("ins")).to_contain_text("leur relève.")
    assert ann.locator("del .sr").all_inner_texts() == ["[retiré\u00a0:", "fin du retrait]"]
    expect(ann.locator(".said")).to_contain_text("La nuit, personne ne répond.")
    assert "Ann" not in ben.locator("main").inner_text()
    wrong += look(ann, "redline")
    ann.get_by_role("button", name="Lire le nouveau texte sans les marques").click()
    expect(ann.locator("blockquote")).to_have_text(NEW)
    assert ann.evaluate("document.activeElement.id") == "marks"
    wrong += look(ann, "plain text")
    ben.get_by_role("button", name="Pour moi").click()
    for page in (ann, ben, cléo):
        page.check("#k0")
        send(page)
    desk.close()
    assert {choice for choice, _ in cast(desk).values()} == {"yes"}
    assert wrong == []


def on_paper(desk: Desk, who: str, choice: Any) -> None:
    """A sheet of paper, typed in at the desk."""
    what = m.CastBallot("paper0123456789a", desk.round, choice)
    desk.client.ask(m.SpeakFor, participant=who, what=what, channel="paper")


# ---- after a first estimate


@pytest.mark.shows("RSK1")
def test_those_at_the_ends_of_an_estimate_are_asked_why(phone: Phone, desk: Desk) -> None:
    far, others = phone("Farid", viewport={"width": 320, "height": 568}), [phone(f"P{n}") for n in range(3)]
    desk.open("estimate", "estimate", options=RISKS[:1])
    for page, likelihood, impact in ((far, 4, 4), *((one, 0, 1) for one in others)):
        page.check(f"#e{likelihood}")
        page.click(".go")
        page.check(f"#e{impact}")
        send(page)
    desk.close(RISK_CHART)
    expect(far.get_by_text("Vous l’avez jugé plus fort que la plupart. Pourquoi")).to_be_visible()
    expect(others[0].locator("h1")).to_have_text(RISK_CHART["finding"]["fr"])
    assert others[0].locator("textarea").count() == 0
    far.get_by_role("button", name="Donner cette raison").click()
    expect(far.locator(".bad")).to_have_text("Écrivez quelques mots.")
    far.fill("section textarea", "Cela nous est arrivé deux fois.")
    wrong = look(far, "why")
    far.get_by_role("button", name="Donner cette raison").click()
    expect(far.get_by_text("Enregistrée.")).to_be_visible()
    far.reload()
    expect(far.locator("section blockquote")).to_have_text("Cela nous est arrivé deux fois.")
    assert wrong + look(far, "why, given") == []
    given = desk.client.ask(m.ReadRecord)["reasons"][-1]
    assert (given["text"], given["side"], given["option"]) == ("Cela nous est arrivé deux fois.", "high", "slip")
