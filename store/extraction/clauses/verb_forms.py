"""Tell whether a form that can be a verb is one, by what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from store.extraction.clauses.closed_words import closed_tags
from store.extraction.document import Document
from store.extraction.lexicon.predicates import lexicon
from store.extraction.lexicon.words import words_of

NUMBERS: Final = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety".split()
)
# Words behind a form that can be noun or verb ("attacks on", "talks were") that show it to be the noun.
_NOUN_FOLLOWERS: Final = frozenset("on in by of have were are and had between near at since against".split())
_HELPING: Final = frozenset({"backing", "training", "funding", "financing", "shelling", "bombing"})
_SAYING: Final = frozenset("say claim insist deny believe allege admit argue".split())
_MUTUAL: Final = frozenset("clash battle fight exchange trade swap sign agree resume hold reach seal unite vow".split())
_STRIKES_DO: Final = frozenset("kill wound injure leave hit strike destroy target displace".split())
_SUPPOSED: Final = frozenset({"suspected", "presumed", "alleged"})
# Words that show a form in -ing behind a noun to be a noun: "a suicide bombing that".
_BEHIND_NOUN: Final = frozenset("of in on , . and by against that which at near for has was were killed left".split())


def _is_past(forms: Mapping[str, tuple[tuple[str, str], ...]], word: str) -> bool:
    """Whether a word is a verb in the past: "fighting flared"."""
    return any(name == "past" for _, name in forms.get(word, ()))


class VerbForms:
    """Tells verbs from nouns by word lists and by the tags before a form."""

    def __init__(self) -> None:
        self.closed = closed_tags()
        self.forms = lexicon().forms
        self.never = words_of("never_verb")
        self.doubtful = words_of("ambiguous_verb")
        self.nouns = lexicon().nouns
        self.bodies = lexicon().identities.keys() | words_of("body_noun") | words_of("group_noun")
        self.forces = words_of("military_noun") | {"force"}

    def adjectival(self, document: Document, i: int) -> bool:
        """Whether a name is only the adjective of a state's deed: the "Syrian" of "Syrian backing"."""
        mention = document.mention_at(i)
        return mention is not None and mention.source == "force" and mention.role == "government" and mention.last == i

    def is_verb(
        self, document: Document, low: str, i: int, first: int, last: int, before: list[str], *, headline: bool
    ) -> bool:
        """Whether the form ``low`` at token ``i`` is a verb here; ``before`` are the tags up to it."""
        tokens = document.tokens
        names = {name for _, name in self.forms[low]}
        k = len(before) - 1
        while k >= 0 and before[k] == "A":
            k -= 1
        previous = before[k] if k >= 0 else ""
        word = tokens.low[first + k] if k >= 0 else ""
        after = tokens.low[i + 1] if i < last else ""
        if previous in ("M", "T") or (previous == "G" and "base" in names) or low == "include":
            return True
        if low == "armed" and previous in ("X", "D") and after.removesuffix("s") in self.bodies:
            return False  # "were armed wings of A"
        if previous == "X":
            return (
                word in words_of("do") or "ing" in names or bool(names & {"past", "participle"}) or "base" not in names
            )
        if previous == "," and "base" in names and before[k - 1] == "E" and i < last:
            clause = before[max((n for n, tag in enumerate(before) if tag in ("S", ";", "C")), default=-1) + 1 :]
            verbless = "," in clause[:-1] and {"V", "X", "M", "R", "T"}.isdisjoint(clause)
            if verbless and word == "," and (document.at[i + 1] >= 0 or self.closed.get(after) in ("P", "D")):
                return True  # "its rivals, A, work with"
        if (
            previous == "D"
            and word in {"each", "both", "neither"}
            and (document.at[min(i + 1, last)] >= 0 or after in self.closed)
        ):
            return bool(names & ({"past"} if word == "both" else {"s", "past"}))
        if low in _SUPPOSED and previous in ("", "C", "P", ",", "(", "D") and after not in self.closed:
            return False  # "and suspected A militants"
        if previous in ("D", "s") or (previous == "P" and "ing" not in names):
            return False
        if {"base", "past"} <= names and previous == "E" and "R" in before[-6:] and "V" not in before[-6:]:
            return True  # "from which A split in 2010"
        if {"base", "past"} <= names and previous in ("E", "N", "O", "R", ")", "A", "t"):
            # "split", "hit", "cut": the form tells nothing, what stands behind does
            struck = low == "hit" and word in self.forces and previous == "N" and after.endswith("s")
            return i < last and (
                struck or document.at[i + 1] >= 0 or (after in self.closed and after not in {"by", "of", "in", "on"})
            )
        if names & {"past", "participle"} and "base" not in names:
            return self._pastis_verb(document, i, last, previous, before, k)
        if "ing" in names:
            if word == "ethnic":
                return False  # "ethnic cleansing"
            noun = low in self.nouns and previous == "E" and after in {"of", "on", "by"}  # "Russian shelling of T"
            if previous == "E" and low in _HELPING and self.adjectival(document, first + k):
                return False  # "with Syrian backing"
            noun = noun or (low == "meeting" and previous in ("N", "V"))  # "cancelled a planned meeting with B"
            noun = (
                noun
                or (low in self.nouns and previous in ("N", "V") and after in _BEHIND_NOUN)
                or (not previous and low in self.nouns and after not in self.closed and _is_past(self.forms, after))
            )
            noun = noun or (low in self.nouns and after in {"between", "among"})
            # "killed in shelling by A", but "by shelling the town"
            noun = noun or (low in self.nouns and previous == "P" and after in {"by", "from"})
            return not noun and low not in {"according", "during"}
        if "s" in names:
            return self._third_person(document, low, i, last, previous, word, after, headline=headline)
        if headline:
            return (
                previous in ("N", "E")
                and i < last
                and (
                    document.at[i + 1] >= 0
                    or after.isdigit()
                    or after in {"with", "to", "against", "over", "in"}
                    or tokens.shape[i + 1] == "d"
                    or after in NUMBERS
                    or ("," in before and previous == "E" and low in _MUTUAL)  # "A, B clash near T"
                )
            )
        if previous == "O":
            return word in {"they", "we", "you", "i", "who", "which"}
        if (
            previous in ("N", "E")
            and low in _SAYING
            and word.endswith("s")
            and after in {"in", "that", "they", "it", "."}
        ):
            return True  # "the rebels claim that they"
        if previous == "R":
            return True
        if previous == "C":
            return "V" in before[-6:] and (document.at[min(i + 1, last)] >= 0 or after in self.closed)
        clause = before[max((k for k, tag in enumerate(before) if tag in ("S", ";")), default=-1) + 1 :]
        if previous == "E" and after == "as" and "R" in clause and "V" not in clause[clause.index("R") :]:
            return True  # "whom A and B list as terrorists"
        if previous == "E" and "C" in clause[-6:] and "V" not in clause:
            # "A and B support the rebels"
            return document.at[min(i + 1, last)] >= 0 or after in {
                "the",
                "a",
                "an",
                "its",
                "their",
                "with",
                "each",
                "both",
                "one",
                "up",
            }
        if previous == "E" and self._helped(document, first + k):
            return document.at[min(i + 1, last)] >= 0 or after in self.closed  # "helped A fight B"
        if previous == "N" and word.endswith("s") and low not in self.nouns and low not in self.never:
            # "both sides accuse each other", "the rebels deny it"
            return document.at[min(i + 1, last)] >= 0 or self.closed.get(after, "") in ("D", "O", "P", "S")
        if previous in {"E", "N"}:
            # "rebels fight the army", but not "an ISIL attack"
            return (
                word.endswith("s")
                and (
                    after in {"the", "with", "against", "to", "a", "an", "for", "from", "their", "its"}
                    or document.at[min(i + 1, last)] >= 0
                )
                and not (
                    previous == "E"
                    and after in {"the", "against", "a"}
                    and low in {"attack", "strike", "offensive", "campaign"}
                )
            )
        return False

    def _helped(self, document: Document, i: int) -> bool:
        """Whether the name at a token is who is helped or let do something."""
        mention = document.mention_at(i)
        before = document.tokens.low[max(0, mention.first - 2) : mention.first] if mention is not None else []
        lead = before[0] if before[-1:] == ["the"] else "".join(before[-1:])
        return lead in {"help", "helps", "helped", "helping", "let", "lets"}

    def _pastis_verb(self, document: Document, i: int, last: int, previous: str, before: list[str], k: int) -> bool:
        tokens = document.tokens
        if previous in ("", "C", ",", "(", "Q", "S", "R", "O", "E", ":", "-", "V", "A", ";", "t", ")", "G"):
            if tokens.low[i] == "allied" and i < last and document.at[i + 1] >= 0:
                return False  # "A and allied B fighters"
            if previous in ("", ",", "C") and i < last and document.at[i + 1] >= 0 and previous == "":
                return True
            return previous != "-" or not tokens.glued[i]  # "A - led by B - said"
        if previous == "N" and "D" in before[-4:] and tokens.low[i + 1 : i + 2] and tokens.low[i + 1] in self.bodies:
            return False  # "the best armed member"
        return previous in ("N", "X")

    def _titled(self, document: Document, i: int, last: int) -> bool:
        """Whether a title with a capital begins here that a name follows: "backs (Prime) Minister X"."""
        k = i
        while k < min(i + 3, last) and document.tokens.shape[k] == "C" and document.tokens.low[k] in words_of("title"):
            k += 1
        return k > i and document.at[k] >= 0

    def _third_person(
        self, document: Document, low: str, i: int, last: int, previous: str, word: str, after: str, *, headline: bool
    ) -> bool:
        if previous not in ("E", "N", "O", "R", "C", "A", ")", ",", "Q"):
            return False
        if i == last:
            return False
        if low in self.nouns and after in _STRIKES_DO:
            return False  # "A attacks kill six B soldiers"
        named = document.at[i + 1] >= 0 or self._titled(document, i + 1, last)
        if previous in ("R", "O"):
            return True
        if low not in self.nouns and low not in self.doubtful:
            if previous == "N" and not named and after not in self.closed and document.tokens.shape[i + 1] != "d":
                return False
            return named or not (previous == "N" and word.endswith("s"))
        if not headline and (after in _NOUN_FOLLOWERS or (low in self.nouns and _is_past(self.forms, after))):
            return False  # "Israeli strikes hit T"
        if previous in ("C", ","):
            return named or after in {"to", "it", "them"} or self.closed.get(after) == "D"
        if previous == "N" and word.endswith("s") and not headline:
            return False
        return (
            named
            or after in self.closed
            or after in {"next", "side"}
            or document.tokens.shape[i + 1] == "d"
            or headline
            or document.tokens.low[i + 1] in self.forms
        )
