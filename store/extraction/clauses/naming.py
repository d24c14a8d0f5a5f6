"""Tell whom a noun phrase denotes by itself: by the name in it, the noun behind a name, or an adjective of a state."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.grouping import Grouped
from store.extraction.clauses.items import Item, Referent
from store.extraction.document import Mention
from store.extraction.lexicon.words import phrases_of, words_of
from store.records import Kind

_NOT_OF: Final = frozenset(
    "backed supported sponsored funded financed armed trained equipped linked affiliated aligned inspired allied"
    " based".split()
)
_PREDICATIVE: Final = frozenset({"prisoner", "hostage", "captive", "responsible", "accountable", "alive", "guilty"})


class Naming(Grouped):
    """The items of one sentence, asked whom each names by itself."""

    def settle(self) -> None:
        """Tell that all references are resolved: from now on what is asked again is remembered."""
        self._settled = True

    def named(self, item: Item) -> list[Referent]:
        """Whom a noun phrase denotes by itself: a name at its end, a name before a noun such as "fighters"."""
        if item.group:
            return list(item.group)
        if item.pronoun is not None:
            return [item.pronoun]
        if item.mentions:
            if item.own is None:
                item.own = self._named(item)
            return item.own[:]
        if item.possessor is not None:
            tokens = self.document.tokens
            head = tokens.low[item.last]
            if head in words_of("asset_noun") or head in words_of("military_noun") or head == "force":
                return [self._via(item.possessor, f"{item.possessor.via}, its {head}")]
        if item.tag == "NP" and self.states and item.last > item.first:
            if item.own is None:
                item.own = self._by_adjective(item)
            return item.own[:]
        return []

    def _by_adjective(self, item: Item) -> list[Referent]:
        """The state of "Saudi delegation" or "Russian command post", where the text names the state elsewhere."""
        low = self.document.tokens.low
        if low[item.last] not in words_of("state_asset") or self.tag(item.last) == "s":
            return []
        for i in range(item.first, item.last):
            for state in self.adjectives.get(low[i], ()):
                if state in self.states:
                    return [Referent(self.states[state], i, item.last, f"its {low[item.last]}")]
        return []

    def _named(self, item: Item) -> list[Referent]:
        """Whom the names inside a noun phrase denote there."""
        if item.tag != "NP":
            return []
        tokens = self.document.tokens
        last = item.mentions[-1]
        tail = [k for k in range(last.last + 1, item.last + 1) if self.tag(k) in ("N", "E", "V")]
        if tail and self.tag(item.last) == ")":
            tail = []
        if not tail:
            if item.last > last.last and self.tag(item.last) == "s":
                return []
            return [self.referent(m) for m in self._adjacent(item)]
        head = tokens.low[tail[-1]]
        if head in _PREDICATIVE and len(tail) == 1:
            return [self.referent(m) for m in self._adjacent(item)]  # "took Congolese soldiers hostage"
        if head in {"prisoner", "hostage", "captive"} and len(tail) > 1:
            head = tokens.low[tail[-2]]  # "took A fighters prisoner"
        if tokens.text[last.last + 1] == "-" and tokens.low[last.last + 2] in _NOT_OF:
            return []  # "Iran-backed militias" are not Iran
        kind = self.document.entities[last.entity].kind
        owned = last in item.owners
        if kind is Kind.PLACE:
            return [self.referent(last)] if head in words_of("place_head") or head in words_of("place_lead") else []
        if owned and kind is Kind.PERSON and (state := self.ruled(last, head)) is not None:
            return [Referent(state, last.first, item.last, f"his {head}")]
        if head in words_of("fighter_noun") and (
            not owned
            or head in words_of("military_noun")
            or head in words_of("group_noun")
            or head in words_of("asset_noun")
        ):
            return [self.referent(m, f"its {head}") for m in self._adjacent(item)]
        if owned and kind is Kind.STATE and head == "ministry":
            return [self.referent(last, f"its {head}")]
        if head in words_of("body_noun") and not owned:
            return [self.referent(m, f"called a {head}") for m in self._adjacent(item)]
        if not owned and head in words_of("leader_noun"):
            return [self.referent(last, f"its {head}")]
        return []

    def ruled(self, person: Mention, head: str) -> int | None:
        """The entity that the forces or the government of a person are, or None."""
        government, army = self.rulers.get(person.entity, (None, None))
        if (head,) in phrases_of("military_noun"):
            return government if army is None else army
        return government if (head,) in phrases_of("government_noun") else None

    def _adjacent(self, item: Item) -> list[Mention]:
        """The last name of a phrase with those right before it: a list whose commas were lost."""
        found = [item.mentions[-1]]
        entities = self.document.entities
        kind = entities[found[0].entity].kind
        for mention in reversed(item.mentions[:-1]):
            if (
                mention.last + 1 != found[0].first
                or entities[mention.entity].kind is not kind
                or mention in item.owners
            ):
                break
            if mention.entity != found[0].entity:
                found.insert(0, mention)
            else:
                found[0] = mention
        if (kind is Kind.STATE and not self._listed(found)) or (len(found) == 2 and kind is Kind.PERSON):
            return found[-1:]
        return found

    def _listed(self, found: list[Mention]) -> bool:
        """Whether states stand in a list that goes on with "and": "accuses Qatar Turkey and Kuwait"."""
        behind = found[-1].last + 1
        return len(found) > 1 and behind < self.last and self.document.tokens.low[behind] == "and"

    def referent(self, mention: Mention, via: str = "") -> Referent:
        """The entity of a mention as a participant."""
        return Referent(mention.entity, mention.first, mention.last, via)

    def _via(self, referent: Referent, via: str) -> Referent:
        return Referent(referent.entity, referent.first, referent.last, via)
