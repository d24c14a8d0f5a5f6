"""What holds for every name and every query."""

from __future__ import annotations

import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.names import NameIndex, fold, similarity

_LETTERS = (
    "abcdefghijklmnopqrstuvwxyzçéèñöüşšžłøİıßабвгдежзийклмноьюя"
    "ғابتجحخدذرسشصعغفقكلمنهويةأإىپچگאבגדהוזחטיכלמנסעפצקרשתΑβγδ가나ジョン"
)
words = st.text(alphabet=_LETTERS, min_size=1, max_size=10)
names = st.lists(words, min_size=1, max_size=5).map(" ".join)
anything = st.text(max_size=60)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _ids(index: NameIndex, query: str) -> list[tuple[int, float]]:
    return [(m.id, m.score) for m in index.search(query)]


@relaxed
@given(st.lists(names, min_size=1, max_size=12))
def test_a_stored_name_finds_itself_first(stored: list[str]) -> None:
    index = NameIndex.build(enumerate(stored))
    for name in stored:
        first = index.search(name)[0]
        assert fold(first.name) == fold(name)
        assert first.score == 1.0


@relaxed
@given(st.lists(names, min_size=1, max_size=12), names)
def test_case_hyphens_and_apostrophes_never_change_the_result(stored: list[str], query: str) -> None:
    index = NameIndex.build(enumerate(stored))
    wanted = _ids(index, query)
    assert _ids(index, query.upper()) == wanted
    assert _ids(index, query.replace(" ", "-")) == wanted
    assert _ids(index, query.replace(" ", " - ")) == wanted
    if query.isascii():
        assert _ids(index, "’".join(query)) == wanted


@relaxed
@given(st.lists(names, min_size=1, max_size=12), names)
def test_accents_never_change_the_result(stored: list[str], query: str) -> None:
    index = NameIndex.build(enumerate(stored))
    assert _ids(index, unicodedata.normalize("NFD", query)) == _ids(index, query)
    accented = "".join(c + "\u0301" if c in "aeioucnsz" else c for c in query)
    assert _ids(index, accented) == _ids(index, query)


@relaxed
@given(st.lists(anything, max_size=8), anything)
def test_any_text_is_answered_the_same_way_twice(stored: list[str], query: str) -> None:
    first = NameIndex.build(enumerate(stored))
    second = NameIndex.build(enumerate(stored))
    for exact in (False, True):
        found = first.search(query, exact=exact)
        assert found == second.search(query, exact=exact)
        assert all(0.0 <= m.score <= 1.0 and m.why for m in found)
        assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)


@relaxed
@given(anything, anything)
def test_similarity_is_symmetric_and_between_nought_and_one(left: str, right: str) -> None:
    value = similarity(left, right)
    assert value == similarity(right, left)
    assert 0.0 <= value <= 1.0
    if fold(left):
        assert similarity(left, left) == 1.0


@relaxed
@given(anything)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text) or fold(text).startswith("the ")
