"""Tell which sentences are worth parsing: those in which a dependency path could lead to a claim at all.

Parsing is what reading spends most of its time on. Whoever a path can lead to is known beforehand (the names of a
sentence, and whom its pronouns and nouns were resolved to), so are the predicates whose words stand there: a sentence
without a predicate between such kinds of entities is left alone, and no claim is lost by it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from store.extraction.candidates import possible_relations
from store.extraction.clauses.chunks import Clauses
from store.extraction.document import Named
from store.extraction.lexicon.inflection import plural, singulars
from store.extraction.lexicon.predicates import Predicate, lexicon
from store.extraction.lexicon.words import words_of

# Sentences above this many tokens are lists or lost full stops: their trees say little and cost much.
LONGEST_PARSED: Final = 120

# Predicates that only the surface patterns can tell right: see paths.py.
_SURFACE_ONLY: Final = frozenset({"ultimatum", "terror-list", "with-help"})
# Slots that a tree can fill without a word of their own ("by": as the agent of a passive).
_WITHOUT_WORDS: Final = frozenset({"subj", "obj", "obj2", "gen", "self", "noun", "by", "people"})
# Marks among the words of a sentence: a verb stands there that only lends itself to a noun ("launch"), or "receive".
_LENT: Final = " lent"
_RECEIVED: Final = " received"


def worth_parsing(clauses: Clauses) -> bool:
    """Whether a sentence parses well and holds a predicate between such as it names or means.

    Notes which predicates stand at which of its tokens (``clauses.standing``): paths start from these alone.
    """
    if clauses.headline or clauses.last - clauses.first >= LONGEST_PARSED:
        return False
    wanted = possible_relations(_meant(clauses))
    if not wanted:
        return False
    known, at, vocabulary = clauses.lexicon, clauses.document.at, clauses.vocabulary
    words = clauses.document.tokens.low[clauses.first : clauses.last + 1]
    present = _present(words)
    for i, word in enumerate(words, clauses.first):
        if word in known.triggers and at[i] < 0 and not clauses.undone(i):
            predicates = [
                p
                for p in known.standing(word, vocabulary)
                if p.relation in wanted and _stands(clauses, p, i) and _fillable(p, present)
            ]
            if predicates:
                clauses.standing[i] = predicates
    return bool(clauses.standing)


def _stands(clauses: Clauses, predicate: Predicate, i: int) -> bool:
    """Whether the words of a predicate that begins at token ``i`` stand in the sentence."""
    words = predicate.words
    if predicate.note in _SURFACE_ONLY and predicate.kind == "verb":
        return False
    if len(words) == 1:
        return True
    low, last = clauses.document.tokens.low, clauses.last
    if predicate.kind == "verb":
        for word in words[1:]:  # see paths.py: each within four words of the one before
            limit = min(i + 5, last + 1)
            i = next((j for j in range(i + 1, limit) if low[j] == word or word in singulars(low[j])), -1)
            if i < 0:
                return False
        return True
    end = i + len(words) - 1
    return (
        predicate.kind != "adjective"
        and end <= last
        and low[i:end] == list(words[:-1])
        and low[end] in (words[-1], plural(words[-1]))
    )


def _fillable(predicate: Predicate, present: frozenset[str]) -> bool:
    """Whether subject and object find slots among the words of a sentence: "attack" is none without "on" or "against".

    A tree can put somebody into any slot but that of a preposition which does not stand there.
    """
    if "pair" in predicate.note or "between" in predicate.note:
        return True
    return any(map(present.issuperset, _needed(predicate.subject, predicate.object, predicate.kind == "noun")))


@lru_cache(maxsize=1024)
def _needed(subject: tuple[str, ...], object_: tuple[str, ...], noun: bool) -> tuple[frozenset[str], ...]:
    """The words, and classes of words, that a subject and an object need together; any one of these sets will do."""

    def words(slot: str) -> frozenset[str]:
        if slot == "recv":
            return frozenset({_RECEIVED})
        if noun and slot == "subj":
            return frozenset({_LENT})
        return frozenset() if slot in _WITHOUT_WORDS else frozenset(slot.split())

    sets = {words(one) | words(other) for one in subject for other in object_ if one != other}
    return tuple(sorted(sets, key=len))


def _present(words: list[str]) -> frozenset[str]:
    """The words of a sentence, with a mark for verbs that lend or receive."""
    present = set(words)
    for mark, word_class in ((_LENT, "light_verb"), (_RECEIVED, "receive_verb")):
        if not _forms_of(word_class).isdisjoint(present):
            present.add(mark)
    return frozenset(present)


@lru_cache(maxsize=2)
def _forms_of(word_class: str) -> frozenset[str]:
    """All words whose lemma, as paths take it, is of a class."""
    wanted, forms = words_of(word_class), lexicon().forms
    return wanted.union(form for form, lemmas in forms.items() if lemmas[0][0] in wanted)


def _meant(clauses: Clauses) -> list[Named]:
    """Everybody whom a noun, pronoun or adjective of the sentence can stand for."""
    entities = clauses.document.entities
    return [entities[number] for number in clauses.meant | clauses.by_adjective]
