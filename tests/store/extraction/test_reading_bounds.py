"""Whatever the text: no exception, exact offsets, bounded time."""

import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.extraction import Text, read, read_many
from store.extraction.reading import LONGEST_READ
from store.extraction.records_json import as_record

PIECES = st.sampled_from(
    ["Ahrar al-Sham", "Jaish al-Islam", "ISIS", "Syrian army", "U.S.", "Turkey", "Idlib", "Gen. Omar Haddad", " attacked ",
     " and ", " said that ", "the group", "its ", "’s ", "'s ", "\"", "“", "(", ")", ", ", ". ", "\n\n", " - ", "-backed ", "according to ",
     " was ", " by ", " led ", "formerly known as ", "داعش", "ISISs", "İ", "ﬁ", "ß", "\u0301", "\u200f", "🔥", "\x00", "&nbsp;", "<b>"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_offsets_are_exact_for_any_text(text: str) -> None:
    reading = read(text, date="2016-10-12", language="en")
    keys = {entity.key for entity in reading.entities}
    assert len(keys) == len(reading.entities)
    for entity in reading.entities:
        assert entity.mentions
        for span in entity.mentions:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] in entity.surfaces
        assert entity.name
    for claim in reading.claims:
        assert {claim.subject, claim.object} <= keys
        assert claim.subject != claim.object
        assert claim.said_by_key is None or claim.said_by_key in keys
        assert 0 <= claim.evidence.start < claim.evidence.end <= len(text)
        assert claim.trigger is not None
        assert claim.evidence.start <= claim.trigger.start < claim.trigger.end <= claim.evidence.end
    record = as_record(reading, text, id="x")
    for relation in record["relations"]:
        assert text[relation["start"] : relation["end"]] == relation["evidence"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_reading_is_the_same_every_time(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        ("the army of Syria attacked ISIS in Hama and " * 230_000)[:10_000_000],
        "Syria attacked ISIS and " * 12_500,
        "Syria, Iraq, " * 20_000,
        "Aleppo Hama Idlib " * 5_000,
        ".,!?\"'()" * 20_000,
        "<div class='a'>Syria &amp; <b>Iraq</b></div>" * 3_000,
        'He said: "' + "ISIS attacked Syria. " * 5_000,
        "(" * 30_000 + "Syria" + ")" * 30_000,
        "a" * 1_000_000,
        "A." * 100_000,
        "'s " * 50_000,
        "هاجم داعش الجيش السوري في حلب " * 5_000,
        "Войска напали на боевиков. " * 5_000,
    ],
    ids=["10 MB without a full stop", "50,000 words", "a list", "names only", "signs only", "markup", "a quote never closed",
         "brackets", "one word", "dots", "possessives", "Arabic", "Cyrillic"],
)  # fmt: skip
def test_hostile_texts_are_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    reading = read(text)
    assert time.process_time() - started < 60
    assert all(span.end <= LONGEST_READ for entity in reading.entities for span in entity.mentions)


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, store.extraction; "
        "print([m for m in ('numpy', 'store.world', 'store.extraction.reading', 'store.extraction.syntax') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_texts_read_together_are_read_as_each_alone() -> None:
    texts = [
        Text("The Nusra Front attacked Ahrar al-Sham in Hama. The group later left the town.", "2016-10-12"),
        Text(""),
        Text("هاجم داعش الجيش السوري في حلب"),
        Text("ISIS attacked Syria. " * 4_000, None, "en"),
        Text("Turkey backs the Free Syrian Army, said the spokesman of Jaish al-Islam.", "2017-01-01", "en"),
    ]
    together = read_many(texts)
    assert [reading.claims != () for reading in together] == [True, False, False, True, True]
    assert together == [read(text.text, date=text.date, language=text.language) for text in texts]
