"""Tell whom the noun phrases of one sentence denote, alone and with what they are coordinated with."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.naming import Naming
from store.extraction.document import Mention
from store.extraction.lexicon.words import words_of
from store.records import Kind

_NEW_BODIES: Final = frozenset(
    "force body alliance coalition front group movement organisation organization union council army".split()
)
# What stands behind a name without belonging to it: "took A soldiers hostage", "held A responsible for".
_CALLING: Final = frozenset({"call", "name", "know", "dub", "style"})
_OTHERS: Final = frozenset("enemies rivals foes allies partners friends comrades".split())
_QUANTITY: Final = frozenset(
    "dozens hundreds scores thousands several dozen most many some number numbers handful couple total"
    " majority tens plenty".split()
)
_WRITTEN: Final = frozenset("report statement study communique investigation".split())
_ARMS: Final = frozenset({"wing", "arm", "branch"})
_RULERS: Final = frozenset({"government", "authorities", "regime", "junta", "administration"})
_GONE: Final = frozenset({"deserter", "deserters", "defector", "defectors", "veteran", "veterans"})
_HELD: Final = frozenset("use man run operate own control occupy hold".split())
_LIST_LEADS: Final = frozenset({"including", "like", "especially", "notably", "namely", "particularly", "e.g"})


class Clauses(Naming):
    """The items of one sentence, asked whom they denote."""

    FORMER: Final = "former "

    def denotes(self, number: int) -> list[Referent]:
        """Whom a noun phrase denotes with what follows it: "members of X", "groups such as X", "the town of X"."""
        item = self.items[number]
        if item.possessor is not None and not item.mentions and self.low(item) not in words_of("leader_noun"):
            explained = self._explained(number, self.low(item)) if number + 2 < len(self.items) else []
            if explained:
                return explained  # "founded its strongest member, A"
        own = self.named(item)
        if own or item.tag != "NP":
            return own
        head = self.low(item)
        if item.owners and head in _ARMS and item.owners[-1].last + 3 >= item.last:
            apposed = number + 1 < len(self.items) and self.items[number + 1].tag == ","
            if not apposed and self.document.entities[item.owners[-1].entity].kind.acts:
                return [self.referent(item.owners[-1], f"its {head}")]
        if number + 2 >= len(self.items):
            return []
        listed = self._listed_behind(number, head) or self._explained(number, head) or self._so_called(number, head)
        if listed:
            return listed
        following = self.items[number + 1]
        word = self.word(following)
        if (
            head in {"alliance", "coalition", "partnership"}
            and following.tag == "P"
            and word in {"between", "of"}
            and self.items[number + 2].tag == "NP"
        ):
            return [self._via(r, f"in the {head}") for r in self.members(number + 2)]
        if self.low(following) == "such" and self.word(self.items[number + 2]) == "as" and number + 3 < len(self.items):
            return [self._via(r, f"{head} such as") for r in self.members(number + 3)]
        counted = head in _QUANTITY or (item.first == item.last and self.tag(item.first) == "D")
        if counted and following.tag == "P" and word == "of":
            return self.members(number + 2)
        if head in _WRITTEN and following.tag == "P" and word in {"by", "from"}:
            return self.named(self.items[number + 2])
        if head in _GONE and word in {"of", "from"}:
            return []  # "deserters of the army" are not the army
        people = head in words_of("fighter_noun") or head in words_of("group_noun") or head in words_of("body_noun")
        if following.tag == "P" and self.items[number + 2].tag in ("NP", "O"):
            place = head in words_of("place_lead") or head in words_of("part_noun")
            if head in _OTHERS and word == "of" and self.word(item) in words_of("possessive"):
                return [self._via(r, f"{head} of") for r in self.members(number + 2)]  # "its old enemies of the B"
            if head in words_of("leader_noun") and word in {"of", "for", "from"}:
                return [self._via(r, f"{head} {word}") for r in self.members(number + 2)]
            if (
                (
                    people
                    and (word in {"of", "from", "within"} or (word == "for" and head in words_of("asset_noun")))
                    and head not in {"coalition", "alliance", "group", "groups", "faction"}
                )
                or (
                    people
                    and word in {"from", "of"}
                    and head in words_of("fighter_noun")
                    and head not in {"group", "groups"}
                )
                or (place and word in {"of", "in", "around", "from"} and word != "from")
            ):
                gone = self.FORMER if self.document.tokens.low[item.last - 1] in {"former", "ex"} else ""
                return [self._via(r, f"{gone}{head} {word}") for r in self.members(number + 2)]
            if word == "in" and head in _RULERS:
                states = [r for r in self.named(self.items[number + 2]) if self._is_state(r)]
                return [self._via(r, f"{head} in") for r in states]
            if word in _LIST_LEADS or (word == "as" and self.low(item) == "such"):
                return [self._via(r, f"among the {head}") for r in self.members(number + 2)]
        lead = self.items[number + 2]
        if people and following.tag == "," and lead.tag == "P" and self.word(lead) in _LIST_LEADS:
            if number + 3 < len(self.items):
                return [self._via(r, f"among the {head}") for r in self.members(number + 3)]
            return []
        if people:
            for k in range(number + 1, min(number + 6, len(self.items) - 2)):
                if self.word(self.items[k]) == "among" and self.word(self.items[k + 1]) == "them":
                    return [self._via(r, f"among the {head}") for r in self.members(k + 2)]
                if self.items[k].tag not in ("P", "NP", ","):
                    break
        held = following.tag == "V" and not following.auxiliary and following.lemma in _HELD
        if held and (people or head in words_of("asset_noun")) and self.word(self.items[number + 2]) == "by":
            found = self.members(number + 3) if number + 3 < len(self.items) else []
            return [self._via(r, f"{head} {self.word(following)} by") for r in found]
        if people and following.tag == "V" and following.form == "ing" and following.lemma in {"belong", "include"}:
            start = number + 3 if self.items[number + 2].tag == "P" else number + 2
            if start < len(self.items):
                return [self._via(r, f"{head} of") for r in self.members(start)]
        return []

    def names_person(self, number: int) -> bool:
        """Whether the last name of an item is a person's."""
        who = self.items[number].mentions[-1:]
        return bool(who) and self.document.entities[who[0].entity].kind is Kind.PERSON

    def _only_place(self, item: Item) -> bool:
        """Whether a phrase is nothing but the name of a place."""
        place = len(item.mentions) == 1 and self.document.entities[item.mentions[0].entity].kind is Kind.PLACE
        return place and item.mentions[0].last == item.last

    def _is_state(self, referent: Referent) -> bool:
        return self.document.entities[referent.entity].kind is Kind.STATE

    def _listed_behind(self, number: int, head: str) -> list[Referent]:
        """The names that a noun announces: "two groups, A and B, ...", "a new force, C"."""
        item = self.items[number]
        if self.items[number + 1].tag == ":" and head.endswith("s"):
            return self.members(number + 2)  # "took three towns: X, Y and Z"
        if head.endswith("s") and head in words_of("group_noun") and (found := self._at_the_end(number)):
            return [self._via(r, f"the {head}") for r in found]
        if self.items[number + 1].tag != "," or self.items[number + 2].tag != "NP" or self.tag(item.first) != "D":
            return []
        plural = head in words_of("group_noun") or head in {
            "factions",
            "groups",
            "parties",
            "countries",
            "states",
            "forces",
        }
        if plural and head.endswith("s"):
            found = self.members(number + 2)
            return [self._via(r, f"the {head}") for r in found] if len(found) > 1 else []
        if self.word(item) in {"a", "an"} and head in _NEW_BODIES:
            return [self._via(r, f"a {head}") for r in self.named(self.items[number + 2])[:1]]
        return []

    def _at_the_end(self, number: int) -> list[Referent]:
        """The list behind the colon with which a sentence ends: "Two factions left A: B and C"."""
        items = self.items
        colon = next((k for k in range(number + 1, len(items) - 1) if items[k].tag == ":"), -1)
        if colon < 0 or items[colon + 1].tag != "NP" or any(i.tag == "V" for i in items[colon:]):
            return []
        if any(self.low(i).endswith("s") and not i.mentions for i in items[number + 1 : colon] if i.tag == "NP"
               and self.low(i) in words_of("group_noun")):  # fmt: skip
            return []
        found = self.members(colon + 1)
        return found if len(found) > 1 else []

    def _explained(self, number: int, head: str) -> list[Referent]:
        """The name behind a noun that it explains: "an old foe, X", "a breakaway of Y, X", "his son, P"."""
        items = self.items
        if self.tag(items[number].first) != "D" or head.endswith("s"):
            return []
        person = head in words_of("leader_noun") or head in words_of("kin_noun")
        if not (person or head in self.lexicon.identities or head in words_of("body_noun") | words_of("party_noun")):
            return []
        k = number + 1
        inner = -1
        if k + 1 < len(items) and self.word(items[k]) in {"of", "to", "in", "from"} and items[k + 1].tag == "NP":
            inner = k + 1
            k += 2
        if k < len(items) and items[k].tag == "NP" and items[k].mentions and self.tag(items[k].first) == "D":
            k -= 1  # "its ally the X"
        elif k >= len(items) or items[k].tag != ",":
            return []
        if k + 1 >= len(items) or items[k + 1].tag != "NP" or not items[k + 1].mentions:
            return []
        name = items[k + 1].mentions[-1]
        following = items[k + 2].tag if k + 2 < len(items) else "."
        if name.last != items[k + 1].last or following not in (",", ".", ";", ")", "P"):
            return []
        if inner >= 0 and any(m.entity == name.entity for m in items[inner].mentions):
            return []
        kind = self.document.entities[name.entity].kind
        if (kind is Kind.PERSON) is not person or kind is Kind.PLACE:
            return []
        return [self.referent(name, f"the {head}")]

    def _so_called(self, number: int, head: str) -> list[Referent]:
        """The name that a body has: "merged into a body that calls itself X", "a group called X"."""
        items = self.items
        if (
            self.word(items[number]) not in {"a", "an", "one", "another"}
            or head not in words_of("body_noun") | _NEW_BODIES
        ):
            return []
        k = number + 1 + (items[number + 1].tag == "R")
        if items[k].tag != "V" or items[k].lemma not in _CALLING:
            return []
        k += 1
        while k < len(items) - 1 and (items[k].tag == "O" or self.word(items[k]) == "as"):
            k += 1
        if k >= len(items) or items[k].tag != "NP":
            return []
        return [self._via(r, f"a {head} called so") for r in self.named(items[k])[:1]]

    def members(self, number: int) -> list[Referent]:
        """All that a noun phrase and those coordinated with it to the right denote."""
        known = self._members.get(number)
        if known is not None:
            return known[:]
        found = self.denotes(number)[:]
        k = number
        while (following := self.coordinated(k)) > k:
            found.extend(self.denotes(following))
            k = following
        if self._settled:
            self._members[number] = found[:]
        return found

    def coordinated(self, number: int) -> int:
        """The next noun phrase of a list: over "and", or over a comma if the list goes on; else ``number``."""
        known = self._following.get(number)
        if known is None:
            known = self._next_of_list(number)
            if self._settled:
                self._following[number] = known
        return known

    def _next_of_list(self, number: int) -> int:
        items = self.items
        k = self._end(number) + 1
        if k + 3 < len(items) and self.word(items[k]) == "on" and items[k + 1].tag == "t" and items[k + 2].tag == "C":
            k += 2  # "seized X on Sunday and Y"
        if k + 1 >= len(items):
            return number
        joined = False
        while k < len(items) and (items[k].tag in (",", "C", "A") or self.word(items[k]) == "nor"):
            joined = joined or items[k].tag == "G"
            if items[k].tag == "C" and self.word(items[k]) in {"but"}:
                return number
            joined = joined or items[k].tag == "C"
            k += 1
        if k >= len(items) or items[k].tag != "NP" or k == self._end(number) + 1:
            return number
        after = self._end(k) + 1
        if after + 1 < len(items) and self.word(items[after]) == "of" and items[after + 1].form == "ing":
            before = pairwise(items[:number])
            if any(self.word(one) == "of" and other.form == "ing" for one, other in before):
                return number  # "accused A of arming B, and C of sheltering it"
        if joined and after + 1 < len(items) and self.word(items[after]) == "by" == self.word(items[number - 1]):
            return number  # "is backed by S and B by T"
        if joined and self._is_subject(k):
            # "X attacked A and B attacked C": the second name opens a clause of its own
            apart = number > 1 and items[number - 1].tag == "C" and items[number - 2].tag == ","
            return k if apart or self.open_subject(number) else number
        if joined:
            return k
        if self.title and items[k - 1].tag == "," and number == 0 and after < len(items) and items[after].tag == "V":
            return k if items[after].form == "base" and self.denotes(k) else number  # "A, B clash near T"
        if not self.denotes(k) or after >= len(items):
            return number
        if items[after].tag == "C" or (
            items[after].tag == "," and after + 1 < len(items) and (items[after + 1].tag in ("NP", "C"))
        ):
            return k
        return number

    def _is_subject(self, k: int) -> bool:
        """Whether a finite verb follows a phrase, over what hangs on it: "B (of the C mission, D,) attacked"."""
        items = self.items
        j = self._end(k) + 1
        while j + 1 < len(items) and items[j].tag == "P" and items[j + 1].tag == "NP":
            j += 2
        if j + 2 < len(items) and j > self._end(k) + 1 and items[j].tag == items[j + 2].tag == ",":
            j += 3
        return j < len(items) and items[j].tag in ("V", "X", "M") and items[j].form not in ("ing", "participle")

    def open_subject(self, number: int) -> bool:
        """Whether no verb stands before this phrase in its clause, so that a list in it is still the subject."""
        for k in range(number - 1, -1, -1):
            item = self.items[k]
            if item.tag in ("V", "X"):
                if item.tag == "V" and not item.auxiliary and self.word(self.items[k + 1]) == "by":
                    continue  # "according to documents seen by us, A and B fought"
                return False
            if item.tag in ("S", ";", "R"):
                return True
        return True

    def _end(self, number: int) -> int:
        """The item with which a phrase ends, its bracketed acronym included."""
        known = self._ends.get(number)
        if known is None:
            known = self._find_end(number)
            if self._settled:
                self._ends[number] = known
        return known

    def _find_end(self, number: int) -> int:
        items = self.items
        k = number
        if k + 2 < len(items) and items[k + 1].tag == "(":
            for m in range(k + 2, min(k + 8, len(items))):
                if items[m].tag == ")":
                    return m
        item = items[number]
        led = k + 2 < len(items) and self.word(items[k + 1]) == "of" and items[k + 2].tag == "NP"
        group = item.mentions[-1] if item.mentions else None
        if (
            led
            and group is not None
            and (group.last == item.last or self.tag(item.last) == ")")
            and self.document.entities[group.entity].acts
        ):
            listed = k + 3 < len(items) and items[k + 3].tag in (",", "C") and self._only_place(items[k + 2])
            listed = listed or self._unit_of(group, items[k + 2])  # "the Special Operations Group of the Kerala Police"
            return self._end(k + 2) if listed or self.names_person(k + 2) else k  # "the Liberation Army of P"
        open_ended = not self.named(item) and k + 2 < len(items) and items[k + 2].tag == "NP"
        if open_ended and items[k + 1].tag == "P" and self.word(items[k + 1]) in {"of", "from"}:
            return self._end(k + 2)
        return k

    def _unit_of(self, unit: Mention, item: Item) -> bool:
        """Whether a phrase behind "of" names the force that a unit belongs to."""
        entities = self.document.entities
        if entities[unit.entity].kind is not Kind.STATE or not item.mentions or item.owners:
            return False
        force = entities[item.mentions[-1].entity]
        return force.kind is Kind.STATE and (force.role is not None or force.state is None)
