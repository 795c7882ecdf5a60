"""What a hostile phone, a careless facilitator or a clock set back may try; the workshop goes on and says what is so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from model_room import Table, Time, seated

from workshop import messages
from workshop.errors import BadMessage
from workshop.room import views
from workshop.texts import sentence

QUESTION = {"id": "q", "prompt": {"fr": "Q", "en": "Q"}}


@pytest.mark.parametrize(
    ("scene", "named"),
    [
        ({"question": {"id": {"a": 1}, "prompt": {}}}, "question"),
        ({"question": {"id": "q"}}, "question"),
        ({"question": {"id": "q", "prompt": 7}}, "question"),
        ({"question": QUESTION, "agenda": [{"title": "Ouverture", "state": "now"}]}, "agenda"),
        ({"question": QUESTION, "stage": "somewhere"}, "stage"),
    ],
)
async def test_a_scene_that_pages_could_not_show_is_named_and_nothing_is_recorded(
    tmp_path: Path, scene: dict[str, Any], named: str
) -> None:
    async with seated(tmp_path, Time()) as table:
        ada = await table.join()
        before = table.session.state.scene
        with pytest.raises(BadMessage) as refused:
            await table.ask(messages.SetScene, **{"stage": "ask", **scene})
        assert f"“{named}”" in sentence(refused.value, "en")
        assert table.session.state.scene == before
        assert views.mine(table.session.state, ada.participant).recused is False
