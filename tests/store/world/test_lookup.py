from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.world import World, load_world, words

from .conftest import GROUPS

WorldOf = Callable[..., World]
FALCONS = "Red Falcons\tarmed_group\tFalcon Movement; falconeers\tRF; FALC\tالصقور الحمر\tGrey Falcons (2012-2016)\tSY"


@pytest.fixture(scope="module")
def shipped() -> World:
    return load_world()


def spans(world: World, text: str) -> list[str]:
    return [text[match.start : match.end] for match in world.scan(text)]


def test_an_entry_is_found_by_every_spelling(world_of: WorldOf) -> None:
    world = world_of(FALCONS)
    for text in ("Red Falcons", "the red-falcons", "RED FALCONS", "RF", "R.F.", "الصقور الحمر", "Grey Falcons", "Falc"):
        assert [entry.key for entry in world.find(text)] == ["red-falcons"], text
    assert world.find("rf") == ()
    assert world.find("") == ()


def test_acronyms_match_only_in_their_own_capitals(world_of: WorldOf) -> None:
    world = world_of("Islamic State\tarmed_group\t\tIS; ISIS", "Page Group\torganization\t\tPAGE")
    assert spans(world, "It is IS that Isis is, isis is not; Page 5 of PAGE") == ["IS", "Isis", "PAGE"]


def test_the_longest_name_wins_and_none_overlap(world_of: WorldOf) -> None:
    world = world_of("Front\tarmed_group", "Front of Sinai\tarmed_group", "Sinai Brigade\tarmed_group")
    assert spans(world, "The Front of Sinai Brigade and the Front") == ["Front of Sinai", "Front"]


def test_names_are_found_before_a_possessive_and_between_quotation_marks(world_of: WorldOf) -> None:
    world = world_of(FALCONS)
    assert spans(world, "Red Falcons’s men, “Red” Falcons' foes, Red\nFalcons") == [
        "Red Falcons", "Red” Falcons", "Red\nFalcons",
    ]  # fmt: skip
    assert spans(world, "They saw Red. Falcons fled.") == []


def test_a_name_listed_with_capitals_is_not_found_in_small_letters(world_of: WorldOf) -> None:
    world = world_of(FALCONS)
    assert spans(world, "red falcons and falconeers met the Falconeers") == ["falconeers", "Falconeers"]


def test_a_listed_capital_article_is_part_of_the_name(world_of: WorldOf) -> None:
    world = world_of("The Hindu\torganization")
    assert spans(world, "The Hindu reported that the Hindu side of Hindu") == ["The Hindu"]
    assert [entry.key for entry in world.find("The Hindu")] == ["hindu"]
    assert world.find("Hindu") == ()


def test_a_match_tells_its_words_its_spelling_and_how_sure_it_is(world_of: WorldOf) -> None:
    world = world_of(FALCONS, "Dawn\torganization")
    tokens = words("At Dawn RED FALCONS")
    dawn, falcons = world.scan(tokens)
    assert (dawn.first, dawn.length, dawn.common, dawn.exact) == (1, 1, True, True)
    assert (falcons.first, falcons.length, falcons.common, falcons.exact) == (2, 2, False, False)
    assert falcons.name.text == "Red Falcons"
    assert world.longest(tokens, 0) is None


def test_an_acronym_of_two_entries_gives_both(world_of: WorldOf) -> None:
    world = world_of("Alpha Front\tarmed_group\t\tAF", "Armed Forces\tstate\t\tAF")
    (match,) = world.scan("The AF attacked")
    assert [entry.name for entry in match.entries] == ["Alpha Front", "Armed Forces"]


def test_parents_are_resolved_to_keys_and_lost_ones_are_told(world_of: WorldOf) -> None:
    world = world_of(
        "Wing\tarmed_group\t\t\t\t\t\tScarlet Front", "Red Front\tarmed_group\tScarlet Front",
        "Orphan\tarmed_group\t\t\t\t\t\tNobody",
    )  # fmt: skip
    assert world.entries["wing"].of == "red-front"
    assert world.entries["orphan"].of is None
    assert [problem.split("groups-test.tsv")[1] for problem in world.problems] == [
        ":4: of 'Nobody' is the name of no entry"
    ]


def test_states_give_demonyms_capitals_leaders_and_countries(world_of: WorldOf) -> None:
    world = world_of(states=("Utopia\tUtopian\tAmaurot\t\t\t\tMore (1516-1535)\tGB", "Eutopia\tUtopian\t\t\t\t\t\tGB"))
    assert world.demonyms["utopian"] == ("utopia", "eutopia")
    assert world.capitals["amaurot"] == ("utopia",)
    assert [(of.state, of.leader.until) for of in world.leaders["more"]] == [("utopia", 1535)]
    assert world.states_by_country["GB"] == "utopia"


def test_an_arabic_name_is_found_behind_a_written_on_particle(world_of: WorldOf) -> None:
    world = world_of("Red Falcons\tarmed_group\t\t\tالصقور الحمر; صقور")
    text = "قاتلت والصقور الحمر وَصقور بصقور"
    assert spans(world, text) == ["الصقور الحمر", "صقور", "صقور"]


def test_states_are_found_by_their_names_in_other_scripts(shipped: World) -> None:
    known = {"Афганистан": "afghanistan", "Німеччина": "germany", "الولايات المتحدة": "united-states"}
    for text, key in known.items():
        assert [match.entries[0].key for match in shipped.scan(text)] == [key], text
    assert shipped.scan("تقرير مالي") == []


def test_extra_lists_add_entries_and_names_to_known_ones(world_of: WorldOf, write: Callable[..., Path]) -> None:
    world_of(FALCONS)
    extra = write("mine.tsv", GROUPS, "Red Falcons\torganization\tRouge", "Blues\tarmed_group")
    world = load_world([extra])
    assert [entry.key for entry in world.find("Rouge")] == ["red-falcons"]
    assert world.entries["red-falcons"].kind == "organization"
    assert world.find("Blues")
    assert not load_world().find("Blues")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(["the", "Free", "Syrian", "Army", "U.S.", "’s", "IS", "\n\n", "حزب الله", "-", "ı"])))
def test_every_match_lies_in_the_text_in_order(shipped: World, parts: list[str]) -> None:
    text = " ".join(parts)
    end = 0
    for match in shipped.scan(text):
        assert end <= match.start < match.end <= len(text)
        assert match.entries
        end = match.end


@pytest.mark.parametrize("text", ["U.S. " * 20_000, "the " * 50_000, "Army of " * 30_000, "'" * 100_000, "A." * 50_000])
def test_endless_texts_are_scanned(shipped: World, text: str) -> None:
    shipped.scan(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cadres of the CPI (Maoist) fled.", "CPI (Maoist)"),
        ("The Communist Party of India (Maoist) said so.", "Communist Party of India (Maoist)"),
        ("An NSCN(IM) camp was raided.", "NSCN(IM)"),
    ],
)
def test_a_name_with_a_bracket_is_found_whole(text: str, found: str) -> None:
    assert [text[match.start : match.end] for match in load_world().scan(text)][:1] == [found]


def test_an_acronym_in_brackets_is_a_name_of_its_own() -> None:
    text = "The Free Syrian Army (FSA) said so."
    assert [text[match.start : match.end] for match in load_world().scan(text)] == ["Free Syrian Army", "FSA"]
