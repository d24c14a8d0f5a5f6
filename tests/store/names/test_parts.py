"""The rooms of the search, each by itself."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from store.names import NameIndex, acronyms, costs, fold, lexicon, scripts, skeleton
from store.names.query import parse, without_article


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The Jabhat al-Nuṣra", "jabhat al nusra"),
        ("Hay’at Taḥrīr ash-Shām", "hayat tahrir ash sham"),
        ("U.S. Army", "us army"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("سَلْوَى", "سلوى"),
        ("٢٣", "23"),
        ("רג'ב", "רג׳ב"),
        ("\u202eabc\u202c\x00", "abc"),
        ("😀", ""),
    ],
)
def test_folding_drops_what_spellings_disagree_on(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_needs_neither_numpy_nor_rapidfuzz() -> None:
    code = (
        "import sys; from store.names import fold; fold('x'); "
        "print([m for m in ('numpy', 'rapidfuzz') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("number", range(len(scripts.NAMES)))
def test_every_spelling_of_a_table_stands_for_known_units(number: int) -> None:
    table = scripts.script(number)
    for spelling, unit in table.spellings.items():
        assert all(u in table.units for u in unit), spelling
        assert table.read(spelling) in {unit, unit[:1]}
    for classes in table.classes.values():
        assert set(classes) <= set(skeleton.CONSONANTS + skeleton.VOWELS + "PKSTHMNLR-")


def test_words_are_read_by_the_table_of_their_script() -> None:
    assert scripts.units("sheikh")[0] == scripts.LATIN
    assert scripts.units("shaykh")[1] == "SayX"
    assert scripts.units("جبهة") == (scripts.ARABIC, "جبهة")
    assert scripts.units("ジョン")[0] == scripts.LATIN


def test_fused_articles_come_off() -> None:
    assert without_article("annusra", scripts.LATIN) == "nusra"
    assert without_article("alqaeda", scripts.LATIN) == "qaeda"
    assert without_article("alan", scripts.LATIN) == "alan"
    assert without_article("النصرة", scripts.ARABIC) == "نصرة"


def test_a_key_costs_nothing_for_the_word_it_is_taken_from() -> None:
    word = "nusra"
    number, read = scripts.units(word)
    codes, starts = scripts.places(number, [read])
    first, last = skeleton.keys(number, codes, starts)
    table = skeleton.key_costs(number, codes.tobytes())
    assert table.first[first[0]] == 0
    assert table.last[last[0]] == 0
    assert len(table.first) == skeleton.KEYS


def test_copying_within_a_script_is_free_and_costs_are_symmetric() -> None:
    table = costs.between(scripts.LATIN, scripts.LATIN)
    assert (np.diag(table.replace) == 0).all()
    assert (table.replace == table.replace.T).all()


def test_common_words_are_known_by_meaning_across_languages() -> None:
    assert {"frente", "jabhat", "جبهة"} <= set(lexicon.same_meaning("front"))
    assert lexicon.same_meaning("nusra") == ()


def test_initials_are_read_with_and_without_small_words() -> None:
    found = acronyms.of_words("popular front for the liberation of palestine".split())
    assert acronyms.packed("pflp") in found
    assert parse("PFLP").acronym == acronyms.packed("pflp")


@pytest.mark.parametrize(
    ("query", "name", "why"),
    [
        ("Jabhat al Nusra", "Jabhat al-Nusra", "same letters"),
        ("jabhat", "Jabhat al-Nusra", "begins with the query"),
        ("Nusra Jabhat al", "Jabhat al-Nusra", "same words, other order"),
        ("SLA", "Sudan Liberation Army", "initials of sudan liberation army"),
        ("Wagnerr Groupp", "Wagner Group", "typo: 2 letters"),
        ("Front Nusra", "Jabhat al-Nusra", "front means jabhat; same word nusra"),
        ("جبهة النصرة", "Jabhat al-Nusra", "Arabic جبهة النصرة read as jabhat al nusra"),
        ("Abdelrahim", "Abdel Rahim", "same letters, other word breaks"),
        ("Jabhut Nisra", "Jabhat al-Nusra", "same consonants j-b-h-t n-s-r"),
    ],
)
def test_every_match_says_why(query: str, name: str, why: str) -> None:
    assert NameIndex.build([(1, name)]).search(query)[0].why == why
