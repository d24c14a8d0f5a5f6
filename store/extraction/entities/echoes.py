"""Find again, in headlines and at sentence starts, the names that a text's entities were found to have."""

from __future__ import annotations

from store.extraction.document import Document, Mention
from store.extraction.lexicon.words import words_of
from store.records import Kind

_HEADED = frozenset({"director", "chief", "head", "founder", "spokesman"})


def add_echoes(document: Document) -> None:
    """Add the mentions of known names that capitals alone could not show."""
    phrases: dict[str, dict[tuple[str, ...], int]] = {}
    for entity in document.entities:
        for surface in {_words(document, mention) for mention in entity.mentions}:
            for words in _variants(surface, entity.kind):
                phrases.setdefault(words[0], {}).setdefault(words, entity.number)
    _add_given_names(document, phrases)
    tokens = document.tokens
    added: list[Mention] = []
    after = 0
    for i, low in enumerate(tokens.low):
        if low not in phrases or i < after or document.at[i] >= 0:
            continue
        if tokens.shape[i] not in "CA" and not (low == "observatory" and _HEADED.issuperset(tokens.low[i + 1 : i + 2])):
            continue
        found = _match(document, i, phrases[low])
        if found is None:
            continue
        last, number = found
        entity = document.entities[number]
        start = i
        if (
            i >= 2
            and tokens.text[i - 1] == "-"
            and tokens.low[i - 2] in words_of("article_arabic")
            and document.at[i - 2] < 0
        ):
            start = i - 2
        mention = Mention(start, last, tokens.start[start], tokens.end[last], entity.kind, "echo", entity.entry)
        mention.entity = number
        added.append(mention)
        entity.mentions.append(mention)
        after = last + 1
    document.mentions.extend(added)
    document.index_mentions()


def _add_given_names(document: Document, phrases: dict[str, dict[tuple[str, ...], int]]) -> None:
    """Let "P Q" be called "P" further on, where no other name begins so: "P had joined the group"."""
    persons = [e for e in document.entities if e.kind is Kind.PERSON]
    owners: dict[str, set[int]] = {}
    for entity in persons:
        for mention in entity.mentions:
            if mention.last > mention.first and document.tokens.shape[mention.first] == "C":
                owners.setdefault(document.tokens.low[mention.first], set()).add(entity.number)
    for given, numbers in owners.items():
        plain = len(given) > 3 and given not in words_of("initial_word") and given not in words_of("title")
        if (
            len(numbers) == 1
            and plain
            and not any(words[0] == given and len(words) == 1 for words in phrases.get(given, {}))
        ):
            phrases.setdefault(given, {})[(given,)] = next(iter(numbers))


def _words(document: Document, mention: Mention) -> tuple[str, ...]:
    tokens = document.tokens
    return tuple(tokens.low[i] for i in range(mention.first, mention.last + 1) if tokens.shape[i] not in "ps")


def _variants(words: tuple[str, ...], kind: Kind) -> list[tuple[str, ...]]:
    if not words:
        return []
    bare = words[1:] if len(words) > 1 and words[0] in words_of("article_arabic") else words
    variants = [bare] if len(bare) > 1 or bare[0] not in words_of("initial_word") else []
    if kind is Kind.PERSON and len(bare) > 1 and len(bare[-1]) > 3:
        surname = bare[-1]
        if surname not in words_of("initial_word"):
            variants.append((surname,))
    if kind is Kind.ORGANIZATION and "observatory" in bare[:-1]:
        variants.append(("observatory",))  # "observatory chief P"
    if kind is Kind.ARMED_GROUP and "maoist" in (bare[0], bare[-1]):
        variants += [("maoists",), ("maoist",)]
    if kind is Kind.PLACE and len(bare) > 1 and bare[-1] in words_of("place_head"):
        variants.append(bare[:-1])
    return variants


def _match(document: Document, i: int, phrases: dict[tuple[str, ...], int]) -> tuple[int, int] | None:
    tokens = document.tokens
    best: tuple[int, int] | None = None
    for words, number in phrases.items():
        k = i
        for word in words[1:]:
            k += 1
            while k < len(tokens) and tokens.shape[k] == "p" and tokens.text[k] == "-":
                k += 1
            if k >= len(tokens) or tokens.low[k] != word or document.at[k] >= 0:
                break
        else:
            if best is None or k > best[0]:
                best = (k, number)
    return best
