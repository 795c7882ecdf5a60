"""Notebooks for the tests of export: one written by hand like a real policy, and the least there is."""

from __future__ import annotations

import base64
import io
from functools import cache
from typing import Any

SECTIONS = (
    ("But et principes", "Purpose and principles"),
    ("Portée et statut", "Scope and status"),
    ("Rôles, formation et relève", "Roles, training and backup"),
    ("Comptes, accès et sécurité", "Accounts, access and security"),
    ("Publication", "Publishing"),
    ("Rythme, réponses et heures", "Rhythm, answers and hours"),
    ("Usage personnel", "Personal use"),
    ("Droit, images et vie privée", "Law, images and privacy"),
    ("Modération et nétiquette", "Moderation and netiquette"),
    ("Incidents et crise", "Incidents and crisis"),
)
WORDING = {
    "fr": "Une liste connue à l’interne désigne pour chaque thème un porte-parole et sa relève ; les autres "
    "membres relaient sans engager l’organisation. En dehors des heures de bureau, la relève répond, ou dit "
    "quand nous répondrons.",
    "en": "A list known to all names a spokesperson and a backup for each theme; other members pass on "
    "messages without committing the organisation. Outside office hours the backup answers, or says when we will.",
}
TRAIL = {
    "fr": "| Étape | Contenu | Numéro |\n|---|---|---|\n"
    "| Décision | Adoptée à 11 h 04, par consentement, au deuxième tour | D4 |\n"
    "| Objection | « La nuit, personne ne répond. » A donné la relève | O2 |\n"
    "| Résultat | 17 pour, 5 contre ou laissent faire, 1 sans avis, sur 23 bulletins | V3 |\n"
    "| Idées | « Qui décide de masquer un commentaire ? », « Une relève », et 4 autres | I7 I31 |\n"
    "| Risques | Départ sans relève ; Réponses trop lentes | R3 R5 |\n"
    "| Source | Guide de plaidoyer pour les campagnes, partie sur les accès et les rôles | S1 |\n",
    "en": "| Step | Content | Number |\n|---|---|---|\n"
    "| Decision | Adopted at 11:04, by consent, in the second round | D4 |\n"
    "| Objection | “At night and on leave nobody answers.” Gave the backup and the last sentence | O2 |\n"
    "| Result | 17 for, 5 against or letting pass, 1 no opinion, of 23 ballots | V3 |\n"
    "| Source | Guide to advocacy for campaigns, part on access and roles | S1 |\n",
}
FACTS = [
    ["Adoptée le", "22 novembre 2026"],
    ["À revoir avant le", "22 mai 2027"],
    ["Responsable", "Responsable des communications"],
    ["Relue par le juridique", "Pas encore"],
]
DEGREES = (
    ("Oui, pleinement", 7, 2, 1),
    ("Oui, à un détail près", 6, 3, 2),
    ("Oui, avec des réserves", 4, 3, 3),
    ("Sans avis", 1, 1, 2),
    ("Pas convaincu, mais je laisse faire", 3, 4, 5),
    ("Je m’y oppose : il faut en reparler", 1, 2, 2),
)


def markdown(source: str, **about: Any) -> dict[str, Any]:
    """A Markdown cell; `about` is what the cell says of itself."""
    return {"cell_type": "markdown", "metadata": {"workshop": about} if about else {}, "source": source}


def code(*outputs: dict[str, Any], source: str = "", tags: tuple[str, ...] = (), **about: Any) -> dict[str, Any]:
    """A code cell with these outputs."""
    metadata = {"tags": list(tags), "workshop": about}
    return {
        "cell_type": "code",
        "metadata": metadata,
        "source": source,
        "outputs": list(outputs),
        "execution_count": None,
    }


def shown(**data: Any) -> dict[str, Any]:
    """A display output."""
    mime = {"text": "text/plain", "html": "text/html", "png": "image/png", "svg": "image/svg+xml"}
    mime["markdown"] = "text/markdown"
    return {"output_type": "display_data", "metadata": {}, "data": {mime[k]: v for k, v in data.items()}}


def notebook(*cells: dict[str, Any], **about: Any) -> dict[str, Any]:
    """A notebook of these cells; `about` is what the document says of itself."""
    for number, cell in enumerate(cells):
        cell.setdefault("id", f"c{number}")
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"workshop": about}, "cells": list(cells)}


@cache
def picture() -> tuple[str, str]:
    """A small chart as SVG and as base64 PNG."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"svg.hashsalt": "test"}):
        figure = Figure(figsize=(8, 2))
        axes = figure.add_subplot()
        axes.barh([d[0] for d in DEGREES], [d[1] for d in DEGREES], color="#0b5865")
        svg, png = io.StringIO(), io.BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None})
        figure.savefig(png, format="png")
    return svg.getvalue(), base64.b64encode(png.getvalue()).decode()


def policy(lang: str = "fr", *, clauses: int = 3, **about: Any) -> dict[str, Any]:
    """A policy of ten sections, `clauses` in each, with everything a document can hold."""
    fr = lang == "fr"
    svg, png = picture()
    cells = [
        markdown("# " + ("Politique des médias sociaux" if fr else "Social media policy"), part="heading", level=1),
        markdown("## " + ("En bref" if fr else "In brief"), part="heading", level=2),
        markdown(
            "1. Une liste désigne, par thème, un porte-parole et sa relève. **Obligatoire**\n"
            "2. Un sujet sensible, un chiffre : deux paires d’yeux avant de publier. **Obligatoire**\n"
            "3. Sur un compte personnel, un court avertissement dans le profil. **Conseillé**\n"
            if fr
            else "1. A list names, by theme, a spokesperson and a backup. Others pass on. **Required**\n"
            "2. On a personal account, a short notice in the profile. **Recommended**\n",
            part="brief",
        ),
    ]
    for number, names in enumerate(SECTIONS, 1):
        cells.append(markdown(f"## {number} {names[0 if fr else 1]}", part="heading", level=2))
        for clause in range(1, clauses + 1):
            cells += _clause(lang, number, clause)
    rows = "".join(f"| {label} | {a} | {b} | {c} |\n" for label, a, b, c in DEGREES)
    cells += [
        markdown("### " + ("Ce que la salle a dit" if fr else "What the room said"), part="heading", level=3),
        code(
            shown(svg=svg, png=png, text="<Figure>"),
            part="figure",
            alt="Bulletins : 7, 6, 4, 1, 3, 1.",
            title="",
        ),
        markdown(
            f"| Degré | Par thème | Toute personne formée | Direction seulement |\n|---|--:|--:|--:|\n{rows}",
            part="table",
            caption="Bulletins par degré d’accord",
        ),
    ]
    told = {
        "document": "policy",
        "lang": lang,
        "title": "Politique des médias sociaux" if fr else "Social media policy",
        "subtitle": "Comment nous parlons, répondons et nous protégeons en ligne."
        if fr
        else "How we speak, answer and protect ourselves online.",
        "organisation": "Horizons solidaires",
        "date": "2026-11-22",
        "version": "1.0",
        "rehearsal": False,
        "facts": FACTS,
    }
    return notebook(*cells, **(told | about))


def _clause(lang: str, section: int, clause: int) -> list[dict[str, Any]]:
    fr = lang == "fr"
    heading = markdown(
        f"### {section}.{clause} " + ("Porte-parole" if fr else "Spokespeople"), part="heading", level=3
    )
    if clause == 3:
        text = "Cette question reste ouverte." if fr else "This question is still open."
        return [heading, markdown(text, part="undecided")]
    return [
        heading,
        markdown(WORDING[lang], part="clause", force="must" if clause == 1 else "should"),
        markdown(
            "#### " + ("D’où vient cette règle" if fr else "Where this rule comes from"),
            part="heading",
            level=4,
        ),
        markdown(TRAIL[lang], part="trail"),
        markdown(
            "Une personne (Bénévole) reste opposée." if fr else "One person (Volunteer) stays opposed.",
            part="dissent",
        ),
    ]
