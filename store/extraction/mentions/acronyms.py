"""Short forms that a text defines itself: "Free Syrian Army (FSA)", "Security Forces SFs", "MILF (Moro ... Front)"."""

from __future__ import annotations

from store.extraction.document import Document, Mention
from store.extraction.lexicon.words import words_of
from store.extraction.mentions.blends import is_blend
from store.extraction.text.tokens import Tokens

_SMALL = frozenset("of the for and in de la del los e i al el on a to by und et y".split())


def defined_acronyms(document: Document, mentions: list[Mention]) -> list[Mention]:
    """Mentions for acronyms that stand right after the name they shorten; they carry the name's kind and entry."""
    tokens = document.tokens
    covered = {i: mention for mention in mentions for i in range(mention.first, mention.last + 1)}
    found: list[Mention] = []
    for mention in mentions:
        i = mention.last + 1
        if i < len(tokens) and tokens.low[i] in words_of("body_noun"):
            i += 1
        inside = i < len(tokens) and tokens.text[i] == "("
        if inside:
            i += 1
        if i >= len(tokens) or not (is_acronym(tokens.text[i]) or is_blend(tokens.text[i])):
            continue
        letters = initials(tokens, mention.first, mention.last)
        if i in covered:
            _take_over(document, mentions, mention, covered[i], letters)
            continue
        if stands_for(tokens.text[i], letters) or (
            inside and tokens.text[i + 1 : i + 2] == [")"] and _shares(tokens, i, mention)
        ):
            found.append(_short(document, i, mention))
    return found


def bracketed_names(document: Document, mentions: list[Mention]) -> list[Mention]:
    """``mentions``, with what brackets behind a name call it in another language, and by which letters.

    Read "Judicial Agency (Organismo Judicial - OJ)" and "Free Front (French: Front libre, FL)".
    """
    tokens = document.tokens
    if "(" not in document.text:
        return mentions
    found: list[Mention] = []
    gone: set[int] = set()
    for whole in mentions:
        opening = whole.last + 1
        if opening < len(tokens) and tokens.low[opening] in words_of("body_noun"):
            opening += 1
        if tokens.text[opening : opening + 1] != ["("] or (whole.kind is not None and not whole.kind.acts):
            continue
        closing = next((k for k in range(opening + 3, min(opening + 17, len(tokens))) if tokens.text[k] == ")"), -1)
        if (
            closing < 0
            or not is_acronym(tokens.text[closing - 1])
            or tokens.text[closing - 2] not in {"-", "–", ",", ";"}
        ):
            continue
        spans = [(closing - 1, closing - 1)]
        if tokens.text[closing - 2] in {"-", "–"}:
            if tokens.glued[closing - 2] or tokens.shape[opening + 1] != "C":
                continue
            spans.insert(0, (opening + 1, closing - 3))
        inside = [m for m in mentions if opening < m.first < closing]
        for first, last in spans:
            if any(m.source == "list" and first <= m.first <= last for m in inside):
                continue
            gone.update(id(m) for m in inside if first <= m.first <= last)
            found.append(_span(document, first, last, whole, "alias"))
    return [m for m in mentions if id(m) not in gone] + found if found else mentions


def _short(document: Document, i: int, whole: Mention) -> Mention:
    return _span(document, i, i, whole, "acronym")


def _span(document: Document, first: int, last: int, whole: Mention, source: str) -> Mention:
    """A mention of what ``whole`` names, somewhere else."""
    start, end = document.tokens.start[first], document.tokens.end[last]
    return Mention(first, last, start, end, whole.kind, source, whole.entry, whole.state, whole.role)


def _take_over(document: Document, mentions: list[Mention], whole: Mention, listed: Mention, letters: str) -> None:
    """Let a listed acronym mean the name that the text itself shortens to it: "Kuki National Army (KNA)"."""
    acronym = document.surface(listed)
    blend = is_blend(acronym)
    if listed.first != listed.last or not (blend or listed.source == "list") or listed.entry is whole.entry is not None:
        return
    if "".join(sign for sign in acronym if sign.isupper() or (sign.isalnum() and not blend)).lower() != letters:
        return
    for other in mentions:
        if other.source in ("list", listed.source) and other.first == other.last and document.surface(other) == acronym:
            other.source, other.kind, other.entry = "acronym", whole.kind, whole.entry
            other.state, other.role = whole.state, whole.role


def is_acronym(word: str) -> bool:
    """Whether a word looks like a short form: two to eight letters, most of them capitals ("LeT", "CTNG", "MS13")."""
    bare = word.replace(".", "")
    return 2 <= len(bare) <= 9 and bare.isalnum() and sum(sign.isupper() for sign in bare) >= max(2, len(bare) - 3)


def initials(tokens: Tokens, first: int, last: int) -> str:
    """The first letters of a name's words, small ones such as "of" left out."""
    return "".join(
        tokens.low[i][0]
        for i in range(first, last + 1)
        if tokens.shape[i] in "CAwd" and (tokens.low[i] not in _SMALL or tokens.shape[i] == "C")
    )


def stands_for(acronym: str, letters: str) -> bool:
    """Whether an acronym is made of these initials, at most one more or less ("LeT", "TTP", "YPG" is not)."""
    bare = "".join(sign for sign in acronym if sign.isupper()).lower()
    if len(letters) < 2 or len(bare) < 2:
        return False
    if len(bare) >= 3 and letters.endswith(bare):
        return True  # "Konta Local Guerrilla Squad LGS"
    return bare == letters or (len(bare) >= 3 and abs(len(bare) - len(letters)) <= 1 and _subsequence(bare, letters))


def _subsequence(short: str, long: str) -> bool:
    if len(short) > len(long):
        short, long = long, short
    position = 0
    for letter in long:
        if position < len(short) and letter == short[position]:
            position += 1
    return position == len(short) and short[0] == long[0]


def _shares(tokens: Tokens, i: int, mention: Mention) -> bool:
    """An acronym alone in brackets after a name belongs to it also where it comes from another language ("PKK")."""
    return mention.kind is not None and mention.kind.acts and len(tokens.text[i]) >= 3
