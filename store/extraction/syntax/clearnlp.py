"""From ClearNLP dependencies, the labels of spaCy's English pipelines, to Universal Dependencies."""

from __future__ import annotations

from collections.abc import Iterable

from store.extraction.syntax.parser import Parse

# Labels that only change their name.
_RENAMED = {
    "ROOT": "root",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "nmod": "compound",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
# What is left at the end: prepositions without an object ("moved in"), complements of other verbs than "be".
_LEFT_OVER = {
    "acomp": "xcomp",
    "agent": "advmod",
    "attr": "xcomp",
    "dative": "iobj",
    "pcomp": "advcl",
    "pobj": "obl",
    "prep": "advmod",
}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_OBJECTS = frozenset({"pobj", "pcomp"})
_BE = frozenset("be am is are was were been being 's 'm 're ’s ’m ’re".split())


def is_clearnlp(labels: Iterable[str]) -> bool:
    """Whether a parser's label inventory is ClearNLP's."""
    return bool({"pobj", "dobj", "nsubjpass"} & set(labels))


def to_universal(parse: Parse, forms: list[str]) -> Parse:
    """Make content words heads: "attacked -agent-> by -pobj-> rebels" becomes "attacked -obl:agent-> rebels"."""
    heads = [0, *parse.heads]
    labels = ["", *(_renamed(label, upos) for label, upos in zip(parse.labels, parse.upos, strict=True))]
    places = range(1, len(heads))
    # Copulas first, "is -attr-> ally" becoming "ally -cop-> is", so that prepositions then find their new heads.
    for i in places:
        if labels[i] in {"attr", "acomp"} and heads[i] and forms[heads[i] - 1].lower() in _BE:
            _take_place(heads, labels, i, heads[i], labels[heads[i]], "cop")
    # A preposition hands its place to its object; of several the last one first, as in "from behind the lines".
    for i in reversed(places):
        while labels[i] in _OBJECTS and heads[i] and labels[heads[i]] in _PREPOSITIONS | _OBJECTS:
            clause = labels[i] == "pcomp" and parse.upos[i - 1] in {"VERB", "AUX"}
            governor = parse.upos[heads[heads[i]] - 1] if heads[heads[i]] else ""
            label = _label_of_object(labels[heads[i]], clause, governor)
            _take_place(heads, labels, i, heads[i], label, "mark" if clause else "case")
    labels = [_LEFT_OVER.get(label, label) for label in labels]
    _flatten_conjuncts(heads, labels)
    return Parse(tuple(heads[1:]), tuple(labels[1:]), parse.upos)


def _renamed(label: str, upos: str) -> str:
    return "amod" if label == "nmod" and upos == "ADJ" else _RENAMED.get(label, label)


def _take_place(heads: list[int], labels: list[str], content: int, function: int, label: str, new: str) -> None:
    """Put a content word in the place of the function word that was its head, with all its other dependents."""
    heads[content], labels[content] = heads[function], label
    for i in range(1, len(heads)):
        if heads[i] == function:
            heads[i] = content
    heads[function], labels[function] = content, new


def _label_of_object(role: str, clause: bool, governor: str) -> str:
    if role in _OBJECTS:  # the preposition is itself an object of one
        return "pcomp" if clause else "pobj"
    if clause:
        return "acl" if governor in _NOMINAL else "advcl"
    if role == "agent":
        return "obl:agent"
    return "nmod" if governor in _NOMINAL else "obl"


def _flatten_conjuncts(heads: list[int], labels: list[str]) -> None:
    """Conjuncts hang on the first one, each with the conjunction before it: ClearNLP makes chains."""
    before = list(heads)
    places = range(1, len(heads))
    for i in places:
        while labels[i] == "conj" and heads[i] and labels[heads[i]] == "conj":
            heads[i] = heads[heads[i]]
    for i in places:
        if labels[i] == "cc":
            following = (j for j in range(i + 1, len(heads)) if labels[j] == "conj" and before[j] == before[i])
            heads[i] = next(following, heads[i])
