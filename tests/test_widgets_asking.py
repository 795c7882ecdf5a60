"""The widget that asks everybody alone, against a real room: what it shows at each step and what its buttons do."""

from __future__ import annotations

from typing import Any

import pytest
from desks import cast, until, wait_for

from workshop.desk import Workshop
from workshop.desk.widgets import AskingWidget, BallotWidget, GridWidget
from workshop.errors import InputError
from workshop.texts import LANGS, say


def pressed(widget: AskingWidget, act: str, **values: Any) -> dict[str, Any]:
    """What the browser does when somebody presses a button; the view after it."""
    widget.board._told(widget.board, {"act": act, "values": values}, [])
    return dict(widget.board.view)


def asking(w: Workshop, name: str = "hours") -> AskingWidget:
    widget: AskingWidget = w.ask(name)
    return widget


@pytest.mark.shows("TRD3")
def test_hours_are_asked_counted_closed_and_shown(w: Workshop) -> None:
    widget = asking(w)
    view = widget.board.view
    assert view["go"] == {"act": "ask", "button": say("asking.go_ask", "fr")}
    assert say("asking.hours_say", "fr") in view["say"] and not view["counts"] and view["again"] is None
    view = pressed(widget, "ask", minutes="2")
    assert view["counts"] and view["go"]["act"] == "close" and view["chart"] is None
    assert w.record("").rounds[-1].minutes == 2
    cast(w, [8, 12.5, 40])
    wait_for(lambda: w.client.state.crowd.answered == 3)
    widget.refresh()
    live = widget.board.live
    assert (live["answered"], live["share"], live["running"]) == ("3", 1, True)
    assert "12" not in repr(widget.board.view) and "40" not in repr({**live, "remaining": None})
    view = pressed(widget, "close")
    assert widget.board.alert == "" and view["chart"]["rows"][0]["values"] == [8, 12.5, 40]
    assert view["finding"] == view["chart"]["finding"]["fr"]
    assert not view["counts"] and view["go"] is None and view["say"] == ""
    assert w.record("").rounds[-1].state == "revealed"


def test_asking_once_more_takes_a_reason_and_the_first_answers_stay(w: Workshop) -> None:
    widget = asking(w)
    pressed(widget, "ask", minutes="")
    cast(w, [8, 9, 10])
    before = pressed(widget, "close")
    after = pressed(widget, "again", reason=" ", minutes="3")
    assert widget.board.alert == say("asking.again_missing", "fr") and after == before
    view = pressed(widget, "again", reason="La modération manquait", minutes="3")
    assert widget.board.alert == "" and view["counts"]
    first, second = w.record("").rounds
    assert (first.state, second.state, second.reason) == ("revealed", "open", "La modération manquait")


def test_a_wrong_number_of_minutes_is_said_and_opens_nothing(w: Workshop) -> None:
    widget = asking(w)
    for said in ("trois", "0", "241", "-1", "1.5"):
        pressed(widget, "ask", minutes=said)
        assert widget.board.alert == say("desk.bad_whole", "fr", text=said) and w.record("").rounds == ()


def test_what_was_closed_elsewhere_is_shown_when_one_asks_for_it(w: Workshop) -> None:
    widget = asking(w)
    pressed(widget, "ask")
    cast(w, [1, 2, 3])
    w.close()
    widget.refresh()
    view = dict(widget.board.view)
    assert view["go"]["act"] == "reveal" and view["chart"] is None and say("asking.waiting", "fr") in view["lines"]
    assert pressed(widget, "reveal")["chart"]["rows"][0]["median"] == 2


def test_while_something_else_is_open_it_says_what_and_offers_no_button(w: Workshop) -> None:
    w.open("spokesperson", "approval")
    view = asking(w).board.view
    prompt = w.content.questions["spokesperson"].prompt["fr"]
    assert view["go"] is None and view["lines"] == [say("desk.elsewhere", "fr", title=prompt)]


async def test_it_follows_the_room_and_a_push_takes_no_alert_away(w: Workshop) -> None:
    widget = asking(w)
    pressed(widget, "ask", minutes="trois")
    assert widget.board.alert
    w.guess()
    await until(lambda: widget.board.view["counts"])
    cast(w, [8, 9])
    await until(lambda: widget.board.live["answered"] == "2")
    w.close()
    await until(lambda: widget.board.view["go"] and widget.board.view["go"]["act"] == "reveal")
    w.reveal()
    await until(lambda: widget.board.view["chart"])
    assert widget.board.alert


def test_who_has_no_phone_answers_here_or_on_paper(w: Workshop) -> None:
    widget = asking(w)
    view = pressed(widget, "ask", minutes="3")
    assert [one["act"] for one in view["quiet"]][:2] == ["here", "grid"]
    for act, kind in (("here", BallotWidget), ("grid", GridWidget)):
        pressed(widget, act)
        assert [isinstance(child, kind) for child in widget.children[1:]] == [True]
    pressed(widget, "close")
    assert len(widget.children) == 1


def test_time_is_added_where_a_clock_runs_and_only_there(w: Workshop) -> None:
    widget = asking(w)
    pressed(widget, "ask", minutes="")
    assert "add" not in [one["act"] for one in widget.board.view["quiet"]]
    pressed(widget, "close")
    pressed(widget, "again", reason="Trop court", minutes="1")
    wait_for(lambda: (w.client.state.scene.round or {}).get("remaining"))
    widget.refresh()
    assert "add" in [one["act"] for one in widget.board.view["quiet"]]
    pressed(widget, "add")
    wait_for(lambda: w.client.state.scene.round["remaining"] > 120)


# ---- points ------------------------------------------------------------------------------------------


@pytest.mark.shows("TRD6")
def test_points_become_what_the_calculator_takes_channels_to_be_worth(w: Workshop) -> None:
    widget = asking(w, "value")
    assert widget.board.view["items"] == ["Facebook", "Instagram", "Infolettre"]
    pressed(widget, "ask", minutes="4")
    cast(
        w,
        [{"facebook": 70, "newsletter": 30}, {"facebook": 50, "newsletter": 50}, {"facebook": 90, "newsletter": 10}],
    )
    view = pressed(widget, "close")
    assert [row[:2] for row in view["table"]["rows"]] == [
        ["Facebook", "70"],
        ["Infolettre", "30"],
        ["Instagram", "0"],
    ]
    assert view["go"]["act"] == "keep" and w.basis_data["channels"]["facebook"]["value"] != 70
    view = pressed(widget, "keep")
    assert widget.board.alert == "" and view["go"] is None and say("asking.kept", "fr") in view["lines"]
    assert {id: one["value"] for id, one in w.basis_data["channels"].items()} == w.values()
    assert w.origins["facebook.value"]["by"] == say("asking.by_room", "fr")


def test_where_nobody_gave_a_point_nothing_is_kept(w: Workshop) -> None:
    widget = asking(w, "value")
    pressed(widget, "ask")
    cast(w, [{}, {}])
    view = pressed(widget, "close")
    assert view["go"] is None and view["lines"] == [say("asking.nobody", "fr")] and w.values() == {}


def test_of_two_people_no_range_is_told(w: Workshop) -> None:
    widget = asking(w, "value")
    pressed(widget, "ask")
    cast(w, [{"facebook": 77}, {"facebook": 13, "newsletter": 87}])
    view = pressed(widget, "close")
    assert [row[2] for row in view["table"]["rows"]] == ["", "", ""]
    assert "77" not in repr(view["chart"]) and "87" not in repr(view["chart"])


# ---- scales --------------------------------------------------------------------------------------------


def test_a_scale_says_what_its_ends_mean_and_that_it_decides_nothing(w: Workshop) -> None:
    widget = asking(w, "privacy_speed")
    scale = w.content.scales["privacy_speed"]
    assert [text.split("\u00a0: ", 1)[1] for text in widget.board.view["items"]] == [
        scale.low["fr"],
        scale.high["fr"],
    ]
    pressed(widget, "ask")
    cast(w, [2, 3, 9])
    view = pressed(widget, "close")
    assert view["chart"]["most"] == 10 and view["lines"] == [say("asking.next_scale", "fr")]


def test_what_is_not_known_by_its_name_is_refused_with_what_is(w: Workshop) -> None:
    with pytest.raises(InputError, match="privacy_speed"):
        w.ask("hour")


def test_every_word_of_it_is_there_in_both_languages(w: Workshop) -> None:
    shown = []
    for lang in LANGS:
        w.lang = lang
        widget = asking(w)
        shown.append(pressed(widget, "ask") if lang == "fr" else widget.board.view)
    assert shown[0]["title"] != shown[1]["title"] and shown[0]["go"] != shown[1]["go"]
    assert "{" not in repr([one["say"] for one in shown])
