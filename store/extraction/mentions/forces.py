"""Names composed of a state and what belongs to it: "Syrian army", "Assad regime", "Turkish-backed forces"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from store.extraction.document import Mention
from store.extraction.lexicon.words import phrases_of, words_of
from store.extraction.text.tokens import Tokens
from store.records import Kind
from store.world import LeaderOf, World

# How the many words for a state's armed men fall together: whoever says "Syrian troops" means the Syrian army.
_BRANCHES: Final = {
    "police": "police", "policemen": "police", "navy": "navy", "warships": "navy", "air force": "air force",
    "airforce": "air force", "air forces": "air force", "intelligence": "intelligence",
    "security forces": "security forces", "security force": "security forces", "security services": "security forces",
    "security personnel": "security forces", "security agencies": "security forces",
    "special forces": "special forces", "coast guard": "coast guard", "border guards": "border guards",
    "border guard": "border guards", "border police": "border guards", "national guard": "national guard",
    "federal police": "police", "national police": "police", "government forces": "government forces",
    "government troops": "government forces", "regime forces": "government forces",
    "armed forces": "army", "army": "army", "military": "army", "soldiers": "army", "troops": "army",
}  # fmt: skip
_ETHNIC_FORCES: Final = frozenset(
    {"forces", "fighters", "militia", "militias", "troops", "rebels", "guerrillas", "insurgents"}
)
_ETHNIC: Final = frozenset(
    "kurdish druze tuareg houthi chechen tamil karen kachin rohingya palestinian yazidi yezidi turkmen tribal naga"
    " kashmiri baloch uighur maoist separatist islamist".split()
)


# What states do, or have done by others, behind their adjective: "Turkish air strikes", "Iranian backing".
_DEEDS: Final = frozenset(
    "airstrike airstrikes strike strikes raid raids bombing bombings bombardment shelling offensive incursion invasion"
    " assault blitz barrage airpower attack attacks support backing aid assistance weapons arms funding money"
    " sponsorship training help cover patronage protection blessing financing logistics intelligence weaponry".split()
)
_HYPHENED: Final = frozenset("backed supported sponsored funded financed armed trained equipped supplied".split())
_OFFICES: Final = frozenset("president prime premier chancellor foreign defence defense king".split())
_MANNER: Final = frozenset(
    "air drone missile artillery military rocket ground naval aerial heavy intense deadly recent fresh new renewed"
    " financial logistical repeated overnight cover".split()
)

_RULING: Final = frozenset(
    "ruler rulers leader leaders junta council government regime chief commander commanders rule coup".split()
)
_SMALL_STARTS: Final = frozenset(
    {"government", "regime", "international", "global", "wider", "army", "armed", "coalition"}
)


def find_forces(tokens: Tokens, world: World, taken: list[Mention]) -> Iterator[Mention]:
    """Mentions of armies, governments and backed forces; ``taken`` are the listed mentions, by their first token."""
    blocked = {
        i for m in taken if m.entry is None or m.entry.key not in world.states for i in range(m.first, m.last + 1)
    }
    states = {m.first: m for m in taken if m.entry is not None and m.entry.key in world.states}
    listed = {m.first: m for m in taken}
    deeds: list[Mention] = []
    told = {m.entry.key for m in states.values() if m.entry is not None}
    after = 0
    demonyms, squeezed, two_words = world.demonyms, _squeezed_leaders(world), _two_word_starts(world)
    for i, (low, shape) in enumerate(zip(tokens.low, tokens.shape, strict=True)):
        if i < after or shape not in "CAw" or (shape == "w" and low not in _SMALL_STARTS):
            continue
        known = low in _starts() or low in demonyms or low in two_words or low[:-1] in demonyms
        if not known and i not in states and _squeeze(low) not in squeezed:
            continue
        found = (
            _after_adjective(tokens, world, i)
            or _after_name(tokens, i, states)
            or _after_leader(tokens, world, i, listed)
            or _of_state(tokens, world, i, states)
            or _backed(tokens, world, i, states)
            or _ethnic(tokens, i)
            or _coalition(tokens, i)
            or (_people(tokens, world, i) if i not in states else None)
        )
        if found is not None and i in states and found.last <= states[i].last and "in" in tokens.low[max(0, i - 2) : i]:
            found = None  # the "Republic" of a country's name is no government: "power in the Central African Republic"
        inside = [] if found is None else [k for k in range(found.first, found.last + 1) if k in blocked]
        if found is None and shape == "C" and (deed := _deed(tokens, world, i)) is not None:
            deeds.append(deed)
        if found is None or (inside and found.role not in {"government", "coalition"}):
            continue
        yield found
        told.add(found.state or "")
        after = found.last + 1
    yield from (deed for deed in deeds if deed.state not in told)  # else whose it is is known by the adjective


@lru_cache(maxsize=1)
def _starts() -> frozenset[str]:
    """Words that begin a force without being the name of a state, its people or its leader."""
    others = {"coalition", "counter", "anti", "arab", "military"}
    return words_of("article_arabic") | _SMALL_STARTS | _ETHNIC | others


def _after_adjective(tokens: Tokens, world: World, i: int) -> Mention | None:
    """Read "Syrian (government) forces", "Iraqi Interior Ministry", "the Turkish president's army"."""
    keys = None
    behind = i + 1
    if tokens.low[i] in _two_word_starts(world) and behind < len(tokens):
        keys = world.demonyms.get(f"{tokens.low[i]} {tokens.low[behind]}")
        behind += keys is not None
    keys = keys or world.demonyms.get(tokens.low[i])
    if not keys or tokens.shape[i] == "w":
        return None
    if i >= 2 and tokens.text[i - 1] == "-" and tokens.low[i - 2] in {"pro", "anti"}:
        return None
    return _force_at(tokens, i, behind, keys[0]) or _sharing(tokens, world, i, keys[0])


def _deed(tokens: Tokens, world: World, i: int) -> Mention | None:
    """Read the adjective of a state's deed: "Turkish (air) strikes", "Iranian backing"; the deed is no part of it."""
    last = i + (tokens.low[i] in _two_word_starts(world) and " ".join(tokens.low[i : i + 2]) in world.demonyms)
    keys = world.demonyms.get(" ".join(tokens.low[i : last + 1]))
    if not keys or tokens.low[i] in _ETHNIC or (i and tokens.low[i - 1] in _two_word_starts(world)):
        return None
    j = last + 1
    if tokens.text[j : j + 1] == ["-"] and tokens.low[j + 1 : j + 2] and tokens.low[j + 1] in _HYPHENED:
        return _made(tokens, i, last, keys[0], "government")  # "the Eritrean-supported A"
    while j < min(last + 3, len(tokens)) and tokens.low[j] in _MANNER and tokens.shape[j] == "w":
        j += 1
    office = j < len(tokens) and tokens.shape[j] == "C" and tokens.low[j] in _OFFICES
    if j >= len(tokens) or not (office or (tokens.shape[j] == "w" and tokens.low[j] in _DEEDS)):
        return None
    return _made(tokens, i, last, keys[0], "government")


def _sharing(tokens: Tokens, world: World, i: int, state: str) -> Mention | None:
    """Read the first adjective of "Ugandan and Congolese troops", which share their noun."""
    if tokens.low[i + 1 : i + 2] != ["and"] or i + 3 >= len(tokens):
        return None
    other = world.demonyms.get(tokens.low[i + 2])
    if not other or tokens.shape[i + 2] == "w":
        return None
    shared = _force_at(tokens, i + 2, i + 3, other[0])
    if shared is None or not shared.role or not shared.role.startswith("military"):
        return None
    return _made(tokens, i, i, state, shared.role)


def _after_name(tokens: Tokens, i: int, states: dict[int, Mention]) -> Mention | None:
    """Read "US forces", "Turkey's army", "Syria government"."""
    state = states.get(i)
    if state is None or state.entry is None:
        return None
    j = state.last + 1
    if (j < len(tokens) and tokens.shape[j] == "s") or (j < len(tokens) and tokens.text[j] in "'’" and tokens.glued[j]):
        j += 1
    found = _force_at(tokens, i, j, state.entry.key)
    if found is not None and tokens.text[found.last] == "ministry":
        return None  # "Turkey's defence ministry": Turkey
    return found


def _after_leader(tokens: Tokens, world: World, i: int, listed: dict[int, Mention]) -> Mention | None:
    """Read "Assad regime", "Bashar al-Assad's forces"."""
    if tokens.shape[i] == "w" or i in listed:
        return None
    j = i
    if tokens.low[i] in words_of("article_arabic") and i + 2 < len(tokens) and tokens.text[i + 1] == "-":
        j = i + 2
    leaders = world.leaders.get(tokens.low[j]) or _squeezed_leaders(world).get(_squeeze(tokens.low[j]))
    if not leaders:
        return None
    k = j + 1
    if k < len(tokens) and tokens.shape[k] == "s":
        k += 1
    found = _force_at(tokens, i, k, leaders[0].state, strict=True)
    if found is not None and k > j + 1:
        # "Assad's forces" without his first name: the army; of "Bashar al-Assad's forces" the person is named
        before = tokens.text[i - 1] if i else ""
        alone = before != "-" and (not before[:1].isupper() or before.lower() in words_of("initial_word"))
        return found if alone and found.role and found.role.startswith("military") else None
    return found


def _force_at(tokens: Tokens, first: int, j: int, state: str, *, strict: bool = False) -> Mention | None:
    skipped = 0
    while j < len(tokens) and skipped < 2:
        for length in (3, 2, 1):
            words = tuple(tokens.low[j : j + length])
            if len(words) < length or any(shape == "p" for shape in tokens.shape[j : j + length]):
                continue
            phrase = " ".join(words)
            if phrase == "military" and tokens.low[j + 1 : j + 2] and tokens.low[j + 1] in _RULING:
                continue  # "Mali's military ruler"
            if words in phrases_of("military_noun"):
                # "government forces" begins with a word that is itself a government
                return _made(tokens, first, j + length - 1, state, "military: " + _BRANCHES.get(phrase, "forces"))
            if (
                length == 1
                and words in phrases_of("government_noun")
                and not _goes_on(tokens, j + 1)
                and tokens.text[j + 1 : j + 2] != ["-"]
            ):
                return _made(tokens, first, j, state, "government")
        ministry = None if strict else _ministry(tokens, first, j, state)
        if ministry is not None:
            return ministry
        if strict or tokens.low[j] not in _between() or tokens.shape[j] == "p":
            return None
        j += 1
        skipped += 1
    return None


@lru_cache(maxsize=1)
def _between() -> frozenset[str]:
    return frozenset(
        "war combat attack government regime security special"
        " military ground air national armed state federal navy army central interim"
        " transitional foreign defence defense interior fighter naval elite paramilitary border"
        " new communist military's loyalist".split()
    )


def _goes_on(tokens: Tokens, j: int) -> bool:
    """Whether a government word only begins a longer force: "government forces", "regime troops"."""
    return tuple(tokens.low[j : j + 1]) in phrases_of("military_noun") and tokens.shape[j] != "p"


def _ministry(tokens: Tokens, first: int, j: int, state: str) -> Mention | None:
    """Read a capitalised body of a state: "Interior Ministry", "Supreme Court", "Department of State"."""
    k = j
    head = -1
    while k < len(tokens) and k - j < 6:
        if tokens.shape[k] == "s" and k > j and tokens.shape[k + 1 : k + 2] == ["C"]:
            pass
        elif tokens.shape[k] in "CA":
            if tokens.low[k] in words_of("state_head") or tokens.low[k] in {"council", "army", "forces", "staff"}:
                head = k
        elif not (
            tokens.low[k] in {"of", "for", "and"} and k > j and k + 1 < len(tokens) and tokens.shape[k + 1] == "C"
        ):
            break
        k += 1
    if head < 0:
        return None
    last = k - 1 if head == j or tokens.low[head + 1 : head + 2] in (["of"], ["for"]) else head
    return _made(tokens, first, last, state, "body: " + " ".join(tokens.low[j : last + 1]))


def _made(tokens: Tokens, first: int, last: int, state: str, role: str) -> Mention:
    return Mention(first, last, tokens.start[first], tokens.end[last], Kind.STATE, "force", None, state, role)


def _of_state(tokens: Tokens, world: World, i: int, states: dict[int, Mention]) -> Mention | None:
    """Read "government of Iraq", "regime of President Assad", "army of Chad", "armed forces of Ukraine"."""
    head = i + 1 if tokens.low[i : i + 2] == ["armed", "forces"] else i
    army = head > i or (tokens.low[i] in {"army", "military"} and tokens.shape[i] == "w")
    if (not army and tokens.low[i] not in {"government", "regime"}) or tokens.low[head + 1 : head + 2] != ["of"]:
        return None
    j = head + 2
    if tokens.low[j : j + 1] == ["the"]:
        j += 1
    state = states.get(j)
    if state is not None and state.entry is not None:
        role = f"military: {_BRANCHES.get(tokens.low[head], 'forces')}" if army else "government"
        return _made(tokens, i, state.last, state.entry.key, role)
    if army:
        return None
    k = j
    while k < min(j + 5, len(tokens)) and (tokens.shape[k] in "CA" or tokens.text[k] == "-"):
        leaders = world.leaders.get(tokens.low[k])
        surname = k + 1 == len(tokens) or tokens.shape[k + 1] not in "CA"  # not the "Bashar" of "Bashar Assad"
        if leaders and surname and tokens.text[k + 1 : k + 2] != ["-"]:
            return _made(tokens, i, k, leaders[0].state, "government")
        k += 1
    return None


def _backed(tokens: Tokens, world: World, i: int, states: dict[int, Mention]) -> Mention | None:
    """Read "Turkish-backed forces", "US-led coalition", "Saudi-led alliance"."""
    state = states.get(i)
    key = state.entry.key if state is not None and state.entry is not None else None
    j = (state.last if state is not None else i) + 1
    if key is None:
        demonym = world.demonyms.get(tokens.low[i])
        if not demonym or tokens.shape[i] == "w":
            return None
    if tokens.text[j : j + 1] != ["-"] or j + 2 >= len(tokens):
        return None
    suffix = tokens.low[j + 1]
    k = j + 2
    if suffix == "led":
        while k < min(j + 5, len(tokens)) and tokens.low[k] in {
            "international",
            "military",
            "arab",
            "global",
            "air",
            "anti",
        }:
            k += 1
        if tokens.low[k : k + 1] in (["coalition"], ["alliance"]):
            return Mention(i, k, tokens.start[i], tokens.end[k], Kind.STATE, "force", role="coalition")
        return None
    if suffix in {"backed", "supported", "allied", "sponsored", "funded", "controlled"} and tokens.low[k : k + 1] in (
        ["forces"], ["militias"], ["militia"], ["troops"],
    ):  # fmt: skip
        return Mention(i, k, tokens.start[i], tokens.end[k], Kind.ARMED_GROUP, "force", role="backed")
    return None


def _people(tokens: Tokens, world: World, i: int) -> Mention | None:
    """Read "the Russians", "the Saudis": those who act for their state."""
    low = tokens.low[i]
    if not i or tokens.low[i - 1] != "the" or tokens.shape[i] != "C" or not low.endswith("s"):
        return None
    keys = world.demonyms.get(low[:-1])
    if not keys or low in world.demonyms or tokens.shape[i + 1 : i + 2] in (["C"], ["A"]):
        return None
    return _made(tokens, i, i, keys[0], "military: forces")


def _ethnic(tokens: Tokens, i: int) -> Mention | None:
    """Read "Kurdish forces", "pro-Kurdish forces", "Syrian Kurdish fighters"."""
    if tokens.low[i] not in _ETHNIC or tokens.shape[i] != "C":
        return None
    if tokens.low[i + 1 : i + 2] != ["forces"]:
        return None
    first = i
    if i >= 2 and tokens.text[i - 1] == "-" and tokens.low[i - 2] in {"pro", "anti"}:
        first = i - 2
    return Mention(first, i + 1, tokens.start[first], tokens.end[i + 1], Kind.ARMED_GROUP, "force", role="ethnic")


@lru_cache(maxsize=4)
def _two_word_starts(world: World) -> frozenset[str]:
    """The first words of "Sri Lankan", "South Sudanese", "North Korean"."""
    return frozenset(word.split()[0] for word in world.demonyms if " " in word)


@lru_cache(maxsize=4)
def _squeezed_leaders(world: World) -> dict[str, tuple[LeaderOf, ...]]:
    """Leaders under spellings without doubled letters: "Asad" for "Assad"."""
    return {_squeeze(name): leaders for name, leaders in world.leaders.items()}


@lru_cache(maxsize=1 << 13)
def _squeeze(word: str) -> str:
    return "".join(letter for k, letter in enumerate(word) if k == 0 or letter != word[k - 1])


def _coalition(tokens: Tokens, i: int) -> Mention | None:
    """Read "the Coalition", "Global Coalition", "Counter-Daesh Coalition", "international coalition"."""
    low, k = tokens.low[i], i
    if (
        low == "coalition"
        and tokens.shape[i] == "w"
        and tuple(tokens.low[i + 1 : i + 2]) in phrases_of("military_noun")
    ):
        return _allied(tokens, i, i)  # "coalition aircraft"
    if low == "coalition" and tokens.shape[i] == "C":
        if (i and tokens.shape[i - 1] in "CA" and tokens.low[i - 1] != "the") or tokens.low[i + 1 : i + 2] == ["of"]:
            return None
        first = i
        if i >= 3 and tokens.text[i - 2] == "-" and tokens.low[i - 3] in {"counter", "anti"}:
            first = i - 3
        return _allied(tokens, first, i)
    if (
        low in {"counter", "anti"}
        and tokens.text[i + 1 : i + 2] == ["-"]
        and tokens.low[i + 3 : i + 4] == ["coalition"]
    ):
        return _allied(tokens, i, i + 3)
    if i and tokens.shape[i - 1] in "CA" and tokens.shape[i] in "CA" and tokens.low[i - 1] != "the":
        return None
    while k < min(i + 3, len(tokens)) and tokens.low[k] in {"international", "global", "wider", "arab", "military"}:
        k += 1
    if k > i and tokens.low[k : k + 1] == ["coalition"] and tokens.low[k + 1 : k + 2] != ["of"]:
        return _allied(tokens, i, k)
    return None


def _allied(tokens: Tokens, first: int, last: int) -> Mention:
    if tokens.low[last + 1 : last + 2] in (["forces"], ["troops"]):
        last += 1
    return Mention(first, last, tokens.start[first], tokens.end[last], Kind.STATE, "force", role="coalition")
