"""Every list that comes with the program, taken together: all that is wrong is told at once, by file and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from store.records import Kind
from store.world import load_world
from store.world.linting import check_lists
from store.world.loading import shipped_lists

from .conftest import GROUPS, PLACES


def test_the_shipped_lists_hold_no_fault() -> None:
    problems = check_lists(shipped_lists())
    assert not problems, "\n".join(f"{problem.path.name}:{problem.line}: {problem.what}" for problem in problems)


def test_the_lists_are_as_long_as_promised() -> None:
    world = load_world()
    kinds = Counter(entry.kind for entry in world.entries.values())
    assert kinds[Kind.ARMED_GROUP] >= 600
    assert kinds[Kind.STATE] >= 700
    assert kinds[Kind.ORGANIZATION] >= 900
    assert len(world.states) >= 200
    assert world.problems == ()


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("U.S.", "united-states"), ("America", "united-states"), ("Россия", "russia"), ("سوريا", "syria"),
        ("Burma", "myanmar"), ("DR Congo", "democratic-republic-of-the-congo"), ("IDF", "israel-defense-forces"),
        ("Tatmadaw", "tatmadaw"), ("Nato", "nato"), ("Médecins Sans Frontières", "medecins-sans-frontieres"),
        ("Doctors Without Borders", "medecins-sans-frontieres"), ("SOHR", "syrian-observatory-for-human-rights"),
        ("US-led coalition", "global-coalition-against-daesh"), ("Pasdaran", "islamic-revolutionary-guard-corps"),
        ("Élysée", "elysee"), ("ACLED", "armed-conflict-location-event-data-project"), ("Holy See", "vatican-city"),
    ],
)  # fmt: skip
def test_known_names_lead_to_their_entries(spelling: str, key: str) -> None:
    assert key in [entry.key for entry in load_world().find(spelling)]


def test_forces_belong_to_their_states() -> None:
    entries = load_world().entries
    assert entries["quds-force"].of == "islamic-revolutionary-guard-corps"
    assert entries["islamic-revolutionary-guard-corps"].of == "iran"
    assert entries["border-security-force"].of == "india"


def test_everyday_text_names_nobody() -> None:
    text = "It is said that all of us who may go there in march or may will page the police; who am i to lead it?"
    assert load_world().scan(text) == []


def test_all_faults_of_several_lists_are_told_with_file_and_line(write: Callable[..., Path]) -> None:
    one = write("one.tsv", GROUPS, "Reds\tarmed_group\tScarlets\tRD\t\tOld (3020-3021)\tQQ\tNobody", "Reds\tstate")
    two = write("two.tsv", GROUPS, "Blues\tarmed_group\tscarlets\tRD; b", "the Greens\tstate")
    three = write("three.tsv", PLACES, "Ouro\t\t\ttown\tBR", "Ouro\t\t\tcity\tBR")
    found = [f"{problem.path.name}:{problem.line}: {problem.what}" for problem in check_lists([one, two, three])]
    assert found == [
        "one.tsv:2: country 'QQ' is no ISO 3166 alpha-2 code",
        "one.tsv:2: of 'Nobody' is the name of no entry",
        "one.tsv:2: year 3020 of 'Old' is not between 1100 and 2100",
        "one.tsv:2: year 3021 of 'Old' is not between 1100 and 2100",
        "one.tsv:3: 'Reds' already stands at one.tsv:2",
        "three.tsv:3: 'Ouro' already stands at three.tsv:2",
        "two.tsv:2: 'scarlets' (alias of 'Blues') is also a spelling of 'Reds' at one.tsv:2",
        "two.tsv:2: acronym 'b' has fewer than two capitals; list it as an alias",
        "two.tsv:3: name 'the Greens' begins with 'the'",
    ]
