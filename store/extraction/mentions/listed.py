"""Find the names of the world lists in a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from store.extraction.document import Mention
from store.extraction.lexicon.words import words_of
from store.extraction.mentions.acronyms import is_acronym
from store.extraction.text.tokens import Tokens
from store.records import Kind
from store.world import Entry, Match, World
from store.world.common_words import is_common
from store.world.folding import Word

# Hard-wrapped text breaks its lines behind this many characters; what is shorter is a line of its own.
_SHORTEST_LINE: Final = 45
# Heads that may stand behind a listed group without naming another: "Seven Karta Boys", "Sinaloa Cartel".
_HEADS_BEHIND: Final = frozenset("boys gang cartel movement network".split())
# Heads that make another name of a listed one: the "Islamic Jihad Corps" is not Islamic Jihad.
_ANOTHER: Final = frozenset(
    "brigade brigades battalion battalions corps division regiment column legion army front command council"
    " union".split()
)
# Kinds in the order in which a spelling that several entries share is read, if nothing else decides.
_ORDER: Final = {Kind.ARMED_GROUP: 0, Kind.ORGANIZATION: 1, Kind.STATE: 2, Kind.PERSON: 3, Kind.PLACE: 4}
_FLYING: Final = frozenset(
    {"force", "forces", "strike", "strikes", "raid", "raids", "attack", "attacks", "defence", "base"}
)


def find_listed(tokens: Tokens, cut: list[Word], world: World) -> list[Mention]:
    """All mentions of listed names, none overlapping; possessives count without their ending, also with a lost sign."""
    matches = list(
        _scan([_without_lost_sign(word) if word.cased.endswith("s") else word for word in cut], tokens, world)
    )
    countries = Counter(code for match in matches if len(match.entries) == 1 for code in _codes(match.entries[0]))
    if any(len(match.entries) > 1 for match in matches):
        countries.update(_spoken_of(tokens, world))
    mentions = []
    for match in matches:
        first = tokens.at(match.start)
        last = tokens.at(match.end - 1)
        first, start = _with_article(tokens, first, match.start)
        while first < last and tokens.text[first + 1] == "-" and tokens.low[first + 2] in {"based", "born"}:
            first += 3
            start = tokens.start[first]
        end = match.end
        if last > first and tokens.shape[last] == "s":
            last, end = last - 1, tokens.end[last - 1]  # "Taliban's" is no plural
        bracket = _bracketed_acronym(tokens, first, last)
        if bracket > first:
            last, end = bracket - 1, tokens.end[bracket - 1]  # its acronym in brackets is a name of its own
        if tokens.low[last + 1 : last + 2] and tokens.low[last + 1] in _HEADS_BEHIND and tokens.shape[last + 1] == "C":
            last, end = last + 1, tokens.end[last + 1]
        entry = _choose(match, countries, official=len(match.entries) > 1 and _is_official(tokens, first, last))
        mention = Mention(first, last, start, end, entry.kind, "list", entry)
        if entry.kind is Kind.ARMED_GROUP and last > first and _goes_on(tokens, last):
            last += 1
            mention = Mention(first, last, start, tokens.end[last], entry.kind, "shape")
            mentions.append(mention)
            continue
        if match.name.type == "former":
            mention.former = match.name.text
        mentions.append(mention)
    mentions.extend(_without_los(tokens, mentions, world))
    return mentions


def _goes_on(tokens: Tokens, last: int) -> bool:
    """Whether a capitalised head behind a listed name, in a sentence of small words, makes another name of it."""
    if tokens.low[last + 1 : last + 2] == [] or tokens.low[last + 1] not in _ANOTHER or tokens.shape[last + 1] != "C":
        return False
    return last + 2 >= len(tokens) or tokens.shape[last + 2] not in ("C", "A")


def _without_los(tokens: Tokens, mentions: list[Mention], world: World) -> Iterator[Mention]:
    """Mentions of listed gangs whose Spanish article is English in the text: "the Rastrojos" for Los Rastrojos."""
    known: dict[str, Entry] = {}
    for i in range(1, len(tokens)):
        word = tokens.text[i]
        if tokens.low[i - 1] == "the" and tokens.shape[i] == "C" and word.endswith("s") and word not in known:
            entries = world.find(f"Los {word}")
            if len(entries) == 1 and entries[0].kind is Kind.ARMED_GROUP:
                known[word] = entries[0]
    if not known:
        return
    covered = {i for mention in mentions for i in range(mention.first, mention.last + 1)}
    for i, word in enumerate(tokens.text):
        if word in known and i not in covered and tokens.shape[i] == "C":
            entry = known[word]
            yield Mention(i, i, tokens.start[i], tokens.end[i], entry.kind, "list", entry)


def _scan(cut: list[Word], tokens: Tokens, world: World) -> Iterator[Match]:
    """All plausible matches, longest first from the left; what is not plausible does not hide a name inside it."""
    after = 0
    for i in world.beginnings(cut):
        if i < after:
            continue
        match = world.longest(cut, i)
        if match is not None and _plausible(match, tokens):
            yield match
            after = i + match.length


def _without_lost_sign(word: Word) -> Word:
    """A word that may be a possessive whose apostrophe was lost ("FSAs special forces") gets a base without its s."""
    cased = word.cased
    if not cased.endswith("s") or not cased[0].isupper() or len(word.folded) < 4 or word.base != word.folded:
        return word
    if word.folded.endswith("ss"):
        return word
    return word._replace(base=word.folded[:-1], base_cased=word.cased[:-1], base_end=word.end - 1)


def _plausible(match: Match, tokens: Tokens) -> bool:
    """Whether capitals and surroundings allow a listed spelling to be a name here."""
    first, last = tokens.at(match.start), tokens.at(match.end - 1)
    surface = tokens.source[match.start : match.end]
    if "\n" in surface and _after_heading(tokens.source, match.start, surface.index("\n")):
        return False
    if match.name.type == "acronym" and surface != surface.upper() and match.name.text == match.name.text.upper():
        return len(surface) > 5 or _spoken(match, tokens)  # "Nifas" is no possessive of NIFA
    if (
        tokens.text[last + 1 : last + 2] == ["-"]
        and tokens.low[last + 2 : last + 3]
        and tokens.low[last + 2] in {"based", "born", "bound"}
    ):
        return False
    if (
        match.name.type == "acronym"
        and tokens.low[first] in words_of("never_name")
        and not _has_group_cue(tokens, last)
    ):
        return False
    if tokens.low[last] == "air" and tokens.low[last + 1 : last + 2] and tokens.low[last + 1] in _FLYING:
        return False  # "the Syrian air force" is no airline
    if _is_town(match, tokens, first, last):
        return False
    if not surface[:1].isupper() and surface[:1].islower() and surface == surface.casefold():
        return match.name.text[:1].islower()
    before = first - 2 if first >= 2 and tokens.text[first - 1] == "-" else first - 1
    if before >= 1 and tokens.low[before] in words_of("article_arabic"):
        before -= 1
    if _surname(tokens, first, last) and any(entry.kind is not Kind.PERSON for entry in match.entries):
        return False  # "Hussein al-Houthi" is a person, whoever the Houthis may be
    if before >= 0 and tokens.shape[before] == "C" and tokens.low[before] in words_of("group_start"):
        # "Ansar al-Haq" is a group of its own, whoever al-Haq may be
        return all(entry.kind is Kind.STATE for entry in match.entries) or tokens.low[before] in {
            "los",
            "las",
            "cartel",
        }
    if surface[:4] == "The " and tokens.shape[last + 1 : last + 2] in (["C"], ["A"]):
        # "The National Liberation Army" does not name the newspaper The National
        return False
    if first != last or match.name.type == "acronym":
        return True
    low = tokens.low[first]
    if low in _ambiguous():
        return _has_outlet_cue(tokens, first) or _has_group_cue(tokens, first)
    return True


def _is_town(match: Match, tokens: Tokens, first: int, last: int) -> bool:
    """Whether what is also an outlet's name is a town here: "Rebel-held Al Mayadeen city", "Mayadeen town"."""
    if any(entry.kind is not Kind.ORGANIZATION for entry in match.entries):
        return False
    after = tokens.low[last + 1] if last + 1 < len(tokens) and tokens.shape[last + 1] == "w" else ""
    before = first - 1 if not first or tokens.low[first - 1] not in words_of("article_arabic") else first - 2
    held = before > 1 and tokens.low[before] in {"held", "controlled", "besieged"} and tokens.text[before - 1] == "-"
    return held or after in {"city", "town", "village", "province", "district"}


def _spoken(match: Match, tokens: Tokens) -> bool:
    """Whether an acronym is written as it is spoken, as many papers do ("Isis", "Nato"), and is no other name."""
    surface = tokens.source[match.start : match.end]
    i = tokens.at(match.start)
    if len(surface) < 4 or surface != match.name.text.capitalize() or is_common(surface.lower()):
        return False
    if tokens.at(match.end - 1) != i or tokens.end[i] != match.end or not {*"aeiou"} & {*surface.lower()}:
        return False
    if f"-{surface}" in tokens.source:
        return False  # "Muqtada al-Sadr" is not SADR
    beside = (tokens.shape[i - 1] if i else "p") + (tokens.shape[i + 1] if i + 1 < len(tokens) else "p")
    return beside[0] != "C" and beside[1] != "C"


def _bracketed_acronym(tokens: Tokens, first: int, last: int) -> int:
    """Where the bracket opens in a listed spelling such as "National Salvation Front (NAS)", or -1."""
    for i in range(last - 1, first, -1):
        if tokens.text[i] == "(":
            return i if is_acronym(tokens.text[i + 1]) else -1
    return -1


def _surname(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a single name behind an Arabic article follows a given name: "Abdul-Malik al-Houthi"."""
    articles = words_of("article_arabic")
    if last == first + 2 and tokens.text[first + 1] == "-" and tokens.low[first] in articles:
        given = first - 1
    elif last == first > 2 and tokens.text[first - 1] == "-" and tokens.low[first - 2] in articles:
        given = first - 3
    else:
        return False
    if given > 1 and tokens.text[given - 1] == "-":
        given -= 2
    return given >= 0 and tokens.shape[given] == "C" and tokens.low[given] in words_of("person_start")


def _after_heading(source: str, start: int, line: int) -> bool:
    """Whether the line that breaks inside a name is a heading: much shorter than lines of running text."""
    begin = source.rfind("\n", 0, start) + 1
    return start + line - begin < _SHORTEST_LINE


@lru_cache(maxsize=1)
def _ambiguous() -> frozenset[str]:
    return words_of("initial_word") | words_of("month") | words_of("direction") | words_of("ambiguous_name")


def _has_outlet_cue(tokens: Tokens, i: int) -> bool:
    before = tokens.low[i - 1] if i else ""
    after = tokens.low[i + 1] if i + 1 < len(tokens) else ""
    if before == "the" and i > 1:
        before = tokens.low[i - 2]
    return before in {"reports", "reported", "told", "to", "daily"} or after in {"reported", "reports", "newspaper"}


def _has_group_cue(tokens: Tokens, i: int) -> bool:
    after = tokens.low[i + 1] if i + 1 < len(tokens) else ""
    before = tokens.low[i - 1] if i else ""  # "the militia Amal"
    return after in words_of("group_noun") or after in words_of("body_noun") or before in words_of("group_noun")


def _with_article(tokens: Tokens, first: int, start: int) -> tuple[int, int]:
    """Take in an Arabic article that stands before a listed name: "al-" in "al-Nusra Front"."""
    if first >= 2 and tokens.text[first - 1] == "-" and tokens.glued[first] and tokens.glued[first - 1]:
        article = tokens.low[first - 2]
        if article in words_of("article_arabic"):
            return first - 2, tokens.start[first - 2]
    if first >= 1 and tokens.low[first - 1] in {"al", "el"} and tokens.text[first - 1] not in {"AL", "EL"}:
        return first - 1, tokens.start[first - 1]
    return first, start


def _codes(entry: Entry) -> list[str]:
    return entry.country.split("; ") if entry.country else []


def _spoken_of(tokens: Tokens, world: World) -> Counter[str]:
    """The countries whose people or capitals a text names, by their codes: "British", "London"."""
    words = set(tokens.low)
    named = [key for names in (world.demonyms, world.capitals) for word in names.keys() & words for key in names[word]]
    return Counter(code for key in named for code in _codes(world.entries[key]))


def _is_official(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name is that of a state's force: "RAF jets", "Somalia's army, the SNA"."""
    lead = tokens.low[max(0, first - 3) : first]
    apposed = "," in lead[1:] and not {"army", "military", "forces", "police"}.isdisjoint(lead)
    return apposed or not words_of("aircraft").isdisjoint(tokens.low[last + 1 : last + 2])


def _choose(match: Match, countries: Counter[str], *, official: bool) -> Entry:
    """Of several entries with one spelling: the one of a country that the text speaks of, then the usual kind.

    What the words around tell to be ``official`` belongs to a state.
    """
    if len(match.entries) == 1:
        return match.entries[0]
    states = [entry for entry in match.entries if entry.kind is Kind.STATE] if official else []
    return max(
        states or match.entries,
        key=lambda entry: (max((float(countries[code]) for code in _codes(entry)), default=0.5), -_ORDER[entry.kind]),
    )
