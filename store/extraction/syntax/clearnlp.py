"""From ClearNLP dependencies, the labels of spaCy's English pipelines, to Universal Dependencies."""

from __future__ import annotations

from collections.abc import Iterable

from store.extraction.syntax.parser import Parse

# Labels that only change their name.
_RENAMED = {
    "ROOT": "root",
    "acomp": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dobj": "obj",
    "dative": "iobj",
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
    "attr": "xcomp",
}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
# Dependents that stay with "be" as it turns from head to copula would be orphans: all of them move.
_BE = frozenset(["be", "am", "is", "are", "was", "were", "been", "being", "'s", "'m", "'re", "’s", "’m", "’re"])


def is_clearnlp(labels: Iterable[str]) -> bool:
    """Whether a parser's label inventory is ClearNLP's."""
    return bool({"pobj", "dobj", "nsubjpass"} & set(labels))


def to_universal(parse: Parse, forms: list[str]) -> Parse:
    """The tree with content words as heads: "attacked -prep-> by -pobj-> rebels" becomes "attacked -obl:agent-> rebels"."""
    heads = [0, *parse.heads]
    labels = ["", *parse.labels]
    size = len(heads)
    # Copulas first: "is -attr-> group" becomes "group -cop-> is", so that prepositions then find their new heads.
    for i in range(1, size):
        if labels[i] in {"attr", "acomp"} and heads[i] and forms[heads[i] - 1].lower() in _BE:
            be = heads[i]
            heads[i], labels[i] = heads[be], labels[be]
            for j in range(1, size):
                if heads[j] == be and j != i:
                    heads[j] = i
            heads[be], labels[be] = i, "cop"
    # A preposition hands its place to its object, innermost first as in "from behind the lines".
    for i in reversed(range(1, size)):
        preposition = heads[i]
        if (
            labels[i] in {"pobj", "pcomp"}
            and preposition
            and labels[preposition] in _PREPOSITIONS | {"pobj", "pcomp", "case"}
        ):
            _swap(heads, labels, i, preposition, parse.upos)
    for i in range(1, size):
        labels[i] = _renamed(labels[i], i, heads, parse.upos)
    _flatten_conjuncts(heads, labels)
    return Parse(tuple(heads[1:]), tuple(labels[1:]), parse.upos)


def _swap(heads: list[int], labels: list[str], content: int, preposition: int, upos: tuple[str, ...]) -> None:
    role, clause = labels[preposition], labels[content] == "pcomp"
    heads[content] = heads[preposition]
    if role in {"pobj", "pcomp"}:
        labels[content] = role
    elif clause:
        labels[content] = "advcl" if upos[heads[content] - 1] in {"VERB", "AUX", "ADJ"} else "acl"
    elif role == "agent":
        labels[content] = "obl:agent"
    else:
        labels[content] = "nmod" if heads[content] and upos[heads[content] - 1] in _NOMINAL else "obl"
    for j in range(1, len(heads)):
        if heads[j] == preposition:
            heads[j] = content
    heads[preposition], labels[preposition] = content, "mark" if clause else "case"


def _renamed(label: str, i: int, heads: list[int], upos: tuple[str, ...]) -> str:
    if label in {"prep", "agent"}:  # without an object, as in "moved in"
        return "advmod"
    if label == "pobj":
        return "obl"
    if label == "pcomp":
        return "advcl"
    if label == "nmod" and heads[i] and upos[i - 1] == "ADJ":
        return "amod"
    return _RENAMED.get(label, label)


def _flatten_conjuncts(heads: list[int], labels: list[str]) -> None:
    """Conjuncts hang on the first one, each with the conjunction before it: ClearNLP makes chains."""
    for i in range(1, len(heads)):
        while labels[i] == "conj" and heads[i] and labels[heads[i]] == "conj":
            heads[i] = heads[heads[i]]
    for i in range(1, len(heads)):
        if labels[i] == "cc":
            following = [
                j
                for j in range(i + 1, len(heads))
                if labels[j] == "conj" and (heads[j] == heads[i] or heads[heads[i]] == heads[j])
            ]
            if following:
                heads[i] = following[0]
