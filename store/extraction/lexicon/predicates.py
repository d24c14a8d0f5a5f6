"""The predicates of data/predicates.tsv: which words between two names say which relation, and who is who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Final

from store.extraction.lexicon.inflection import plural, verb_forms
from store.extraction.lexicon.words import DATA, words_of
from store.records import Relation

COLUMNS: Final = ("forms", "class", "relation", "subject", "object", "note")
CLASSES: Final = frozenset({"verb", "noun", "identity", "suffix", "adjective"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate: its words (lemmas), and in which slots its subject and object stand, likeliest first.

    ``form`` are the words as they stand in the file.
    """

    words: tuple[str, ...]
    kind: str
    relation: Relation
    subject: tuple[str, ...]
    object: tuple[str, ...]
    note: str = ""
    form: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "form", " ".join(self.words))


@dataclass(slots=True)
class Begun:
    """The predicates that begin with a word: those that are this word ``alone``, and ``phrases``.

    These are filed under the longest of their further words, which is the rarest as a rule ("sanctions" in "impose
    sanctions on"); ``telling`` holds all these words. Phrases, and those alone once more in ``placed``, stand with
    their places among all that begin with the word.
    """

    alone: list[Predicate] = field(default_factory=list)
    placed: list[tuple[int, Predicate]] = field(default_factory=list)
    phrases: dict[str, list[tuple[int, Predicate]]] = field(default_factory=dict)
    telling: frozenset[str] = frozenset()

    @classmethod
    def of(cls, predicates: Sequence[Predicate]) -> Begun:
        """Sort predicates with the same first word."""
        begun = cls([predicate for predicate in predicates if len(predicate.words) == 1])
        for place, predicate in enumerate(predicates):
            if len(predicate.words) == 1:
                begun.placed.append((place, predicate))
            else:
                begun.phrases.setdefault(max(predicate.words[1:], key=len), []).append((place, predicate))
        begun.telling = frozenset(begun.phrases)
        return begun


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All predicates by their first word: verbs by lemma, the others by every form they take.

    ``forms`` are the lemmas of a verb form, each with the form's name; ``triggers`` all predicates but suffixes by
    every form in which their first word stands in a text.
    """

    verbs: dict[str, tuple[Predicate, ...]]
    nouns: dict[str, tuple[Predicate, ...]]
    identities: dict[str, tuple[Predicate, ...]]
    suffixes: dict[str, tuple[Predicate, ...]]
    adjectives: dict[str, tuple[Predicate, ...]]
    forms: dict[str, tuple[tuple[str, str], ...]]
    triggers: dict[str, tuple[Predicate, ...]]
    # the triggers of each class again ("" for all classes), by their first word
    begun: dict[str, dict[str, Begun]]

    def standing(self, word: str, vocabulary: frozenset[str], kind: str = "") -> list[Predicate]:
        """The triggers of a word (of one class) whose further words are all in a vocabulary, in order.

        The list is not to be altered. Some words begin hundreds of phrases: only those whose longest further word is
        there are looked at.
        """
        begun = self.begun[kind].get(word)
        if begun is None:
            return []
        if begun.telling.isdisjoint(vocabulary):
            return begun.alone
        longer = [
            entry
            for word in begun.telling & vocabulary
            for entry in begun.phrases[word]
            if vocabulary.issuperset(entry[1].words[1:])
        ]
        if not longer:
            return begun.alone
        return [predicate for _, predicate in sorted(begun.placed + longer, key=itemgetter(0))]


def read_predicates(path: Path) -> list[Predicate]:
    """Read a file of predicates; raises ValueError with file and line where it breaks the format."""
    found: list[Predicate] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            bare = line.rstrip("\n")
            if not bare.strip() or bare.startswith("#") or bare.split("\t") == list(COLUMNS):
                continue
            cells = bare.split("\t")
            if len(cells) != len(COLUMNS) or cells[1] not in CLASSES:
                raise ValueError(
                    f"{path.name}:{number}: expected six cells and a class of {', '.join(sorted(CLASSES))}"
                )
            try:
                relation = Relation(cells[2])
            except ValueError:
                raise ValueError(f"{path.name}:{number}: no relation is called {cells[2]!r}") from None
            subject, object_ = (tuple(part.strip() for part in cell.split(";") if part.strip()) for cell in cells[3:5])
            forms = [form.replace("-", " - ").split() for form in cells[0].split(";") if form.strip()]
            found += [Predicate(tuple(words), cells[1], relation, subject, object_, cells[5]) for words in forms]
    return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped predicates, read once."""
    by_class: dict[str, dict[str, list[Predicate]]] = {name: {} for name in CLASSES}
    lemmas = set(
        words_of("common_verb")
        | words_of("saying_verb")
        | words_of("light_verb")
        | words_of("receive_verb")
        | words_of("causative_verb")
        | words_of("saying_as")
        | words_of("plan_verb")
    )
    for predicate in read_predicates(DATA / "predicates.tsv"):
        index = by_class[predicate.kind]
        if predicate.kind == "verb":
            lemmas.add(predicate.words[0])
            index.setdefault(predicate.words[0], []).append(predicate)
            continue
        first = predicate.words[0]
        keys = {first}
        if predicate.kind in ("noun", "identity") and len(predicate.words) == 1:
            keys.add(plural(first))
        for key in keys:
            index.setdefault(key, []).append(predicate)
    forms: dict[str, list[tuple[str, str]]] = {}
    for lemma in sorted(lemmas):
        if " " in lemma:
            continue
        for name, form in verb_forms(lemma).items():
            forms.setdefault(form, []).append((lemma, name))
    for lemma in ("combat", "target", "benefit", "focus", "travel", "model", "cancel", "signal", "label"):
        if lemma in lemmas:
            for form in (lemma + lemma[-1] + "ing", lemma + lemma[-1] + "ed"):
                forms.setdefault(form, []).append((lemma, "ing" if form.endswith("ing") else "past"))
    frozen = {
        name: {key: tuple(sorted(values, key=lambda p: -len(p.words))) for key, values in index.items()}
        for name, index in by_class.items()
    }
    triggers: dict[str, list[Predicate]] = {}
    for name in ("noun", "identity", "adjective"):
        for key, predicates in frozen[name].items():
            triggers.setdefault(key, []).extend(predicates)
    for form, values in forms.items():
        for lemma in dict.fromkeys(lemma for lemma, _ in values):
            triggers.setdefault(form, []).extend(frozen["verb"].get(lemma, ()))
    begun: dict[str, dict[str, Begun]] = {name: {} for name in ("", *CLASSES)}
    for form, found in triggers.items():
        if found:
            begun[""][form] = Begun.of(found)
        for name in {predicate.kind for predicate in found}:
            begun[name][form] = Begun.of([predicate for predicate in found if predicate.kind == name])
    return Lexicon(
        frozen["verb"], frozen["noun"], frozen["identity"], frozen["suffix"], frozen["adjective"],
        {form: tuple(values) for form, values in forms.items()},
        {form: tuple(predicates) for form, predicates in triggers.items() if predicates},
        begun,
    )  # fmt: skip


def noun_matches(predicates: Sequence[Predicate], low: list[str], i: int, last: int) -> Predicate | None:
    """The first of noun predicates whose words begin at token ``i`` (the last word may be a plural)."""
    for predicate in predicates:
        words = predicate.words
        if i + len(words) - 1 > last:
            continue
        end = low[i + len(words) - 1]
        if len(words) > 1 and low[i : i + len(words) - 1] != list(words[:-1]):
            continue
        if end == words[-1] or end == plural(words[-1]):
            return predicate
    return None
