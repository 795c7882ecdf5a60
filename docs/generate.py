"""This writes `docs/messages.md` from `workshop/messages.py`, with an example of each message.

python docs/generate.py          # write the file
python docs/generate.py --check  # 1 if it is not current
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, get_args

import msgspec

from workshop import messages

TARGET = Path(__file__).with_name("messages.md")
TEXT = {"fr": "Qui parle au nom de la maison ?", "en": "Who speaks for the organisation?"}
OPTIONS = [
    {"id": "list", "label": {"fr": "Une liste écrite", "en": "A written list"}},
    {"id": "all", "label": {"fr": "Chaque membre", "en": "Every member"}},
]
ROUND = {
    "id": "r3",
    "kind": "ballot",
    "rule": "gradients",
    "purpose": "indicative",
    "number": 1,
    "question": "spokesperson",
    "prompt": TEXT,
    "options": OPTIONS,
    "proposal": None,
    "state": "open",
    "remaining": 240.0,
    "paused": False,
    "threshold": None,
    "quorum": None,
    "opened_at": 1795341120.0,
    "closed_at": None,
}
SCENE = {
    "type": "Scene",
    "number": 12,
    "stage": "vote",
    "question": {"id": "spokesperson", "prompt": TEXT},
    "round": ROUND,
    "result": None,
    "agenda": [{"title": {"fr": "Accueil", "en": "Welcome"}, "state": "done"}],
}
CROWD = {
    "type": "Crowd",
    "present": 24,
    "entitled": 22,
    "answered": 17,
    "ideas": 0,
    "roles": {"communications": [3, 4], "field": [14, 18]},
    "connected": 23,
}
INVITATION = {
    "type": "Invitation",
    "url": "http://192.0.2.20:8000/",
    "code": "K7PM4Q",
    "qr": {"path": "M4 4h1v1h-1z", "size": 37},
}
VOTE = {"type": "CastBallot", "key": "5f0c9a", "round": "r3", "choice": {"list": 2, "all": 6}}

EXAMPLES: dict[str, dict[str, Any]] = {
    "Join": {"code": "K7PM4Q", "name": "Awa", "role": "field", "lang": "fr", "key": "5c2e9b1f" * 4},
    "WriteIdea": {"key": "8d21f4", "round": "r1", "text": "Répondre aussi le samedi", "lang": "fr"},
    "EditIdea": {"key": "8d21f5", "idea": "i7", "text": "Répondre le samedi matin", "lang": "fr"},
    "WithdrawIdea": {"key": "8d21f6", "idea": "i7"},
    "CastBallot": VOTE,
    "ShareIdea": {"key": "8d21f7", "round": "r1", "idea": "i7"},
    "AskIdeas": {"round": "r1"},
    "GiveReason": {
        "key": "8d21f8",
        "round": "r5",
        "option": "rep_slip",
        "text": "C’est arrivé deux fois",
        "lang": "fr",
    },
    "Recuse": {"key": "8d21f9", "question": "spokesperson", "reason": "Mon conjoint est candidat"},
    "AskFocus": {"key": "8d21fa", "text": "Parlons d’abord du bénévolat", "lang": "fr"},
    "AskFates": {},
    "AskCode": {},
    "Leave": {},
    "Ping": {},
    "Look": {},
    "Welcome": {
        "title": {"fr": "Notre politique", "en": "Our policy"},
        "organisation": "Maison de quartier",
        "roles": [{"id": "field", "label": {"fr": "Terrain", "en": "Field staff"}}],
        "retention": "2027-11-22",
        "rehearsal": False,
        "version": "0.1.0",
    },
    "Joined": {
        "token": "6b1f0c6e0d8b4b7e9a55c9a4d1f3e2c7",
        "participant": "p4",
        "name": "Awa",
        "role": "field",
    },
    "Scene": SCENE,
    "Mine": {
        "round": "r3",
        "ideas": [],
        "choice": {"list": 2, "all": 6},
        "reason": None,
        "at": 1795341180.5,
        "principals": [
            {"id": "p7", "name": "Yvon", "choice": {"list": 1}, "reason": None, "at": 1795341190.0, "own": False}
        ],
        "channel": "phone",
    },
    "Suggestions": {"round": "r1", "ideas": [{"text": "Répondre aussi le samedi", "lang": "fr"}]},
    "Fates": {
        "ideas": [
            {
                "id": "i7",
                "text": "Répondre le samedi matin",
                "lang": "fr",
                "at": 1795341120.0,
                "prompt": TEXT,
                "fate": "adopted",
                "theme": "Horaires",
                "clause": "3.2",
                "question": {"fr": "Délai de réponse", "en": "Response time"},
            }
        ],
        "requests": [{"id": "m1", "text": "Parlons du bénévolat", "lang": "fr", "at": 1795341130.0, "state": "kept"}],
    },
    "Code": {"code": "K7PM4QXA"},
    "Recorded": {"key": "5f0c9a", "at": 1795341180.5},
    "Crowd": CROWD,
    "Invitation": INVITATION,
    "Pong": {},
    "error": {
        "code": "vote_closed",
        "message": "Voting closed at 14:05. Your answer was not counted.",
        "ref": "k3f9",
        "key": "5f0c9a",
    },
    "Hello": {"secret": "0f" * 32},
    "OpenRound": {
        "id": 1,
        "kind": "ballot",
        "rule": "gradients",
        "prompt": TEXT,
        "options": OPTIONS,
        "question": "spokesperson",
        "purpose": "indicative",
        "minutes": 5,
    },
    "CloseRound": {"id": 2, "round": "r3"},
    "RevealRound": {
        "id": 3,
        "round": "r3",
        "finding": {"fr": "La liste écrite tient", "en": "The list holds"},
    },
    "SetClock": {"id": 4, "round": "r3", "add": 60},
    "SetScene": {"id": 5, "stage": "ask", "question": {"id": "spokesperson", "prompt": TEXT}},
    "SetFacts": {"id": 6, "facts": {"organisation": "Maison de quartier", "quorum": 12}},
    "GroupIdeas": {"id": 7, "round": "r1", "themes": {"i7": "Horaires", "i8": None}},
    "SetStep": {"id": 16, "round": "r1", "step": 1},
    "MergeIdeas": {"id": 17, "ideas": ["i7", "i8"], "text": "Répondre le samedi", "lang": "fr"},
    "SplitIdea": {"id": 18, "idea": "i9", "texts": ["Répondre plus vite", "Répondre à deux"]},
    "RestoreIdea": {"id": 19, "idea": "i10"},
    "Moderate": {"id": 20, "idea": "i11", "reason": "Nomme une personne absente"},
    "AddRisk": {
        "id": 21,
        "risk": {"id": "own_1", "name": {"fr": "Panne", "en": "Outage"}, "description": {"fr": "", "en": ""}},
    },
    "Treat": {
        "id": 22,
        "treatment": {
            "risk": "rep_slip",
            "remedy": "reduce",
            "owner": "Awa",
            "due": "2027-03-01",
            "question": "approval",
        },
    },
    "SetMatter": {"id": 23, "matter": "m1", "state": "kept", "owner": "Awa", "due": "2026-12-15"},
    "CountHands": {"id": 24, "round": "r3", "counts": {"yes": 9, "no": 2}},
    "SetMandate": {"id": 25, "principal": "p7", "holder": "p4"},
    "SetRecusal": {"id": 26, "participant": "p4", "question": "spokesperson"},
    "Decide": {
        "id": 8,
        "decision": {"question": "spokesperson", "option": "list", "status": "adopted", "owner": "Awa"},
    },
    "SetPresence": {"id": 9, "participant": "p4", "present": False},
    "AddPerson": {"id": 10, "name": "Yvon", "role": "volunteers", "lang": "fr"},
    "SpeakFor": {"id": 11, "participant": "p9", "what": VOTE},
    "HandOut": {"id": 12, "participant": "p4"},
    "Note": {"id": 13, "act": "tie_settled", "payload": {"question": "spokesperson", "option": "list"}},
    "SetTime": {"id": 14, "now": 1795341120.0},
    "ReadRecord": {"id": 15},
    "Done": {"id": 1, "value": "r3"},
    "DeskState": {
        "scene": SCENE,
        "crowd": CROWD,
        "people": [
            {
                "id": "p4",
                "name": "Awa",
                "role": "field",
                "present": True,
                "channel": "phone",
                "joined_at": 1795340400.0,
                "left_at": None,
                "holder": None,
                "recused": ["spokesperson"],
            }
        ],
        "facts": {"organisation": "Maison de quartier"},
        "invitation": INVITATION,
        "addresses": ["http://192.0.2.20:8000/"],
    },
}

GUESS = {
    "id": 27,
    "kind": "guess",
    "rule": "guess",
    "prompt": {
        "fr": "Combien d’heures par semaine cela prend-il ?",
        "en": "How many hours a week does it take?",
    },
    "question": "hours",
    "unit": {"fr": "heures par semaine", "en": "hours a week"},
    "most": 168,
    "chart": {"kind": "hours", "finding": {"fr": "Semaine type", "en": "A usual week"}, "rows": [], "parts": []},
}
MORE = {"OpenRound": [GUESS], "CastBallot": [{"key": "5f0c9b", "round": "r4", "choice": 15.5}]}
PARTS = (
    ("From a phone to the room", messages.PhoneMessage, messages.decode_phone),
    ("From the desk to the room", messages.DeskMessage, messages.decode_desk),
    ("From the room", messages.RoomMessage, messages.decode_room),
)
HEAD = """# Messages

Generated by `python docs/generate.py` from `workshop/messages.py`: change that file, not this one.

One JSON object a message; its kind is in `type`. A message that is too long, not JSON, nested too deep, has a
field we do not know, lacks one, or says a key twice is `bad_message`. Phones speak at `/ws`, a wall at
`/wall/ws` of the phones' port; the desk at `/` of its own port, on this computer only.
"""


def page() -> str:
    """The whole of `messages.md`."""
    limits = [f"| `{name}` | {value:,} |" for name, value in messages.LIMITS.items()]
    parts = [HEAD, "## Limits", "", "| limit | value |", "|---|---:|", *limits, ""]
    for title, union, _ in PARTS:
        parts += [f"## {title}", ""]
        for kind in sorted(get_args(union), key=tag):
            parts += section(kind)
    return "\n".join(parts).rstrip() + "\n"


def section(kind: Any) -> list[str]:
    said = (kind.__doc__ or "").strip()
    own = said and "This is what every message is" not in said and not said.startswith("Every other desk")
    fields = [f"`{field.encode_name}` {sort(field)}" for field in msgspec.structs.fields(kind)]
    lines = [f"### {tag(kind)}", ""]
    if own:
        lines += [" ".join(said.split()), ""]
    if fields:
        lines += ["Fields: " + ", ".join(fields) + ".", ""]
    shown = [json.dumps(one, ensure_ascii=False) for one in (example(tag(kind)), *others(tag(kind)))]
    return [*lines, "```json", *shown, "```", ""]


def tag(kind: Any) -> str:
    return str(kind.__struct_config__.tag)


def sort(field: Any) -> str:
    name = getattr(field.type, "__name__", "") or str(field.type)
    words = str(field.type) if "[" in str(field.type) or "|" in str(field.type) else name
    words = words.replace("typing.", "").replace("workshop.messages.", "")
    return f"({words}{', optional' if not field.required else ''})"


def example(name: str) -> dict[str, Any]:
    return {"type": name, **EXAMPLES[name]}


def others(name: str) -> list[dict[str, Any]]:
    """Further examples, where one does not show what a message can say."""
    return [{"type": name, **fields} for fields in MORE.get(name, ())]


def main() -> int:
    if "--check" in sys.argv:
        return int(TARGET.read_text("utf-8") != page())
    TARGET.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
