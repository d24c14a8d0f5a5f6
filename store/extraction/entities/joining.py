"""Bring the mentions of one text together: which of them name the same, under which name, of which kind."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import Final

from store.extraction.document import Document, Mention, Named
from store.extraction.entities.clusters import Clusters, join_branches, join_states
from store.extraction.entities.spellings import join_spellings, short
from store.extraction.lexicon.words import words_of
from store.extraction.mentions.acronyms import initials, is_acronym, stands_for
from store.extraction.mentions.blends import is_blend
from store.records import Kind
from store.world import World, fold

# What shares a town's name without being the town.
_SITES: Final = frozenset({"airport", "port", "university"})


def build_entities(document: Document, world: World) -> None:
    """Fill ``document.entities`` from its mentions and drop the mentions that stay without a kind."""
    document.index_mentions()
    clusters = Clusters(document, world)
    old_names = {id(m) for m in document.mentions if _is_old_name(document, m)}
    apart = {
        (m.entry.key, document.surface(m)) for m in document.mentions if m.entry is not None and id(m) in old_names
    }
    for mention in document.mentions:
        old = mention.entry is not None and (mention.entry.key, document.surface(mention)) in apart
        if old and any(m.entry is mention.entry and _stands_apart(document, m, apart) for m in document.mentions):
            # the text tells that the name was in use at another time: an entity of its own
            mention.former = document.surface(mention)
        clusters.add(_key(document, mention, world), mention)
    join_states(clusters)
    join_branches(clusters)
    _join_short_names(clusters)
    join_spellings(clusters)
    _join_aliases(clusters)
    _join_places(clusters)
    kept: list[Mention] = []
    for key, mentions in clusters.groups.items():
        kind = _kind(document, key, mentions)
        if kind is None:
            continue
        entity = Named(len(document.entities), kind)
        for mention in mentions:
            mention.entity = entity.number
        entity.mentions = sorted(mentions, key=lambda mention: mention.first)
        entity.entry = next((m.entry for m in entity.mentions if m.entry is not None), None)
        entity.state = next((m.state for m in entity.mentions if m.state is not None), None)
        if entity.state is None and entity.entry is not None and entity.entry.key in world.states:
            entity.state = entity.entry.key
        entity.role = next((m.role for m in entity.mentions if m.role is not None), None)
        entity.name = _name(document, entity)
        entity.acts = kind.acts
        entity.source = kind is Kind.ORGANIZATION and any(_is_source(document, mention) for mention in mentions)
        document.entities.append(entity)
        kept.extend(mentions)
    document.mentions = kept
    document.index_mentions()


def _stands_apart(document: Document, mention: Mention, apart: set[tuple[str, str]]) -> bool:
    """Whether a mention is of the name that is in use now."""
    return mention.entry is not None and (mention.entry.key, document.surface(mention)) not in apart


def _is_old_name(document: Document, mention: Mention) -> bool:
    """Whether the words before a name say that it was another's name: "formerly known as X", "previously X"."""
    before = document.tokens.low[max(0, mention.first - 4) : mention.first]
    while before and before[-1] in {"the", '"', "“", "as", "known", "called", "named"}:
        del before[-1]
    return bool(before) and before[-1] in {"formerly", "previously", "originally", "rebranded", "renamed", "then"}


def _is_source(document: Document, mention: Mention) -> bool:
    """Whether the words around an organisation's name quote it: "told Reuters", "Dawn reported"."""
    low = document.tokens.low
    before = low[mention.first - 1] if mention.first else ""
    if before == "the" and mention.first > 1:
        before = low[mention.first - 2]
    after = low[mention.last + 1] if mention.last + 1 < len(low) else ""
    if before == "to" and mention.first > 1 and low[mention.first - 2] == "according":
        return True
    heads = {
        "agency",
        "news",
        "times",
        "observatory",
        "daily",
        "post",
        "tv",
        "newspaper",
        "monitor",
        "magazine",
        "journal",
    }
    return (
        before in {"told", "reports", "reported"}
        or after in {"reported", "reports", "agency", "correspondent"}
        or bool(heads & set(low[mention.first : mention.last + 1]))
    )


def _key(document: Document, mention: Mention, world: World) -> str:
    if mention.entry is not None:
        if mention.former is not None:
            return f"former:{mention.entry.key}:{fold(mention.former)}"
        return f"entry:{mention.entry.key}"
    if mention.state is not None:
        return f"{mention.role}:{mention.state}"
    if mention.role == "coalition":
        return "name:coalition"
    return f"name:{short(document, mention)}"


def _join_short_names(clusters: Clusters) -> None:
    """Short forms: acronyms by their letters, surnames and first names, and names without their head word."""
    document = clusters.document
    names = {
        key: short(document, max(ms, key=lambda m: m.end - m.start)).split() for key, ms in clusters.groups.items()
    }
    for key in [key for key in clusters.groups if key.startswith("name:")]:
        words = names[key]
        mentions = clusters.groups.get(key)
        if not mentions or not words:
            continue
        target = None
        if len(words) == 1 and (is_acronym(document.surface(mentions[0])) or is_blend(document.surface(mentions[0]))):
            target = _spelled_out(clusters, key)
        if target is None:
            target = _longer(clusters, key, words, names)
        if target is not None:
            for mention in mentions:
                mention.kind = clusters.groups[target][0].kind
            clusters.move(key, target)


def _spelled_out(clusters: Clusters, key: str) -> str | None:
    document = clusters.document
    mention = clusters.groups[key][0]
    acronym = document.surface(mention)
    for other, mentions in clusters.groups.items():
        if other == key or mentions[0].kind is Kind.PLACE:
            continue
        for whole in mentions:
            if whole.last > whole.first and whole.last < mention.first <= whole.last + 3:
                inside = document.tokens.text[mention.first - 1] == "("
                if inside or stands_for(acronym, initials(document.tokens, whole.first, whole.last)):
                    return other
    for other, mentions in clusters.groups.items():
        if other != key and any(
            m.last > m.first
            and "".join(c for c in acronym if c.isupper()).lower() == initials(document.tokens, m.first, m.last)
            for m in mentions
        ):
            return other
    return None


def _longer(clusters: Clusters, key: str, words: list[str], names: dict[str, list[str]]) -> str | None:
    """The one longer name in this text that the given words begin or end."""
    kind = clusters.groups[key][0].kind
    candidates = []
    for other, longer in names.items():
        if (
            words[0] not in longer
            or other == key
            or other not in clusters.groups
            or len(longer) <= len(words)
            or not clusters.groups[other]
        ):
            continue
        of = clusters.groups[other][0].kind
        if of is Kind.PLACE or of is None:
            continue
        if kind is Kind.PLACE and of is Kind.ARMED_GROUP and longer[: len(words)] == words and longer[-1] == "cartel":
            if not any(_in_place(clusters.document, m) for m in clusters.groups[key]):
                candidates.append(other)
            continue
        if kind is Kind.PLACE and (
            of is not Kind.PERSON or clusters.groups[key][0].first < clusters.groups[other][0].first
        ):
            continue
        if of is Kind.PERSON and kind is not Kind.ARMED_GROUP:
            surnames = longer[-2:] if len(longer) > 2 else longer[-1:]  # "Ismael Zambada Garcia" is Zambada
            if (len(words) == 1 and words[0] in (longer[0], *surnames)) or (
                len(words) > 1 and longer[-len(words) :] == words
            ):
                candidates.append(other)
        elif (
            (longer[: len(words)] == words and set(longer[len(words) :]) <= _dropped_heads() and len(words[0]) > 3)
            or (longer[: len(words)] == words and len(words) > 1 and longer[len(words)] in {"of", "for"})
            or (longer[: len(words)] == words and len(words) > 1 and kind is Kind.PERSON and of is Kind.ARMED_GROUP)
            or (longer[-len(words) :] == words and len(words) > 1 and kind is not Kind.PERSON)
            or (len(words) == 1 and words[0] in longer and words[0] in _body_heads())
            or (len(words) == 1 and kind in (None, Kind.PERSON) and _ends_in(longer, words[0]))
            or (len(words) == 1 and words[0] == longer[0] and kind is not Kind.PLACE and words[0] in _first_words())
        ):
            candidates.append(other)
    if len(candidates) > 1 and len(words) == 1:
        # of several persons with this surname the one who was named in full first
        first = clusters.groups[key][0].first
        ahead = [c for c in candidates if clusters.groups[c][0].first < first]
        if ahead and all(clusters.groups[c][0].kind is Kind.PERSON for c in candidates):
            return min(ahead, key=lambda c: clusters.groups[c][0].first)
        return None
    return candidates[0] if len(candidates) == 1 else None


def _ends_in(longer: list[str], word: str) -> bool:
    """Whether a group's name ends in a word, but for what it is: "Zenki" for the Nour al-Din al-Zenki Movement."""
    tail = [part for part in longer if part not in _dropped_heads()]
    return len(tail) > 1 and tail[-1] == word and len(word) > 3


def _in_place(document: Document, mention: Mention) -> bool:
    """Whether the word before a name says that it is where something happens."""
    before = document.tokens.low[mention.first - 1] if mention.first else ""
    return before in {"in", "from", "of", "near", "at", "to", "across", "outside"}


@lru_cache(maxsize=1)
def _dropped_heads() -> frozenset[str]:
    return (
        words_of("group_head") | words_of("org_head") | words_of("body_noun") | words_of("state_head") | {"of", "the"}
    )


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """First words of groups that stand for the whole name: "Asaib", "Ansar"."""
    return words_of("group_start") - {"los", "las", "clan", "mara", "cartel"}


@lru_cache(maxsize=1)
def _body_heads() -> frozenset[str]:
    return frozenset({"observatory", "coalition", "lashkar", "commission", "council", "brotherhood", "front"})


def _join_aliases(clusters: Clusters) -> None:
    """Other names that the text spells out as such: 'X, alias "Y"', 'X (Arabic: ..., "Y")'."""
    document = clusters.document
    tokens = document.tokens
    keys = {id(m): key for key, ms in clusters.groups.items() for m in ms}
    ordered = sorted((m for ms in clusters.groups.values() for m in ms), key=lambda m: m.first)
    for before, after in pairwise(ordered):
        between = tokens.low[before.last + 1 : after.first]
        if keys[id(before)] == keys[id(after)] or not 0 < len(between) <= 14:
            continue
        same = before.kind is after.kind or after.kind is None
        alias = (
            "alias" in between or "aka" in between or between[:3] == ["also", "known", "as"] or "nicknamed" in between
        )
        bracket = "(" in between and ")" not in between and _foreign(between)
        alias = alias or (after.source == "alias" and between[0] in {"(", "-", "–"})
        either = "or" in between and len(between) <= 2 and between[0] == "or" and _called(tokens.low, before.first)
        if before.kind is Kind.PERSON and after.kind in (Kind.PERSON, None):
            behind = tokens.text[after.last + 1 : after.last + 2]
            either = either or (between == [",", "or"] and behind in ([","], ["."], [")"]))
            alias = alias or {"known", "as"} <= set(between)
        if (
            between in ([",", "or"], ["or"], [",", "known", "as"], [",", "also", "known", "as"])
            and after.first == after.last
        ):
            # "the Counterterrorism Service, or CTS,"
            letters = initials(tokens, before.first, before.last)
            either = either or (before.last > before.first and stands_for(document.surface(after), letters))
            same = same or either
        if same and ((alias and len(between) <= 6) or bracket or either or after.source == "alias"):
            target = keys[id(before)]
            for mention in clusters.groups.get(keys[id(after)], []):
                keys[id(mention)] = target
                mention.kind = before.kind
            clusters.move(_key_of(clusters, after), target)


def _key_of(clusters: Clusters, mention: Mention) -> str:
    return next(key for key, ms in clusters.groups.items() if any(m is mention for m in ms))


def _foreign(between: list[str]) -> bool:
    """Whether the words of a bracket tell that another spelling follows."""
    languages = {
        "arabic",
        "kurdish",
        "spanish",
        "persian",
        "farsi",
        "urdu",
        "russian",
        "turkish",
        "french",
        "pashto",
        "hebrew",
    }
    return any(word in languages or (word[:1].isalpha() and word[:1] > "\u0370") for word in between)


def _called(low: list[str], first: int) -> bool:
    return low[first - 1 : first] == ["called"] or low[first - 1 : first] == ["named"]


def _join_places(clusters: Clusters) -> None:
    """Take "Idlib", "Idlib province" and "northern Idlib" for one place."""
    document = clusters.document
    drop = words_of("place_head") | words_of("direction") | words_of("place_modifier")
    by_core: dict[str, str] = {}
    for key in list(clusters.groups):
        mentions = clusters.groups[key]
        if mentions[0].kind is not Kind.PLACE:
            continue
        words = short(document, mentions[0]).split()
        core = " ".join(word for word in words if word not in drop) or " ".join(words)
        if words[-1] in _SITES and clusters.world.places.find(core):
            core = " ".join(words)
        if core in by_core:
            clusters.move(key, by_core[core])
        else:
            by_core[core] = key


def _kind(document: Document, key: str, mentions: list[Mention]) -> Kind | None:
    """The kind that most mentions were found to have; single unsure ones at the start of a sentence do not count."""
    kinds = Counter(mention.kind for mention in mentions if mention.kind is not None)
    if not kinds:
        return None
    if all(mention.source == "initial" for mention in mentions) and key.startswith("name:") and len(mentions) < 2:
        mention = mentions[0]
        if mention.first == mention.last and mention.kind is not Kind.PLACE:
            return None
    if Kind.ARMED_GROUP in kinds and kinds[Kind.ARMED_GROUP] * 2 >= kinds.most_common(1)[0][1]:
        return Kind.ARMED_GROUP
    return kinds.most_common(1)[0][0]


def _name(document: Document, entity: Named) -> str:
    """The fullest form in the text, without a leading "the"; a listed entity's own name where the text has it."""
    own = [mention for mention in entity.mentions if mention.source != "alias"] or entity.mentions
    surfaces = [document.surface(mention) for mention in own]
    if entity.entry is not None and entity.entry.name in surfaces:
        return entity.entry.name
    if entity.entry is not None and entity.entry.key == entity.state:
        names = [s for m, s in zip(own, surfaces, strict=True) if m.entry is not None]
        surfaces = names or surfaces
    if entity.kind is Kind.PLACE:
        surfaces = [s for s in surfaces if s.split()[0].lower() not in words_of("direction")] or surfaces
    best = max(surfaces, key=lambda surface: (len(surface.split()), len(surface)))
    return best.removeprefix("the ").removeprefix("The ")
