"""Tag the tokens of one sentence with the few word classes that the surface patterns turn on."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.verb_forms import NUMBERS, VerbForms
from store.extraction.document import Document
from store.extraction.lexicon.words import words_of
from store.records import Kind

# E name, D determiner, N noun or adjective, V verb, X auxiliary, M modal, G negation, P preposition, T "to" before a
# verb, C coordinator, S subordinator, R relative pronoun, O pronoun, A adverb, "," sign, Q quotation mark, t time, s 's
_SIGNS: Final = {
    ",": ",",
    ";": ";",
    ":": ":",
    "(": "(",
    ")": ")",
    "-": "-",
    "–": ",",
    "—": ",",
    "--": ",",
    "&": "C",
    ".": ".",
    "/": "C",
}
_QUOTES: Final = frozenset('"“”«»„‘')
# Words that _tag, or _closed_tag, looks at together with what stands around them.
_BY_SURROUNDINGS: Final = frozenset(
    "itself themselves himself close at than back set call calls reports styled based proclaimed".split()
)  # fmt: skip
_STYLED: Final = frozenset({"styled", "based", "proclaimed"})
_NEAR_NUMBERS: Final = frozenset("over about around than nearly under almost approximately".split())
_CLOSED_BY_SURROUNDINGS: Final = _NEAR_NUMBERS | frozenset("to that of known led most more least".split())


# Prepositions behind "A and B, united": what is no adjective there.
_BOUND: Final = frozenset({"under", "behind", "against", "with"})


class Tagger(VerbForms):
    """Tags sentences; keeps the word lists that it needs."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = frozenset({"heads", "leads", "commands"})
        self.serving = frozenset(
            {"arms", "trains", "funds", "hosts", "backs", "supplies", "houses", "shelters", "heads"}
        )
        self.named_ly = words_of("no_adverb")  # nouns and adjectives in -ly
        self.weekdays = words_of("weekday")
        self.times = self.weekdays | words_of("month") | {"today", "yesterday", "tonight"}
        told = self.times | _BY_SURROUNDINGS
        # All that can be anything but a noun, and the words of one tag whatever stands around them: nearly all words
        # of a text are told by these two alone.
        self.open = frozenset(told | self.closed.keys() | self.forms.keys())
        self.plain = {
            word: tag for word, tag in self.closed.items() if word not in told and word not in _CLOSED_BY_SURROUNDINGS
        }

    def tags(self, document: Document, first: int, last: int, *, headline: bool) -> list[str]:
        """One tag for every token from ``first`` to ``last``."""
        tokens, end = document.tokens, last + 1
        tags: list[str] = []
        words = zip(document.at[first:end], tokens.low[first:end], tokens.shape[first:end], strict=True)
        for i, (named, low, shape) in enumerate(words, first):
            if named >= 0:
                tags.append("E")
            elif shape == "w" and low in self.plain:
                tags.append(self.plain[low])
            elif low in self.open or shape in "spd":
                tags.append(self._tag(document, low, shape, i, first, last, tags, headline=headline))
            else:
                tags.append("A" if shape == "w" and low.endswith("ly") and low not in self.named_ly else "N")
        return tags

    def _tag(
        self,
        document: Document,
        low: str,
        shape: str,
        i: int,
        first: int,
        last: int,
        before: list[str],
        *,
        headline: bool,
    ) -> str:
        tokens = document.tokens
        if shape == "s":
            return "X" if before and before[-1] == "O" else "s"
        if shape == "p":
            text = tokens.text[i]
            if text in _QUOTES:
                return "Q"
            if text in "'’":
                opened = (
                    "Q" in before and sum(tokens.text[first + k] in "'‘’" for k, t in enumerate(before) if t == "Q") % 2
                )
                return "s" if tokens.glued[i] and before and before[-1] in "EN" and low and not opened else "Q"
            if text == "." and tokens.glued[i] and i < last:
                return "N"  # the full stop of an abbreviation
            if text == "%":
                return "N"
            return _SIGNS.get(text, ",")
        if shape == "d":
            return "t" if (before and before[-1] == "t") or (len(low) == 4 and low[:2] in ("19", "20")) else "D"
        if low in self.times and (shape == "C" or (low in self.weekdays and len(low) > 4)):
            return "t"  # but not "the delegates sat down"
        if (low in _BY_SURROUNDINGS or low == "dead") and (told := self._special_tag(document, low, i, last, before)):
            return told
        if low in self.serving and shape == "w" and self._related(document, before, i, last):
            return "V"
        if low == "armed" and before[-1:] == [","] and "by" in tokens.low[i + 2 : i + 5]:
            return "V"  # "A, armed and paid by B,"
        day = low in self.weekdays and shape == "w"  # "sat", "wed": verbs, where they are no "Saturday"
        if low in self.closed and not day and (shape == "w" or i == first or headline):
            return self._closed_tag(document, low, i, last, before)
        if (
            low in self.forms
            and (
                low not in self.never
                or (low in self.doubtful and before and before[-1] in "EO")
                or (before and before[-1] in ("T", "M"))
                or (before and before[-1] in "E,)" and low.endswith("ed") and i < last and tokens.low[i + 1] in _BOUND)
                or (before and before[-1] in "E,)" and low in self.heading and i < last and self._led(document, i + 1))
                or (i > first and tokens.low[i - 1] == "who")
                or (before and "X" in before[-2:] and before[-1] in "XA" and low.endswith("ed"))
                or (i < last and tokens.low[i + 1] == "by" and low.endswith("ed"))
                or (before and before[-1] in "EOA" and i < last and document.at[i + 1] >= 0)
            )
            and (shape == "w" or headline or i == first)
        ) and self.is_verb(document, low, i, first, last, before, headline=headline):
            return "V"
        return "N"

    def _related(self, document: Document, before: list[str], i: int, last: int) -> bool:
        """Whether a relative pronoun shows a form such as "arms" to be a verb: "which trains B", "which A arms"."""
        if before[-1:] == ["R"]:
            return i < last and self._led(document, i + 1)
        told = "R" in before[-4:-1] and before[-1] == "E" and "V" not in before[-4:]
        return told and (i == last or document.tokens.text[i + 1] in {",", ".", "and"})

    def _special_tag(self, document: Document, low: str, i: int, last: int, before: list[str]) -> str:
        """The tag of a word of _BY_SURROUNDINGS where these make it something else; "" where they do not."""
        tokens = document.tokens
        if low == "dead" and before and before[-1] == "V":
            return "A"  # "shot dead two"
        if low in {"itself", "themselves", "himself"} and before and before[-1] in ("E", "N", "O", "X", ")"):
            return "A"
        if low == "close" and i < last and tokens.low[i + 1] == "to":
            return "A"
        if low == "at" and i < last and tokens.low[i + 1] in {"least", "most"}:
            return "D"
        if low == "than" and before and before[-1] == "D":
            return "D"  # "more than 30"
        if low == "back" and i < last and before and before[-1] == "E":
            named = document.at[i + 1] >= 0 or tokens.low[i + 1] in {"the", "its", "their", "an", "a"}
            if named and "V" not in before:
                return "V"
        unhyphened = low in _STYLED and before[-1:] == ["N"] and i < last and not tokens.glued[i]
        if unhyphened and (document.at[i + 1] >= 0 or tokens.low[i + 1] not in self.closed):
            return "N"  # "a self styled sergeant", "six valley based outfits"
        if low == "set" and i < last and tokens.low[i + 1] in {"fire", "up", "off", "ablaze", "out"}:
            return "V"
        if low in {"calls", "call"} and i < last and tokens.low[i + 1] in {"itself", "themselves"}:
            return "V"
        outlet = document.mention_at(i + 1) if low == "reports" and i < last else None
        if outlet is not None and document.entities[outlet.entity].kind is Kind.ORGANIZATION:
            return "V"  # "... killing two soldiers reports Dawn"
        return ""

    def _led(self, document: Document, i: int) -> bool:
        """Whether what can be led begins at a token: "P, a former policeman, heads the G9"."""
        return document.at[i] >= 0 or (document.tokens.low[i] in {"the", "a", "an"} and document.at[i + 1] >= 0)

    def _closed_tag(self, document: Document, low: str, i: int, last: int, before: list[str]) -> str:
        tokens = document.tokens
        tag = self.closed[low]
        after = tokens.low[i + 1] if i < last else ""
        if low == "to":
            base = (
                any(name == "base" for _, name in self.forms.get(after, ()))
                or after in {"be", "have", "do"}
                or (after in words_of("adverb") and after.endswith("ly"))
            )
            named = i < last and document.at[i + 1] >= 0
            return "T" if base and not named else "P"
        if low == "since" and before and before[-1] == "X":
            return "A"  # "have since fought"
        if low == "that" and before and before[-1] == "P" and after in self.bodies | {"government", "group", "country"}:
            return "D"  # "the head of that government"
        if low == "that":
            # "that" after a noun may open a relative clause, after a verb a reported one
            return "R" if before and before[-1] in "NE" else "S"
        following = tokens.shape[i + 1] if i < last else ""
        if low in _NEAR_NUMBERS and (following == "d" or after in NUMBERS):
            return "D" if low != "than" else "A"
        if (
            low == "of"
            and tokens.low[i - 1] in {"chief", "secretary", "minister"}
            and after in {"staff", "state", "defense", "defence", "interior", "foreign", "information", "justice"}
        ):
            return "N"
        if low in {"known", "led"}:
            return "V"
        if tag == "D" and low in {"most", "more", "least"} and after in words_of("adverb"):
            return "A"
        return tag
