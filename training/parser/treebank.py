"""Sentences of a treebank in CoNLL-U, and variants of them that look like the text the parser will meet."""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from store.extraction.syntax.features import NAME


@dataclass(frozen=True, slots=True)
class Sentence:
    """One annotated sentence; `heads` are 1-based with 0 for the root, `space_after` tells how the text is rebuilt."""

    text: str
    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.forms)


def read_conllu(path: Path) -> list[Sentence]:
    """All sentences of a CoNLL-U file, plain or xz-compressed. Empty nodes and multiword lines are left out."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return list(_sentences(lines))


def _sentences(lines: Iterable[str]) -> Iterator[Sentence]:
    text = ""
    rows: list[list[str]] = []
    for ended in lines:
        line = ended.rstrip("\n")
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line and not line.startswith("#"):
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
        elif not line and rows:
            yield _sentence(text, rows)
            rows = []
    if rows:
        yield _sentence(text, rows)


def _sentence(text: str, rows: list[list[str]]) -> Sentence:
    return Sentence(
        text=text,
        forms=tuple(r[1] for r in rows),
        lemmas=tuple(r[2] for r in rows),
        upos=tuple(r[3] for r in rows),
        heads=tuple(int(r[6]) for r in rows),
        labels=tuple(r[7] for r in rows),
    )


def merge(sentence: Sentence, start: int, end: int, form: str, upos: str) -> Sentence | None:
    """The sentence with tokens start..end-1 (0-based) as one token; None when they do not hang together at one head."""
    inside = range(start + 1, end + 1)
    tops = [i for i in inside if sentence.heads[i - 1] not in inside]
    if len(tops) != 1:
        return None
    top = tops[0]

    def moved(head: int) -> int:
        if head in inside:
            return start + 1
        return head if head <= start else head - (end - start - 1)

    def spliced(values: tuple[str, ...], value: str) -> tuple[str, ...]:
        return (*values[:start], value, *values[end:])

    heads = [moved(h) for h in sentence.heads]
    heads[start:end] = [moved(sentence.heads[top - 1])]
    return replace(
        sentence,
        forms=spliced(sentence.forms, form),
        lemmas=spliced(sentence.lemmas, form),
        upos=spliced(sentence.upos, upos),
        heads=tuple(heads),
        labels=spliced(sentence.labels, sentence.labels[top - 1]),
    )


def drop(sentence: Sentence, leaves: set[int]) -> Sentence:
    """The sentence without the given tokens (0-based), which must have no dependents."""
    kept = [i for i in range(len(sentence)) if i not in leaves]
    place = {0: 0} | {old + 1: new + 1 for new, old in enumerate(kept)}
    return replace(
        sentence,
        forms=tuple(sentence.forms[i] for i in kept),
        lemmas=tuple(sentence.lemmas[i] for i in kept),
        upos=tuple(sentence.upos[i] for i in kept),
        heads=tuple(place[sentence.heads[i]] for i in kept),
        labels=tuple(sentence.labels[i] for i in kept),
    )


_PARTICLE = re.compile(r"(?i:al|el|ul|ad|an|ar|as|ash|at|az|es|ez|ed|e|i)$")


def join_particles(sentence: Sentence) -> Sentence:
    """Join "al - Aqsa" to "al-Aqsa": the runtime's tokeniser keeps such names whole."""
    i = 0
    while i + 2 < len(sentence):
        first, sign, last = sentence.forms[i : i + 3]
        name = f"{first}{sign}{last}"
        if sign in "-–" and _PARTICLE.match(first) and last[:1].isupper() and name in sentence.text:
            joined = merge(sentence, i, i + 3, name, "PROPN")
            if joined is not None:
                sentence = joined
                continue
        i += 1
    return sentence


def without_signs(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence as some collections store it: commas gone, apostrophes gone, "Syria's" as "Syrias"."""
    parents = set(sentence.heads)
    commas = {i for i, form in enumerate(sentence.forms) if form == "," and i + 1 not in parents}
    if rng.random() < 0.3:
        commas |= {
            i for i, form in enumerate(sentence.forms) if form in {'"', "“", "”", "(", ")"} and i + 1 not in parents
        }
    if len(commas) < len(sentence):
        sentence = drop(sentence, commas)
    i = 1
    while i < len(sentence):
        if sentence.forms[i] in {"'s", "’s"}:
            owner = sentence.forms[i - 1]
            if sentence.labels[i] == "case" and sentence.heads[i] == i:
                joined = merge(sentence, i - 1, i + 1, owner + "s", sentence.upos[i - 1])
                sentence = joined or sentence
        i += 1
    forms = tuple(re.sub("['’]", "", f) or f if len(f) > 1 else f for f in sentence.forms)
    return replace(sentence, forms=forms)


def lower_cased(sentence: Sentence) -> Sentence:
    """The sentence in lower case."""
    return replace(sentence, forms=tuple(f.lower() for f in sentence.forms))


def _subtree(sentence: Sentence, top: int, stop: frozenset[str]) -> set[int]:
    found = {top}
    grown = True
    while grown:
        grown = False
        for i, head in enumerate(sentence.heads):
            if head - 1 in found and i not in found and not (head - 1 == top and sentence.labels[i] in stop):
                found.add(i)
                grown = True
    return found


# Dependents that stand outside a name even when its head is inside.
_OUTSIDE = frozenset(
    [
        "det",
        "case",
        "punct",
        "appos",
        "conj",
        "cc",
        "acl:relcl",
        "acl",
        "parataxis",
        "nmod:poss",
        "mark",
        "cop",
        "nsubj",
        "nsubj:outer",
        "advmod",
        "aux",
        "obl",
        "det:predet",
        "list",
        "discourse",
        "dep",
        "advcl",
        "advcl:relcl",
        "nmod:desc",
        "expl",
        "csubj",
        "ccomp",
        "xcomp",
        "obj",
        "vocative",
        "orphan",
    ]
)


def with_names_hidden(sentence: Sentence, rng: random.Random, share: float) -> Sentence:
    """Replace a share of the names by the placeholder, as callers who know the names will have it."""
    i = len(sentence) - 1
    while i >= 0:
        named = sentence.upos[i] == "PROPN"
        if not named and sentence.upos[i] == "NOUN":
            # "Kurdish forces", "Iraqi army": a capitalised modifier directly before the noun.
            named = (
                i > 0
                and sentence.heads[i - 1] == i + 1
                and sentence.labels[i - 1] in {"amod", "compound"}
                and sentence.forms[i - 1][:1].isupper()
                and sentence.forms[i - 1][1:2].islower()
                and i > 1
            )
        outer = sentence.heads[i] == 0 or sentence.labels[i] not in {"flat", "compound", "goeswith", "fixed"}
        if named and outer and rng.random() < share:
            whole = _subtree(sentence, i, _OUTSIDE)
            start, end = min(whole), max(whole) + 1
            if len(whole) == end - start <= 7:
                sentence = merge(sentence, start, end, NAME, "PROPN") or sentence
                i = min(start, len(sentence)) - 1
                continue
        i -= 1
    return sentence


@dataclass(frozen=True, slots=True)
class Substitutes:
    """Words that may stand in for each other: same part of speech, ending and capital."""

    words: dict[tuple[str, ...], list[str]]

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> Substitutes:
        """Collect the words of open classes of a treebank, every form once, so that rare ones are met more often."""
        words: dict[tuple[str, ...], dict[str, None]] = {}
        for sentence in sentences:
            for form, upos in zip(sentence.forms, sentence.upos, strict=True):
                if upos in _OPEN and form.isalpha():
                    words.setdefault(_class(form, upos), {})[form] = None
        return cls({key: list(forms) for key, forms in words.items()})

    def exchange(self, sentence: Sentence, rng: random.Random) -> Sentence:
        """The sentence with some words of open classes exchanged: nonsense with nearly the same syntax."""
        forms = list(sentence.forms)
        for i, (form, upos) in enumerate(zip(sentence.forms, sentence.upos, strict=True)):
            if upos in _OPEN and rng.random() < _OPEN[upos] and (choice := self.words.get(_class(form, upos))):
                forms[i] = rng.choice(choice)
        return replace(sentence, forms=tuple(forms))


# How often a word of the class is exchanged in a sentence chosen for it.
_OPEN = {"PROPN": 0.5, "NOUN": 0.2, "VERB": 0.1, "ADJ": 0.2}


def _class(form: str, upos: str) -> tuple[str, ...]:
    endings = ("ing", "ed", "s", "n") if upos == "VERB" else ("s", "er", "est")
    ending = next((e for e in endings if form.endswith(e)), "")
    case = "X" if form.isupper() and len(form) > 1 else "Xx" if form[:1].isupper() else "x"
    return upos, ending, case


def varied(sentence: Sentence, rng: random.Random, substitutes: Substitutes | None = None) -> Sentence:
    """The sentence as it is, or one of its variants."""
    if substitutes is not None and rng.random() < 0.3:
        sentence = substitutes.exchange(sentence, rng)
    if rng.random() < 0.18:
        sentence = with_names_hidden(sentence, rng, 0.8)
    roll = rng.random()
    if roll < 0.15:
        return without_signs(sentence, rng)
    if roll < 0.19:
        return lower_cased(sentence)
    return sentence
