"""Tell whether a country's name means the state that acts or only the place where something happens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from store.extraction.document import Document, Mention
from store.extraction.lexicon.predicates import lexicon
from store.extraction.lexicon.words import words_of
from store.records import Kind, Relation
from store.world import World

_PLACE_PREPOSITIONS: Final = frozenset("in near at around outside inside across into throughout within through".split())
_ALWAYS: Final = frozenset({"us", "usa", "uk", "united states", "united kingdom", "u s", "uae", "eu"})
_OFFICE: Final = frozenset(
    "president minister government army military forces troops prime foreign interior defence defense parliament police"
    " supreme court king leader leaders officials air airforce ambassador spokesman authorities congress attorney state"
    " secretary warplanes jets soldiers ministry regime intelligence support backing decision allies ally strategy war"
    " attack attacks airstrikes offensive role policy sanctions security missile nuclear bombing invasion"
    " occupation annexation involvement intervention strikes actions aggression launches shelling bombardment war"
    " campaign incursion refusal demand response claim accusations threat threats nationals ruling ruler rulers"
    " operation operations agents treatment strike airstrike raid raids assault blockade siege incursions war backing"
    " troops soldiers drone bombings raids offensives garrison envoys negotiators delegation".split()
)
_TAKES_ACTOR: Final = frozenset(
    "accuse accuses accused accusing blame blames blamed against with by attack attacked condemn condemned warn warned"
    " warning support supports supported back backed backs urge urged ally allies alongside between sanction fight"
    " criticised criticized criticise criticize praised denounced rebuked slammed lobbied"
    " fights threaten threatened invade invaded invading invades thank thanked".split()
)


_GIVEN: Final = frozenset(
    "weapons arms support aid funding money help assistance training backing funds ammunition missiles drones shelter"
    " equipment protection pressure orders".split()
)
_OF_ACTOR: Final = frozenset(
    "proxy proxies puppet puppets arm agent agents stooge client surrogate enemy rival".split()
)
_ROLES: Final = frozenset("supplier backer supporter sponsor ally patron financier guarantor foe enemy rival".split())
_UNITS: Final = frozenset("brigade division regiment battalion corps".split())
_OFFICE_ADJECTIVES: Final = frozenset(
    "new former interim acting outgoing late own top most elected ousted transitional ruling caretaker embattled"
    " military powerful internationally beleaguered deposed exiled".split()
)
_DEVOTED: Final = frozenset(
    "closest loyal friendly hostile allied linked aligned beholden opposed answerable sympathetic ties links".split()
)
_FIRED: Final = frozenset("rockets missiles shots shells fire rocket missile aimed drones drone".split())
_ACCUSED: Final = frozenset("accused blamed condemned criticised criticized sanctioned suspected".split())
_ARMS: Final = frozenset("weapons arms ammunition missiles drones shells".split())
_UPON: Final = frozenset(
    "sanctions war embargo attack attacks pressure strikes revenge vengeance jihad retaliation rockets missiles".split()
)
_BELIEVED: Final = frozenset("believed said thought reported suspected alleged known understood rumoured".split())
_MEN: Final = frozenset("soldiers troops forces peacekeepers contingents jets warplanes".split())
_OWN_MEN: Final = frozenset(
    "forces troops army soldier soldiers serviceman servicemen militiaman militiamen police policeman policemen"
    " warplanes jets".split()
)
_HEADS: Final = frozenset("president minister premier king emir chancellor ruler rulers dictator".split())
_LOST: Final = frozenset("lost lose loses losing loss fell fall fallen ceded surrendered surrender".split())
_SEVERAL: Final = frozenset("backers allies sponsors supporters rivals enemies foes partners patrons".split())
_RULERS: Final = frozenset("government authorities regime junta administration rulers leadership colonels".split())
_OFFICERS: Final = frozenset(
    "president prime minister premier king emir chancellor ambassador secretary parliament envoy".split()
)

_AID: Final = frozenset({"aid", "support", "assistance", "help"})
_OUTLAWED: Final = frozenset("banned outlawed proscribed blacklisted prohibited illegal".split())
_BLAMED: Final = frozenset({"behind", "responsible", "guilty"})
_LETTING: Final = frozenset("let lets letting help helps helped helping made make".split())
# What is given to a state; what is sent to a country may only go there.
_GIFTS: Final = frozenset(
    "exports sales deliveries transfers exported howitzers tanks jets helicopters aircraft ammunition missiles drones"
    " launchers weapons arms weaponry loans shells fighters' munitions artillery handed ceded protested protest".split()
)
_SENT: Final = frozenset("troops soldiers forces fighters militants refugees fled flew travelled traveled".split())
_DONE_TO: Final = frozenset(
    {Relation.FIGHTS, Relation.THREATENS, Relation.ACCUSES, Relation.SANCTIONS, Relation.SUPPORTS}
)
# Verbs that are also done to a land: "raid A", "ravage A", "leave A", "list A".
_DONE_THERE: Final = frozenset(
    "raid ravage storm burn give provide list name put place add serve blast clear pound fire take rid route run stalk"
    " help join favour favor host welcome describe label loot ransack destroy plunder poison capture disarm hunt push"
    " drive shelter lose turn pull cross cover feed hail push fall kill slay execute murder detain arrest".split()
)


# How a list of nations begins, what they are called and what they do together.
_ROSTER: Final = frozenset({"include", "includes", "included", "including", "are", "were"})
_NATIONS: Final = frozenset({"nations", "countries", "states", "partners", "members"})
_TOGETHER: Final = frozenset("coalition strikes airstrikes alliance participating participated contributing".split())


# Words two before a country that make it an actor, by the word between: "its backers, A", "weapons from A".
_LEADS: Final = {
    ",": _SEVERAL,
    "on": _UPON,
    "of": _OF_ACTOR | _HEADS | {"support", "help", "backing", "assistance", "aid", "hands", "behalf", "side"},
    "from": _GIVEN | _MEN,
    "to": _ARMS | _DEVOTED,
    "for": frozenset({"fight", "fights", "fighting", "fought", "support"}),
}


@dataclass(slots=True)
class _Around:
    """The folded words around a country's mention: two before it (an article left out), and what follows."""

    document: Document
    mention: Mention
    depth: int
    surface: str
    before: str
    lead: str
    after: int
    following: str

    @classmethod
    def of(cls, document: Document, mention: Mention, depth: int) -> _Around:
        """Look around a mention."""
        low = document.tokens.low
        at = mention.first - 1
        if at > 0 and low[at] == "the":
            at -= 1
        after = mention.last + 1
        return cls(
            document,
            mention,
            depth,
            " ".join(low[mention.first : after]),
            low[at] if at >= 0 else "",
            low[at - 1] if at > 0 else "",
            after,
            low[after] if after < len(low) else "",
        )

    def words(self, first: int, last: int) -> list[str]:
        """The words from the ``first`` one behind the mention (0: right behind it) to before the ``last`` one."""
        return self.document.tokens.low[self.after + first : self.after + last]


def acts_here(document: Document, mention: Mention, depth: int = 0) -> bool:
    """Whether the words around a country's (or capital's) mention make it an actor."""
    around = _Around.of(document, mention, depth)
    for told in (_by_its_place, _by_its_own, _by_what_leads, _by_company, _by_position):
        acts = told(around)
        if acts is not None:
            return acts
    return _by_verb(around)


def _by_its_place(around: _Around) -> bool | None:
    """Tell by what only lands or only actors have before them, or by a name that is always an actor's."""
    before, lead = around.before, around.lead
    if around.surface in _ALWAYS or (before in _ROSTER and _on_roster(around)):
        return True
    if (before == "at" and lead in _FIRED) or (before == "in" and lead in _RULERS):
        return True  # "rockets at A", "the government in Kabul"
    if before == "in" and lead in _OUTLAWED:
        return True  # "is banned in A"
    if before in _PLACE_PREPOSITIONS or before in words_of("direction"):
        return False
    return None


def _on_roster(around: _Around) -> bool:
    """Whether a list begins here of nations that do something together: "nations conducting strikes include A"."""
    low = around.document.tokens.low
    ahead = low[max(0, around.mention.first - 16) : around.mention.first]
    for sign in (".", ";"):
        if sign in ahead:
            ahead = ahead[len(ahead) - ahead[::-1].index(sign) :]
    return not _NATIONS.isdisjoint(ahead) and not _TOGETHER.isdisjoint(ahead)


def _by_its_own(around: _Around) -> bool | None:
    """Tell by what is the country's: "A's army", "A-backed rebels", "A forces"."""
    document, after, following = around.document, around.after, around.following
    tokens = document.tokens
    if following == "s" or (after < len(tokens) and tokens.shape[after] == "s"):
        owned = next(iter(around.words(1, 2)), "")
        return (
            owned in _OFFICE | _OF_ACTOR | _ROLES
            or _is_unit(document, after + 1)
            or (owned in _OFFICE_ADJECTIVES and not _OFFICE.isdisjoint(around.words(2, 4)))
        )
    if after + 1 < len(tokens) and tokens.text[after] == "-" and tokens.low[after + 1] in words_of("allied_suffix"):
        return tokens.low[after + 1] not in {"based", "born", "occupied", "held", "controlled", "made"}
    if following in {"responsible", "accountable"}:
        return True  # "held A responsible"
    if following in _OWN_MEN and after < len(tokens) and tokens.shape[after] == "w":
        return True  # "Kiev forces shelled A"
    return None


def _by_what_leads(around: _Around) -> bool | None:
    """Tell by verbs and nouns whose object acts, and by relative clauses about who does something."""
    low, before, following, mention = around.document.tokens.low, around.before, around.following, around.mention
    if before == "to" and around.lead in _AID and low[max(0, mention.first - 3)] == "military":
        return True  # "military aid to A"
    if (
        before in _TAKES_ACTOR
        or before in _done_to_actors()
        or around.lead in _LEADS.get(before, ())
        or _given_to(low, mention.first, before)
    ):
        return True
    if (
        following == ","
        and around.words(1, 2) in (["which"], ["who"], ["whose"])
        and (before not in {"to", "from"} or " ".join(around.words(2, 3)) in _acting_verbs())
    ):
        return True
    if before in {"which", "whom"} and any(name in ("s", "past") for _, name in lexicon().forms.get(following, ())):
        return True  # "a militia which A arms"
    if following == "," and "by" in around.words(2, 5) and before not in words_of("preposition"):
        behind = "".join(around.words(1, 2))
        if any(name == "past" for _, name in lexicon().forms.get(behind, ())):
            return True  # "A, armed and paid by B, besieged"
    if following == "of" and "".join(around.words(1, 2)).endswith("ing"):
        # "accused A of arming C, and B of sheltering it"
        return "accus" in " ".join(low[max(0, mention.first - 25) : mention.first]) or None
    return None


def _by_company(around: _Around) -> bool | None:
    """Tell by whom a country is coordinated with: "Russia and Turkey agreed"."""
    document, mention, before, following = around.document, around.mention, around.before, around.following
    low, after = document.tokens.low, around.after
    if around.depth >= 3:
        return None
    if before == "and" and any(name == "base" for _, name in lexicon().forms.get(following, ())):
        second = next(iter(around.words(1, 2)), "")
        named = after + 1 < len(low) and document.mention_at(after + 1) is not None
        if named or second in {"the", "a", "their", "each", "both"}:
            return True  # "A and B support the rebels"
    if before == "," and _ends_title_list(document, mention, following):
        return True
    if following in {"and", ","}:
        for number in range(after + 1, min(after + 4, len(low))):
            other = document.mention_at(number)
            if other is not None and other.kind is Kind.ARMED_GROUP and before not in words_of("preposition"):
                return True
            if other is not None:
                listed = other.kind is Kind.STATE and other.entry is not None
                return listed and acts_here(document, other, around.depth + 1)
    if before in {"and", ","}:
        found = (document.mention_at(i) for i in range(mention.first - 2, max(-1, mention.first - 4), -1))
        previous = next((m for m in found if m is not None), None)
        if previous is None or previous.kind is not Kind.STATE or previous.entry is None or previous is mention:
            return None
        words = low[previous.first : previous.last + 1]
        if low[max(0, previous.first - 1)] in _TAKES_ACTOR or " ".join(words) in _ALWAYS:
            return True
    return None


def _by_position(around: _Around) -> bool | None:
    """Tell by losses, talks and offices that end in the country's name; behind other prepositions it is a land."""
    document, mention, before = around.document, around.mention, around.before
    low, first = document.tokens.low, around.mention.first
    if before == "to" and not _LOST.isdisjoint(low[max(0, first - 6) : first]):
        return True  # "lost the town to A"
    if before == "and" and "between" in low[max(0, first - 9) : first]:
        between = document.mention_at(first - 2)
        if between is not None and (between.kind is Kind.ARMED_GROUP or _of_two(low, between.first)):
            return True  # "a truce between B and A"
    if before == "of" and mention.first > 1 and _of_officer(document, first - 2):
        return True  # "Vice President P of A"
    return False if before in {"of", "from", "to", "for"} else None


def _by_verb(around: _Around) -> bool:
    """Tell by the verb behind the country: whoever it is the subject of acts."""
    tokens, following = around.document.tokens, around.following
    low = tokens.low
    second, third = (*around.words(1, 3), "", "")[:2]
    being, having = following in words_of("be"), following in words_of("have")
    if being and (_ROLES & set(around.words(1, 6)) or second in _BLAMED):
        return True  # "A is the main supplier of B", "said A was behind the attack"
    if around.before in _LETTING and any(name == "base" for _, name in lexicon().forms.get(following, ())):
        return True  # "let A use its airfields", "helped A fight B"
    if being and not _BELIEVED.isdisjoint((second, third)):
        return "to" in around.words(2, 4)  # "A is said to have armed B"
    if being or having:
        return (
            second.endswith("ing")
            or not _ACCUSED.isdisjoint((second, third))
            or (having and second not in words_of("be"))
            or (second in words_of("be") and (third.endswith("ing") or third == "at"))
        )
    after = next((i for i in range(around.after, len(tokens)) if low[i] not in words_of("adverb")), around.after)
    following = low[after] if after < len(tokens) else ""
    past = any(name in ("past", "s") for _, name in lexicon().forms.get(following, ()))
    verb = past and following not in words_of("never_verb")
    return (verb or following in _acting_verbs()) and (after >= len(tokens) or tokens.shape[after] == "w")


def _ends_title_list(document: Document, mention: Mention, following: str) -> bool:
    """Whether a title begins with two names that a comma joins and a verb follows: "A, B sign a truce"."""
    if mention.first < 2 or mention.first > document.sentences[0][1] or not document.titled:
        return False
    previous = document.mention_at(mention.first - 2)
    base = any(name == "base" for _, name in lexicon().forms.get(following, ()))
    return base and previous is not None and previous.first == document.sentences[0][0]


def _is_unit(document: Document, i: int) -> bool:
    """Whether an unlisted unit of an army is named at token ``i``: "Ukraine's 72nd Brigade"."""
    unit = document.mention_at(i) if i < len(document.tokens) else None
    return unit is not None and unit.entry is None and document.tokens.low[unit.last] in _UNITS


def _of_officer(document: Document, i: int) -> bool:
    """Whether token ``i`` ends the name of somebody whose office stands before it: "President P"."""
    person = document.mention_at(i)
    if person is None or person.kind is not Kind.PERSON:
        return False
    return not _OFFICERS.isdisjoint(document.tokens.low[max(0, person.first - 2) : person.first + 1])


@lru_cache(maxsize=1)
def _done_to_actors() -> frozenset[str]:
    """Forms of verbs that are only done to those who act: "criticised A", "shelled A", "is arming A"."""
    verbs = lexicon().verbs
    done: set[str] = set()
    for lemma, predicates in verbs.items():
        alone = [p for p in predicates if len(p.words) == 1]
        held = any(p.relation in (Relation.CONTROLS, Relation.WITHDRAWS_FROM) for p in alone)
        if not held and any(p.relation in _DONE_TO and "obj" in p.object for p in alone):
            done.add(lemma)
    done -= _DONE_THERE
    forms = lexicon().forms
    return frozenset(form for form, values in forms.items() if any(lemma in done for lemma, _ in values))


def _given_to(low: list[str], first: int, before: str) -> bool:
    """Whether something is given or sold to a country: "arms exports to A", "will deliver howitzers to A"."""
    if before != "to":
        return False
    lead = low[max(0, first - 8) : first]
    return not _GIFTS.isdisjoint(lead) and _SENT.isdisjoint(lead)


def _of_two(low: list[str], first: int) -> bool:
    """Whether "between" before a name stands behind talks or fighting: not "the road between A and B"."""
    lead = low[max(0, first - 3) : first]
    if "between" not in lead:
        return False
    k = first - len(lead) + lead.index("between") - 1
    nouns = lexicon().nouns.get(low[k], ()) if k >= 0 else ()
    return any(p.relation in (Relation.NEGOTIATES_WITH, Relation.FIGHTS, Relation.ALLIED_WITH) for p in nouns)


@lru_cache(maxsize=1)
def _acting_verbs() -> frozenset[str]:
    return words_of("modal") | words_of("have") | words_of("stative_report") | words_of("acting_verb")


def states_with_officials(document: Document, world: World) -> set[str]:
    """The states of whose president, minister or court the text speaks by an adjective: "Iraqi President"."""
    low = document.tokens.low
    found: set[str] = set()
    for i, word in enumerate(low):
        states = world.demonyms.get(word)
        if states and any(following in _OFFICERS for following in low[i + 1 : i + 3]):
            found.add(states[0])
    return found
