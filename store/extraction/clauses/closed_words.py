"""The tags of the words that belong to closed classes: articles, pronouns, prepositions, auxiliaries."""

from __future__ import annotations

from typing import Final

from store.extraction.lexicon.words import words_of

_BY_CLASS: Final = (
    ("negation", "G"), ("modal", "M"), ("be", "X"), ("have", "X"), ("do", "X"), ("relative", "R"), ("possessive", "D"),
    ("pronoun", "O"), ("coordinator", "C"), ("preposition", "P"), ("subordinator", "S"), ("determiner", "D"),
    ("adverb", "A"),     ("weekday", "t"),
)  # fmt: skip


def closed_tags() -> dict[str, str]:
    """The tag of every word of a closed class, by the word."""
    tags: dict[str, str] = {}
    for name, tag in _BY_CLASS:
        for word in words_of(name):
            tags.setdefault(word, tag)
    tags.update(
        {
            "that": "R",
            "those": "D",
            "this": "D",
            "these": "D",
            "her": "D",
            "his": "D",
            "no": "D",
            "as": "P",
            "so": "A",
            "like": "P",
            "may": "M",
            "will": "M",
            "can": "M",
            "well": "A",
            "than": "S",
            "before": "P",
            "after": "P",
            "since": "P",
            "while": "S",
            "until": "S",
            "neither": "D",
            "either": "D",
            "both": "D",
            "including": "P",
            "following": "P",
            "one": "D",
            "particularly": "P",
            "especially": "P",
            "notably": "P",
            "namely": "P",
            "once": "A",
        }
    )
    return tags
