"""Find every place where a text names someone or something: lists, forces, acronyms, shapes, and echoes of them."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from store.extraction.document import Document, Mention
from store.extraction.lexicon.words import words_of
from store.extraction.mentions.acronyms import bracketed_names, defined_acronyms, is_acronym
from store.extraction.mentions.forces import find_forces
from store.extraction.mentions.kind_cues import leads_here
from store.extraction.mentions.kinds import is_guess, kind_of
from store.extraction.mentions.listed import find_listed
from store.extraction.mentions.run_on import split_run_on
from store.extraction.mentions.runs import capital_runs
from store.extraction.mentions.shapes import Shape, cut_run
from store.extraction.text.tokens import Tokens
from store.records import Kind
from store.world import World

_SEVERAL = frozenset("districts provinces counties governorates regions towns villages".split())


_WITHIN = (["in"], ["of"], ["for"], ["in", "the"], ["of", "the"], ["for", "the"])


def find_mentions(document: Document, world: World) -> list[Mention]:
    """All mentions of a text, none overlapping, in their order; ``kind`` is None where only repetition can tell."""
    tokens = document.tokens
    mentions = find_listed(tokens, document.words, world)
    forces = list(find_forces(tokens, world, mentions))
    mentions = _without_overlap(forces, mentions)
    shapes = _find_shapes(document, world, mentions)
    _cut_before_persons(tokens, shapes)
    mentions = _without_overlap(shapes, mentions)
    mentions.sort(key=lambda mention: mention.first)
    mentions = bracketed_names(document, _with_countries(document, mentions))
    mentions.extend(_without_overlap([], defined_acronyms(document, mentions), mentions))
    mentions.sort(key=lambda mention: mention.first)
    _spread_kinds(document, mentions)
    _take_directions(document, mentions)
    return mentions


def _cut_before_persons(tokens: Tokens, shapes: list[Mention]) -> None:
    """End a place where a person named before begins the next sentence: "P Q of Harwan P had joined"."""
    given: set[str] = set()
    for mention in sorted(shapes, key=lambda one: one.first):
        several = mention.last > mention.first
        if mention.kind is Kind.PERSON and several and mention.source != "guess":
            given.add(tokens.low[mention.first])
        elif mention.kind is Kind.PLACE and several and tokens.low[mention.last] in given:
            mention.last -= 1
            mention.end = tokens.end[mention.last]


def _with_countries(document: Document, mentions: list[Mention]) -> list[Mention]:
    """Take a country into the name before it whose letters follow: "Mission in the Republic of X (MIREX)"."""
    tokens = document.tokens
    kept: list[Mention] = []
    for number, mention in enumerate(mentions):
        before = kept[-1] if kept else mention
        between = tokens.low[before.last + 1 : mention.first]
        country = mention.kind in (Kind.STATE, Kind.PLACE) and mention.role in (None, "government")
        if not country or not _spelled_behind(document, mention) or between not in _WITHIN or before is mention:
            kept.append(mention)
            continue
        if before.kind is None and len(kept) > 1 and kept[-2].last + 1 == before.first:
            kept.pop()  # "United Nations Mission in X (UNMIX)"
            before = kept[-1]
        if before.kind is None or not before.kind.acts:
            kept.append(mention)
            continue
        before.last, before.end, before.entry = mention.last, mention.end, None
        short = mentions[number + 1] if number + 1 < len(mentions) else mention
        if short.first == mention.last + 2 and short.kind is not None and short.kind.acts:
            before.entry, before.kind, before.source = short.entry, short.kind, short.source
    return kept


def _spelled_behind(document: Document, mention: Mention) -> bool:
    """Whether letters in brackets follow a name."""
    behind = document.tokens.text[mention.last + 1 : mention.last + 4]
    return len(behind) == 3 and behind[0] == "(" and behind[2] == ")" and is_acronym(behind[1])


def _spread_kinds(document: Document, mentions: list[Mention]) -> None:
    """A name without a kind that is coordinated with a place is a place too: "in Hafez and Muhassen"."""
    tokens = document.tokens
    for before, after in pairwise(mentions):
        between = tokens.text[before.last + 1 : after.first]
        if between == ["and"] and after.kind is Kind.ARMED_GROUP and _shares_head(document, before, after):
            before.kind, before.entry, before.role, before.source = Kind.ARMED_GROUP, None, None, "shape"
        guessed = after.kind is None or (after.kind is Kind.PERSON and after.source == "guess")
        if guessed and before.kind is Kind.PLACE and between in (["and"], [","], [",", "and"], ["or"]):
            after.kind = Kind.PLACE
        if (
            after.kind is None
            and before.kind is Kind.ARMED_GROUP
            and between in (["and"], ["and", "the"], [",", "and", "the"])
        ):
            after.kind = Kind.ARMED_GROUP


def _shares_head(document: Document, before: Mention, after: Mention) -> bool:
    """Whether a country or place has its head behind the next name: "the Somalia and Sparta battalions"."""
    low = document.tokens.low
    head = {low[after.last], *low[after.last + 1 : after.last + 2]} & words_of("plural_head")
    listed = before.kind in (Kind.PLACE, Kind.STATE) and before.first > 0 and low[before.first - 1] == "the"
    return bool(head) and listed and before.role is None


def _take_directions(document: Document, mentions: list[Mention]) -> None:
    """Take in the direction before a place: "northern Syria", "East Mosul"."""
    tokens = document.tokens
    covered = {i for mention in mentions for i in range(mention.first, mention.last + 1)}
    for mention in mentions:
        place = mention.kind is Kind.PLACE or (
            mention.entry is not None and mention.kind is Kind.STATE and mention.role is None
        )
        before = mention.first - 1
        if not place or before < 0 or before in covered or tokens.low[before] not in words_of("direction"):
            continue
        if tokens.low[before] in {"greater", "inner", "outer", "rural"} and tokens.shape[before] == "w":
            continue
        mention.first, mention.start = before, tokens.start[before]


def _without_overlap(
    kept: list[Mention], others: list[Mention], blocking: list[Mention] | None = None
) -> list[Mention]:
    """``kept`` and those of ``others`` that share no token with them (or with ``blocking``)."""
    covered = {i for mention in (*kept, *(blocking or ())) for i in range(mention.first, mention.last + 1)}
    return kept + [m for m in others if not any(i in covered for i in range(m.first, m.last + 1))]


def _find_shapes(document: Document, world: World, mentions: list[Mention]) -> list[Mention]:
    tokens = document.tokens
    taken = [False] * len(tokens)
    places: dict[int, Mention] = {}
    for mention in mentions:
        weak = mention.source == "list" and mention.kind in (Kind.PLACE, Kind.STATE) and _yields(mention)
        for i in range(mention.first, mention.last + 1):
            taken[i] = not weak
            if weak:
                places[i] = mention
    spans = _listed_places(document, world, taken, places)
    found: list[Mention] = [*spans.values()]
    for i in (i for mention in spans.values() for i in range(mention.first, mention.last + 1)):
        taken[i] = True
    for (first, last), headline in zip(document.sentences, document.headline, strict=True):
        for run_first, run_last in capital_runs(tokens, first, last, taken):
            if headline and not any(i in places for i in range(run_first, run_last + 1)):
                continue
            for shape in cut_run(tokens, run_first, run_last, first, world):
                inside = any(i in places for i in range(shape.first, shape.last + 1))
                if not inside and (run_on := split_run_on(tokens, shape, world)):
                    found.extend(
                        Mention(one.first, one.last, tokens.start[one.first], tokens.end[one.last], Kind.PLACE, "shape")
                        for one in run_on
                    )
                else:
                    found.extend(_typed(document, shape, world, places, headline=headline))
    return found


def _listed_places(
    document: Document, world: World, taken: list[bool], places: dict[int, Mention]
) -> dict[int, Mention]:
    """Places of several words that stand on the lists ("Middle East"), unless a longer name goes on behind them."""
    tokens = document.tokens
    cut = document.words
    found: dict[int, Mention] = {}
    after = 0
    heads = words_of("group_head") | words_of("state_head") | words_of("org_head") | {"district", "province", "county"}
    for number, word in enumerate(cut):
        if number < after or not word.cased[:1].isupper() or number + 1 >= len(cut) or not cut[number + 1].joined:
            continue
        first = tokens.at(word.start)
        if taken[first] or first in places:
            continue
        match = world.places.longest(cut, number, shortest=2)
        if match is None or match.places[0].strength != "sure":
            continue
        last = tokens.at(match.end - 1)
        following = tokens.low[last + 1] if last + 1 < len(tokens) else ""
        if (following in heads and tokens.shape[last + 1] in "CA") or tokens.shape[last] not in "CA":
            continue
        if any(taken[i] or i in places for i in range(first, last + 1)):
            continue
        found[first] = Mention(first, last, match.start, match.end, Kind.PLACE, "place")
        after = number + match.length
    return found


def _yields(mention: Mention) -> bool:
    """Whether a listed country may be the beginning of a longer name ("Lebanon Resistance Brigades")."""
    return mention.role is None


def _typed(
    document: Document, shape: Shape, world: World, places: dict[int, Mention], *, headline: bool
) -> list[Mention]:
    tokens = document.tokens
    covered = [i for i in range(shape.first, shape.last + 1) if i in places]
    if covered:
        if headline or not _swallows(document, shape):
            # the country stays what it is; what stands around it is looked at alone
            return [m for part in _around(shape, places) for m in _typed(document, part, world, {}, headline=headline)]
        if all(i in places for i in range(shape.first, shape.last + 1)):
            return []
    if headline:
        return []
    kind = kind_of(tokens, shape, world)
    last = shape.last
    start = tokens.start[shape.first]
    first = shape.first
    if (
        first >= 2
        and tokens.text[first - 1] == "-"
        and tokens.glued[first]
        and tokens.low[first - 2] in words_of("article_arabic")
    ):
        first -= 2
        start = tokens.start[first]
    elif first >= 1 and tokens.text[first - 1] == "al":
        first -= 1
        start = tokens.start[first]
    unsaid = kind in (Kind.PLACE, Kind.PERSON, None) and not shape.titled
    if unsaid and last > first and tokens.low[last] in _SEVERAL and tokens.shape[last] == "C":
        last, kind = last - 1, Kind.PLACE  # "in X and Y Districts"
    extended = _with_head(document, last, kind)
    if extended > last and kind in (None, Kind.PERSON):
        kind = Kind.PLACE if tokens.low[extended] in words_of("place_head") else Kind.ARMED_GROUP
    last = extended
    end = _bare_end(document, last, world)
    told = kind is Kind.PERSON and first == last and leads_here(tokens, first)
    source = "initial" if shape.initial and not told else "shape"
    if kind is Kind.PERSON and not shape.titled and is_guess(tokens, shape):
        source = "guess" if source == "shape" else source
    return [Mention(first, last, start, end, kind, source)]


def _swallows(document: Document, shape: Shape) -> bool:
    """Whether a name that holds a country or listed place is a name of its own: "Tigray Defence Forces"."""
    low = document.tokens.low[shape.last]
    return low in _name_heads() and shape.last > shape.first


@lru_cache(maxsize=1)
def _name_heads() -> frozenset[str]:
    return words_of("group_head") | words_of("state_head") | words_of("org_head") | words_of("place_head")


def _around(shape: Shape, places: dict[int, Mention]) -> list[Shape]:
    parts = []
    start = shape.first
    for i in range(shape.first, shape.last + 2):
        if i > shape.last or i in places:
            if i - 1 >= start:
                parts.append(Shape(start, i - 1, shape.titled and start == shape.first, False))
            start = i + 1
    return parts


def _bare_end(document: Document, last: int, world: World) -> int:
    """Where a name ends without a possessive s whose apostrophe was lost ("al-Nusras attack", "Bashar al-Assads")."""
    tokens = document.tokens
    low = tokens.low[last]
    if len(low) < 5 or not low.endswith("s") or low.endswith("ss") or tokens.shape[last] != "C":
        return tokens.end[last]
    if low[:-1] in document.capitalised or low[:-1] in world.leaders:
        return tokens.end[last] - 1
    return tokens.end[last]


def _with_head(document: Document, last: int, kind: Kind | None) -> int:
    """Take in a small head word that belongs to the name: "Idlib province", "Sawaiq al-Rahman brigade"."""
    tokens = document.tokens
    j = last + 1
    if j >= len(tokens) or tokens.shape[j] != "w":
        return last
    low = tokens.low[j]
    k = j
    while k < min(j + 3, len(tokens) - 1) and tokens.low[k] in words_of("place_modifier"):
        k += 1
    if kind in (Kind.PLACE, None) and k > j and tokens.low[k] in words_of("place_head"):
        return k
    if kind is Kind.PLACE and low in words_of("place_head") and low not in {"border", "area", "base", "road", "police"}:
        return k
    if kind is Kind.ARMED_GROUP and low in {
        "brigade",
        "battalion",
        "cartel",
        "movement",
        "front",
        "brigades",
        "division",
    }:
        return j
    if (
        kind is Kind.ARMED_GROUP
        and low == "martyrs"
        and tokens.low[j + 1 : j + 2] in (["brigade"], ["battalion"], ["brigades"])
    ):
        return j + 1
    return last
