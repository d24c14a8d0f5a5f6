"""Tag the tokens of one sentence with the few word classes that the surface patterns turn on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from store.extraction.clauses.closed_words import closed_tags
from store.extraction.document import Document
from store.extraction.lexicon.predicates import lexicon
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
_NUMBERS: Final = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety".split()
)
_CLOSED_BY_SURROUNDINGS: Final = _NEAR_NUMBERS | frozenset("to that of known led most more least".split())


# Words behind a form that can be noun or verb ("attacks on", "talks were") that show it to be the noun.
_NOUN_FOLLOWERS: Final = frozenset("on in by of have were are and had between near at since against".split())


_HELPING: Final = frozenset({"backing", "training", "funding", "financing", "shelling", "bombing"})
# Prepositions behind "A and B, united": what is no adjective there.
_BOUND: Final = frozenset({"under", "behind", "against", "with"})
_SAYING: Final = frozenset("say claim insist deny believe allege admit argue".split())

# Words that show a form in -ing behind a noun to be a noun: "a suicide bombing that".
_MUTUAL: Final = frozenset("clash battle fight exchange trade swap sign agree resume hold reach seal unite vow".split())
_STRIKES_DO: Final = frozenset("kill wound injure leave hit strike destroy target displace".split())
_SUPPOSED: Final = frozenset({"suspected", "presumed", "alleged"})
_BEHIND_NOUN: Final = frozenset("of in on , . and by against that which at near for has was were killed left".split())


def _is_past(forms: Mapping[str, tuple[tuple[str, str], ...]], word: str) -> bool:
    """Whether a word is a verb in the past: "fighting flared"."""
    return any(name == "past" for _, name in forms.get(word, ()))


class Tagger:
    """Tags sentences; keeps the word lists that it needs."""

    def __init__(self) -> None:
        self.closed = closed_tags()
        self.forms = lexicon().forms
        self.never = words_of("never_verb")
        self.doubtful = words_of("ambiguous_verb")
        self.heading = frozenset({"heads", "leads", "commands"})
        self.serving = frozenset(
            {"arms", "trains", "funds", "hosts", "backs", "supplies", "houses", "shelters", "heads"}
        )
        self.nouns = lexicon().nouns
        self.bodies = lexicon().identities.keys() | words_of("body_noun") | words_of("group_noun")
        self.named_ly = words_of("no_adverb")  # nouns and adjectives in -ly
        self.forces = words_of("military_noun") | {"force"}
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
        ) and self._is_verb(document, low, i, first, last, before, headline=headline):
            return "V"
        return "N"

    def _adjectival(self, document: Document, i: int) -> bool:
        """Whether a name is only the adjective of a state's deed: the "Syrian" of "Syrian backing"."""
        mention = document.mention_at(i)
        return mention is not None and mention.source == "force" and mention.role == "government" and mention.last == i

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
        if low in _NEAR_NUMBERS and (following == "d" or after in _NUMBERS):
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

    def _is_verb(
        self, document: Document, low: str, i: int, first: int, last: int, before: list[str], *, headline: bool
    ) -> bool:
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
            return self._past_is_verb(document, i, last, previous, before, k)
        if "ing" in names:
            if word == "ethnic":
                return False  # "ethnic cleansing"
            noun = low in self.nouns and previous == "E" and after in {"of", "on", "by"}  # "Russian shelling of T"
            if previous == "E" and low in _HELPING and self._adjectival(document, first + k):
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
                    or after in _NUMBERS
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

    def _past_is_verb(self, document: Document, i: int, last: int, previous: str, before: list[str], k: int) -> bool:
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
