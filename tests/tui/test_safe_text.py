from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.helpers import HOSTILE
from tui.safe_text import HOLE, aligned_text, safe_text

anything = st.text(st.characters()) | st.lists(
    st.sampled_from(
        ["\x1b[31m", "\x1b]0;t\x07", "\x1b]52;c;AA==\x1b\\", "\x9b1m", "\u202e", "\u200d", "a", "[/]", "\n"]
    )
).map("".join)


@given(anything)
def test_no_control_bidi_or_invisible_character_is_left(text: str) -> None:
    shown = safe_text(text)
    assert shown.isprintable()
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")]


@given(anything)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert safe_text(safe_text(text)) == safe_text(text)


@given(anything)
def test_an_aligned_text_keeps_every_offset_and_line_end(text: str) -> None:
    aligned = aligned_text(text)
    assert len(aligned) == len(text)
    assert aligned.replace(HOLE, "").replace("\n", "").isprintable()


@pytest.mark.parametrize(
    "text", ["Jabhat al-Nusra", "جبهة النصرة", "Джебхат ан-Нусра", "Ḥayʾat Taḥrīr al-Shām", "北京", "[/] [b]"]
)
def test_ordinary_text_of_any_script_stays_as_it_is(text: str) -> None:
    assert safe_text(text) == text
    assert aligned_text(text) == text


def test_whole_escape_sequences_go_not_only_their_first_byte() -> None:
    assert safe_text("a\x1b[31mb\x1b]0;title\x07c\x1b]8;;http://x\x1b\\d\x9b2Je") == "abcde"


def test_piles_of_combining_marks_are_cut() -> None:
    assert len(safe_text("Z" + "\u0301" * 500)) == 4


def test_spaces_and_line_ends_become_plain_spaces() -> None:
    assert safe_text("a\tb\nc\u00a0d\u2028e") == "a b c d e"


def test_a_limit_cuts_before_cleaning() -> None:
    assert safe_text("x" * 10_000_000, 300) == "x" * 300


def test_nothing_and_empty_are_empty() -> None:
    assert safe_text(None) == "" == safe_text("")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_come_out_printable(text: str) -> None:
    assert safe_text(text).isprintable()
