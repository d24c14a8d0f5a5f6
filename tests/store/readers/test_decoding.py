"""From bytes to text in whatever encoding."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.readers.decoding import clean, decode, find_encoding

RUSSIAN = "Бои между отрядами продолжались в пригороде, сообщил представитель армии в понедельник утром. " * 4
ARABIC = "أعلنت الحركة انفصالها عن الهيئة بعد اشتباكات في ريف حلب الغربي يوم الخميس الماضي. " * 4


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Fighting in Aleppo – café, naïve, “quoted”", "utf-8"),
        ("Fighting in Aleppo", "utf-8-sig"),
        ("Fighting in حلب", "utf-16"),
        ("Fighting in حلب", "utf-32"),
        ("The café in São Paulo was closed, a résumé says.", "latin-1"),
        ("He said “no” – twice", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (ARABIC, "cp1256"),
    ],
)
def test_a_text_is_read_in_its_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_line_ends_become_line_feeds_and_unstorable_characters_are_marked() -> None:
    assert clean("a\r\nb\rc\x00d\ud800e") == "a\nb\nc�d�e"


def test_a_late_byte_beyond_utf8_decides_for_the_whole_file() -> None:
    data = b"plain ascii\n" * 200_000 + "caf\xe9 na\xefve".encode("latin-1")
    file = io.BytesIO(data)
    assert find_encoding(file) == "cp1252"
    assert file.tell() == 0


@given(st.binary(max_size=400))
def test_any_bytes_become_text_that_can_be_stored(data: bytes) -> None:
    text = decode(data)
    text.encode("utf-8")
    assert "\x00" not in text
    assert "\r" not in text


@given(st.text(alphabet=st.characters(exclude_characters="\r\x00\ufeff", exclude_categories=["Cs"]), max_size=200))
def test_utf8_is_read_as_it_was_written(text: str) -> None:
    assert decode(text.encode()) == text
