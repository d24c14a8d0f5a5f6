"""Which texts count as one story: copies however they were cut and dressed, but not two reports of one event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.near_duplicates import SHORTEST, THRESHOLD, resemblance, story_keys, words_of

WIRE = """Fighters of the Northern Shield took the crossing at Tal Maruf before dawn on Tuesday after a night of
shelling, residents and a provincial official said, in the first change of hands along the river since spring.
The attack began shortly after midnight, when mortar rounds hit two army posts on the western bank. By four in the
morning the garrison had pulled back towards the grain silos, leaving behind two armoured vehicles and a store of
ammunition, according to a shopkeeper who watched from his roof. At least 14 soldiers and nine fighters were killed,
the official said, asking not to be named because he was not allowed to speak to reporters.
The army said in a brief statement that its units had redeployed to stronger positions and that aircraft had struck
convoys of the attackers. It gave no figures for its losses. A spokesman for the Northern Shield, Abu Harith, said
his men would open the crossing for civilians within days and hand it to a local council.
The crossing had been in the hands of the army since a truce in April that both sides accuse each other of breaking.
Aid groups say about 30,000 people in the villages around Tal Maruf depend on flour that comes over the bridge, and
two of them suspended deliveries on Tuesday. "We can't send drivers into this," said the coordinator of one of them.
Talks between the two sides, which neighbouring countries had tried to bring about, were called off last week."""

OWN_WORDS = """The strategic bridge of Tal Maruf changed hands overnight. Insurgents belonging to the Northern Shield
overran it in a dawn assault, forcing government troops to withdraw to nearby silos, several witnesses told this
newspaper by telephone. Government bombers later pounded vehicles on the access road. Officials conceded the retreat
but described it as tactical; they would not discuss casualties, which one local source put at more than twenty on
both sides together. For farmers in the valley the loss matters less than the flour lorries, which stopped running.
Aid workers fear hunger should the road stay shut. Mediators had hoped for a meeting this month, but the two parties
cancelled it days before the offensive, each blaming the other for violations of the spring ceasefire."""

BRIEFS = [
    f"""{number} militants were killed in an operation by security forces in the {area} area of {district} District on
    {day}, reports {paper}. {find} were recovered from the site. Separately, police arrested {other} suspected
    {group} cadres from {town} in connection with {crime}. In another incident, {last}."""
    for number, area, district, day, paper, find, other, group, town, crime, last in (
        ("Three", "Barwan", "Sehra", "May 3", "The Courier", "Two rifles and a wireless set", "five", "Red Dawn",
         "Koshal", "the killing of a village headman in March", "an explosive device was defused on the Mahur road"),
        ("Seven", "Dalim forest", "Upper Kunda", "May 4", "Daily Sun", "Nine grenades", "two", "People's Army",
         "the city of Ramnath", "extortion of timber traders", "two labourers were abducted near the Pirna mine"),
    )
]  # fmt: skip


def same(one: str, other: str) -> bool:
    """Whether two texts are found and taken to be one story."""
    shared = set(story_keys(one)) & set(story_keys(other))
    return bool(shared) and resemblance(words_of(one), words_of(other)) >= THRESHOLD


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.replace(".\n", ".\n\n").split("\n\n")]


LEAD, *REST = paragraphs(WIRE)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(WIRE.replace("\n", " ").upper().replace(",", " "), id="set in capitals without commas"),
        pytest.param(" ".join([LEAD, *REST[:2]]), id="trimmed tail"),
        pytest.param(" ".join([LEAD, REST[0][: len(REST[0]) // 2]]), id="only the beginning"),
        pytest.param(
            "Rebels have seized a key river crossing from the army, a local official and people living there report. "
            + " ".join(REST),
            id="rewritten lead",
        ),
        pytest.param(
            f"By our correspondent in the capital\nShare on social media. Listen to this story, 4 minutes.\n{WIRE}\n"
            "Additional reporting by the foreign desk. Subscribe to our newsletter to get the day's news every "
            "morning. All rights reserved; reproduction without permission is not allowed.",
            id="byline and boilerplate",
        ),
        pytest.param(
            WIRE.replace("14 soldiers and nine", "22 soldiers and 17").replace("30,000", "40,000"),
            id="updated death toll",
        ),
        pytest.param(
            "(Agency) - " + " ".join([LEAD, *REST[:3]]).replace("Tuesday", "Monday").replace("At least 14", "Some 20"),
            id="trimmed, dated and updated",
        ),
    ],
)  # fmt: skip
def test_a_copy_is_the_same_story(copy: str) -> None:
    assert same(WIRE, copy)
    assert same(copy, WIRE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(WIRE, OWN_WORDS, id="two reports of one event"),
        pytest.param(*BRIEFS, id="briefs from one template"),
        pytest.param(
            WIRE, f"{OWN_WORDS} {' '.join(REST[-1:])}", id="one paragraph of background in common"
        ),
    ],
)  # fmt: skip
def test_another_report_is_another_story(one: str, other: str) -> None:
    assert resemblance(words_of(one), words_of(other)) < THRESHOLD / 2


def test_a_few_words_in_common_are_no_story() -> None:
    teaser = "Fighters took the crossing at Tal Maruf before dawn on Tuesday. Read more on our page."
    assert story_keys(teaser) == ()
    assert resemblance(words_of(teaser), words_of(teaser)) == 0


def test_keys_stay_the_same_between_versions_and_machines() -> None:
    # A store keeps them for years: other keys for the same text would find none of its copies.
    assert story_keys(WIRE) == (1767808462, 1566392876, -371694752, -1745311423, 538219398, 254950045, -807182692)


def test_few_unrelated_texts_share_a_key() -> None:
    words = [f"w{number}" for number in range(400)]
    texts = [" ".join(words[(step * place * place + place) % 400] for place in range(300)) for step in range(1, 200)]
    met = {key for text in texts for key in set(story_keys(text))}
    assert len(met) > 0.95 * 7 * len(texts)


@given(st.lists(st.sampled_from("the army held a bridge near old town while rain fell".split()), max_size=120))
def test_resemblance_is_symmetric_and_whole_for_the_same_words(words: list[str]) -> None:
    one, other = words_of(" ".join(words)), words_of(" ".join(reversed(words)))
    assert resemblance(one, other) == resemblance(other, one)
    assert 0 <= resemblance(one, other) <= 1
    assert resemblance(one, one) == (1 if len(words) >= SHORTEST else 0)


@given(st.text())
def test_any_text_has_keys_or_none(text: str) -> None:
    assert len(story_keys(text)) in (0, 7)
    assert all(-(2**31) <= key < 2**31 for key in story_keys(text))


def test_half_of_the_words_decide() -> None:
    kept = " ".join(f"kept{number}" for number in range(100))
    for more, expected in ((80, True), (130, False)):
        one, other = (" ".join(f"{side}{number}" for number in range(more // 2)) for side in ("one", "other"))
        assert (resemblance(words_of(f"{one} {kept}"), words_of(f"{other} {kept}")) >= THRESHOLD) is expected
