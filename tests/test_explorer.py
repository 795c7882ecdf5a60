"""The explorer against a real room: what moves, what is said, what is refused, and what is kept with whose name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from desks import cast, desk_of, wait_for
from rooms import ROOT, Room, open_room

from workshop.desk import Workshop
from workshop.desk.whatif import NOW
from workshop.desk.widgets.explorer import PICTURES, Explorer
from workshop.methods import rhythm
from workshop.model import Plan
from workshop.texts import say

SAMPLE = yaml.safe_load((ROOT / "data" / "sample" / "rhythm.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def rested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """One desk on one real room for the tests that begin by keeping the sample's numbers anew."""
    folder = tmp_path_factory.mktemp("explorer") / "workshop"
    folder.mkdir()
    with open_room(folder) as room, desk_of(room, "Ada") as desk:
        yield desk


@pytest.fixture
def explorer(rested: Workshop) -> Explorer:
    """The explorer over the sample's numbers, kept by Ada."""
    rested.lang = "fr"
    rested.rest_on(SAMPLE, by="Ada")
    return rested.plan()


def move(explorer: Explorer, *, still: bool = True, look: str = "rhythm", **changes: Any) -> dict[str, Any]:
    """What the browser reports when something is moved; what is shown after it. `a__b` is the path a.b."""
    values = {
        "serial": 7,
        "look": look,
        "still": still,
        "changes": {k.replace("__", "."): v for k, v in changes.items()},
    }
    explorer._told(explorer, {"act": "move", "values": values}, [])
    return explorer.shown


def press(explorer: Explorer, act: str, **values: Any) -> Explorer:
    """What the browser reports when somebody presses a button."""
    explorer._told(explorer, {"act": act, "values": values}, [])
    return explorer


def spec(explorer: Explorer, path: str) -> dict[str, Any]:
    """The field of this number in the form."""

    def fields(node: Any) -> Any:
        if isinstance(node, dict):
            if "path" in node:
                yield node
            node = list(node.values())
        if isinstance(node, list):
            for one in node:
                yield from fields(one)

    return next(one for one in fields(explorer.form) if one["path"] == path)


def acts(w: Workshop) -> list[str]:
    return list(w.journal["act"])


# ---- the form and the numbers --------------------------------------------------------------------


def test_it_opens_on_what_is_kept_with_the_first_plan_on_the_sliders(explorer: Explorer) -> None:
    assert [one["label"] for one in explorer.form["channels"]][:2] == ["Facebook", "X"]
    assert (spec(explorer, "posts.facebook")["at"], spec(explorer, "people.0.hours")["at"]) == (3, 14)
    assert explorer.shown["finding"].startswith("Ce plan tient\u00a0: 10,6\u00a0h sur nos 15\u00a0h")


def test_without_anything_kept_it_opens_on_the_benchmarks_and_says_so(w: Workshop) -> None:
    explorer = w.plan()
    assert explorer.pending["title"] == say("desk.explorer_pending_first", "fr")
    assert explorer.origins["facebook.reply_minutes"]["said"] == "Chat-AHT, ~2019\u00a0; note A, confiance faible"
    assert "RivalIQ-23, 2023" in explorer.origins["posts.facebook"]["said"]
    assert w.facts.get("rhythm") is None


@pytest.mark.shows("TRD3")
def test_a_move_is_answered_with_its_number_and_the_numbers_of_the_model(explorer: Explorer) -> None:
    shown = move(explorer, posts__facebook="7", posts__x="14", posts__instagram="0", posts__linkedin="0")
    assert shown["serial"] == 7
    numbers = {one["id"]: one["number"] for one in shown["sums"]}
    assert (numbers["load"], numbers["effect"], numbers["answered"]) == ("11,8\u00a0h", "24,1", "76\u00a0%")


@pytest.mark.parametrize("look", PICTURES)
def test_only_the_picture_that_is_looked_at_is_worked_out(look: str, explorer: Explorer) -> None:
    shown = move(explorer, look=look, posts__facebook="5")
    assert list(shown["charts"]) == [look]
    assert shown["charts"][look]["finding"]["fr"]


def test_the_frontier_shows_the_plans_by_name_and_the_sliders_among_them(explorer: Explorer) -> None:
    plans = {one["id"]: one for one in move(explorer, posts__facebook="5")["charts"]["rhythm"]["plans"]}
    assert set(plans) == {NOW, *SAMPLE["plans"]}
    worked = rhythm.worked(explorer.w.basis, Plan("", {**SAMPLE["plans"]["sober"], "facebook": 5}))
    assert plans[NOW]["hours"] == pytest.approx(worked.load)
    assert plans[NOW]["effect"] == pytest.approx(worked.effect)


def test_sliders_that_say_a_named_plan_are_that_plan(explorer: Explorer) -> None:
    assert NOW not in {one["id"] for one in move(explorer)["charts"]["rhythm"]["plans"]}
    now = [row["id"] for row in explorer.table["rows"] if row["now"]]
    assert now == ["sober"]


def test_frequency_is_said_in_words_beside_each_slider(explorer: Explorer) -> None:
    said = move(explorer, posts__facebook="3.5", still=False)["said"]
    assert said["posts.facebook"].startswith("environ une publication un jour sur deux")
    assert said["people.0.hours"].startswith("10\u00a0h vraiment là")


def test_what_is_moved_stays_in_this_kernel_until_it_is_kept(explorer: Explorer, rested: Workshop) -> None:
    before = rested.basis_data
    move(explorer, facebook__minutes="45", people__0__hours="20", posts__facebook="6")
    assert rested.basis_data == before
    assert explorer.pending["changed"]
    assert explorer.pending["lines"] == [
        "Facebook, minutes par publication\u00a0: 30 devient 45",
        "Personne 1, heures par semaine\u00a0: 14 devient 20",
    ]


def test_what_is_not_kept_is_counted_as_it_is_listed(explorer: Explorer) -> None:
    move(explorer, promise__within="24")
    assert explorer.pending["title"].startswith("Un changement")
    assert explorer.pending["lines"] == ["promesse\u00a0: répondre en … heures\u00a0: – devient 24"]


def test_a_few_draws_while_moving_and_all_when_still_tell_the_same(explorer: Explorer) -> None:
    fast = move(explorer, posts__facebook="8", posts__newsletter="1", still=False)
    slow = move(explorer)
    over = [int(next(one["number"] for one in shown["sums"] if one["id"] == "over")) for shown in (fast, slow)]
    assert abs(over[0] - over[1]) <= 3
    assert fast["charts"]["rhythm"]["line"] == slow["charts"]["rhythm"]["line"]


# ---- what cannot be read -------------------------------------------------------------------------


def test_a_bad_number_is_said_beside_its_field_and_the_last_good_picture_stays(
    explorer: Explorer, rested: Workshop
) -> None:
    good = move(explorer, facebook__minutes="45")
    bad = move(explorer, facebook__minutes="quarante", people__0__absence="140")
    assert "quarante" in bad["wrong"]["facebook.minutes"]
    assert "100" in bad["wrong"]["people.0.absence"]
    assert (bad["finding"], bad["charts"], bad["waits"]) == (good["finding"], good["charts"], True)
    press(explorer, "keep", by="Bo")
    assert "quarante" in explorer.alert
    assert "assume" not in acts(rested)[-1:]
    assert move(explorer, facebook__minutes="40", people__0__absence="14")["wrong"] == {}


def test_what_was_typed_badly_is_still_in_its_field_when_the_form_is_drawn_anew(explorer: Explorer) -> None:
    move(explorer, facebook__minutes="quarante")
    press(explorer, "person")
    assert explorer.form["typed"] == {"facebook.minutes": "quarante"}


def test_numbers_that_do_not_go_together_are_one_sentence_and_no_traceback(explorer: Explorer) -> None:
    shown = move(explorer, curve="power", shape="3")
    assert shown["waits"]
    assert "shape" in shown["wrong"][""]
    assert move(explorer, shape="0,3")["wrong"] == {}


def test_a_field_that_is_gone_is_no_problem(explorer: Explorer) -> None:
    move(explorer, people__9__hours="3", nothing__minutes="4", rubbish="1")
    assert explorer.alert == ""


# ---- channels and people come and go ---------------------------------------------------------------


def test_a_channel_comes_with_its_benchmarks_and_goes_with_its_numbers(explorer: Explorer) -> None:
    assert "tiktok" in [one["id"] for one in explorer.form["others"]]
    press(explorer, "use", channel="tiktok", used=True)
    assert spec(explorer, "tiktok.minutes")["text"] == "120"
    assert "note" in explorer.origins["tiktok.reply_minutes"]["said"]
    move(explorer, tiktok__minutes="90")
    press(explorer, "use", channel="tiktok", used=False)
    press(explorer, "use", channel="tiktok", used=True)
    assert spec(explorer, "tiktok.minutes")["text"] == "90"


def test_a_channel_of_ones_own_has_its_name_and_no_name_or_a_known_one_is_refused(explorer: Explorer) -> None:
    press(explorer, "own", name=" ")
    assert explorer.alert == say("desk.explorer_own_none", "fr")
    press(explorer, "own", name="facebook")
    assert explorer.alert == say("desk.explorer_own_twice", "fr", name="facebook")
    press(explorer, "own", name="<b>Journal</b> du quartier")
    assert (explorer.form["channels"][-1]["label"], explorer.alert) == ("<b>Journal</b> du quartier", "")
    press(explorer, "keep", by="la salle")
    assert explorer.w.labels[explorer.form["channels"][-1]["id"]]["fr"] == "<b>Journal</b> du quartier"


def test_the_last_person_stays(explorer: Explorer) -> None:
    press(explorer, "person")
    assert len(explorer.form["people"]) == 3
    for _ in range(3):
        press(explorer, "person_gone", number=0)
    assert len(explorer.form["people"]) == 1
    assert explorer.alert == say("desk.explorer_nobody", "fr")


# ---- where numbers come from -----------------------------------------------------------------------


def test_a_changed_number_says_so_and_leads_back_to_the_benchmark(explorer: Explorer) -> None:
    assert explorer.origins["facebook.followers"]["said"].startswith("changé par Ada le")
    move(explorer, facebook__half="9")
    told = explorer.origins["facebook.half"]
    assert told["said"] == say("desk.explorer_changed", "fr")
    assert told["back"] == say("desk.explorer_back_benchmark", "fr", value="6")
    press(explorer, "back", path="facebook.half")
    assert spec(explorer, "facebook.half")["text"] == "6"
    assert explorer.pending["changed"] is False


def test_keeping_needs_a_name_and_the_journal_has_it_with_every_change(explorer: Explorer, rested: Workshop) -> None:
    move(explorer, facebook__minutes="45")
    press(explorer, "keep", by="  ")
    assert explorer.alert == say("desk.explorer_by_missing", "fr")
    assert spec(explorer, "facebook.minutes")["path"] == "facebook.minutes"
    press(explorer, "keep", by="Bo")
    assert (explorer.alert, explorer.done) == ("", say("desk.explorer_kept", "fr"))
    assert rested.basis_data["channels"]["facebook"]["minutes"] == 45
    assert explorer.origins["facebook.minutes"]["said"].startswith("changé par Bo le")
    assert explorer.pending["changed"] is False
    noted = [row for row in rested.journal.to_dict("records") if row["act"] == "assume"][-1]
    assert "Bo" in str(noted)
    assert "facebook.minutes" in str(noted)


def test_what_was_kept_is_there_when_the_cell_runs_again(explorer: Explorer, rested: Workshop) -> None:
    move(explorer, facebook__minutes="45", posts__facebook="9")
    press(explorer, "keep", by="Bo")
    again = rested.plan()
    assert spec(again, "facebook.minutes")["text"] == "45"
    assert again.pending["changed"] is False


def test_what_others_keep_arrives_and_takes_nothing_away(explorer: Explorer, rested: Workshop) -> None:
    move(explorer, facebook__minutes="45")
    rested.scenario("Deux réseaux", {"facebook": 4, "x": 2}, by="Chi")
    explorer._heard()
    assert spec(explorer, "facebook.minutes")["text"] == "45"
    assert "Deux réseaux" in [row["name"] for row in explorer.table["rows"]]
    press(explorer, "forget")
    rested.assume({"people.0.hours": 10}, by="Chi")
    explorer._heard()
    assert spec(explorer, "people.0.hours")["at"] == 10


# ---- plans beside each other -------------------------------------------------------------------------


@pytest.mark.shows("TRD3")
def test_two_explorers_at_once_lose_nothing_that_the_other_kept(explorer: Explorer, rested: Workshop) -> None:
    move(explorer, facebook__minutes="45")
    press(explorer, "use", channel="linkedin", used=False)
    press(explorer, "own", name="Radio")
    rested.assume({"people.0.hours": 3, "x.minutes": 20}, by="Chi")
    explorer._heard()
    press(explorer, "keep", by="Bo")
    kept = rested.basis_data
    assert kept["channels"]["facebook"]["minutes"] == 45
    assert kept["people"][0]["hours"] == 3
    assert kept["channels"]["x"]["minutes"] == 20
    assert list(kept["channels"]) == ["facebook", "x", "instagram", "newsletter", "radio"]
    assert rested.origins["people.0.hours"]["by"] == "Chi"


def test_a_plan_is_named_kept_compared_taken_up_and_removed(explorer: Explorer, rested: Workshop) -> None:
    move(explorer, posts__facebook="6", posts__x="0", posts__linkedin="0", posts__newsletter="1")
    press(explorer, "scenario", name="", by="la salle")
    assert explorer.alert == say("desk.explorer_scenario_none", "fr")
    press(explorer, "scenario", name="Peu de canaux", by="la salle")
    assert explorer.alert == ""
    row = next(row for row in explorer.table["rows"] if row["name"] == "Peu de canaux")
    assert row["cells"][1:4] == ["38,6", "15", "100\u00a0%"]
    press(explorer, "scenario_take", plan="sober")
    assert spec(explorer, "posts.facebook")["at"] == 3
    press(explorer, "scenario_gone", plan=row["id"])
    assert row["id"] not in rested.basis_data["plans"]
    assert {"scenario", "drop_scenario"} <= set(acts(rested))


def test_a_plan_on_numbers_that_are_not_kept_keeps_them_with_it(explorer: Explorer, rested: Workshop) -> None:
    move(explorer, people__0__hours="20")
    press(explorer, "scenario", name="Plus d’heures")
    assert explorer.alert == say("desk.explorer_by_missing", "fr")
    press(explorer, "scenario", name="Plus d’heures", by="Ada")
    assert rested.basis_data["people"][0]["hours"] == 20
    assert "Plus d’heures" in [rested.labels[id]["fr"] for id in rested.basis_data["plans"]]


def test_the_table_says_what_beats_a_plan(explorer: Explorer) -> None:
    row = next(row for row in explorer.table["rows"] if row["id"] == "sober")
    better = rhythm.beaten(explorer.w.basis, explorer.w.basis.plans["sober"])
    assert better is not None
    assert row["cells"][-1].startswith("Facebook")
    assert f"{better.effect:.1f}".replace(".", ",") in row["cells"][-1]


def test_the_best_within_our_hours_goes_onto_the_sliders(explorer: Explorer) -> None:
    press(explorer, "best")
    posts = {path: spec(explorer, f"posts.{path}")["at"] for path in SAMPLE["channels"]}
    assert posts == {"facebook": 6, "x": 0, "instagram": 2, "linkedin": 0, "newsletter": 1}
    assert "38,6" in explorer.done


def test_where_nothing_holds_the_reason_is_said_and_the_sliders_stay(explorer: Explorer) -> None:
    move(explorer, overhead__coordination="30")
    press(explorer, "best")
    assert say("desk.explorer_why_overhead", "fr") in explorer.alert
    assert spec(explorer, "posts.facebook")["at"] == 3


def test_the_vote_says_where_it_is_and_needs_two_plans(explorer: Explorer, rested: Workshop) -> None:
    press(explorer, "vote")
    assert "étape" in explorer.done
    for plan in list(rested.basis_data["plans"])[1:]:
        press(explorer, "scenario_gone", plan=plan)
    press(explorer, "vote")
    assert explorer.alert == say("desk.explorer_vote_few", "fr")


@pytest.mark.shows("TRD6")
def test_the_rooms_points_become_values_by_one_button(room: Room) -> None:
    with desk_of(room, "Ada", "Bo", "Chi") as w:
        explorer = w.plan()
        assert explorer.values_shared == {"line": ""}
        w.share_points()
        ids = list(w.basis_data["channels"])
        cast(w, [dict(zip(ids, points, strict=True)) for points in ([60, 30, 10], [50, 30, 20], [40, 30, 30])])
        w.close()
        wait_for(lambda: (explorer._heard(), explorer.values_shared["line"])[1])
        assert "Facebook 50" in explorer.values_shared["line"]
        press(explorer, "values")
        assert [spec(explorer, f"{id}.value")["text"] for id in ids] == ["50", "30", "20"]


# ---- what no longer fits -----------------------------------------------------------------------------


def test_a_clause_that_no_longer_fits_is_an_alert_at_once(w: Workshop) -> None:
    w.rest_on(SAMPLE, by="Ada")
    w.adopt_plan("sober")
    explorer = w.plan()
    move(explorer, people__0__hours="2", people__1__hours="1")
    press(explorer, "keep", by="Ada")
    assert explorer.strains[0].startswith("Adopté, plus tenable\u00a0: Plan de publication. Ce plan demande")
    press(explorer, "forget")
    move(explorer, people__0__hours="60")
    press(explorer, "keep", by="Ada")
    assert explorer.strains == []


def test_one_week_of_a_hundred_is_one_week(w: Workshop) -> None:
    w.scenario("Peu", {"facebook": 4, "newsletter": 0.25})
    said = [move(w.plan(), facebook__minutes=str(minutes))["finding"] for minutes in range(44, 50)]
    assert any("Il déborderait une semaine sur 100." in one for one in said)
    assert not any("1 semaines" in one for one in said)


def test_it_speaks_english(explorer: Explorer, rested: Workshop) -> None:
    rested.lang = "en"
    english = rested.plan()
    assert english.shown["finding"].startswith("This plan holds: 10.6\u00a0h of our 15\u00a0h")
    assert spec(english, "facebook.minutes")["name"] == "Facebook, minutes a post"
    assert move(english, facebook__minutes="12.5")["wrong"] == {}
