"""Names of actors as coded datasets write them: what is a group's name, what its variants are, and whose it is.

Datasets name actors by rules of their own: years in parentheses ("Military Forces of Mali (2012-2020)"), acronyms in
front ("JNIM: Group for Support of Islam and Muslims"), countries behind ("Fulani Ethnic Militia (Mali)"), branches in
parentheses ("Islamic State (West Africa)"), governments as "Government of Ukraine". Nothing here knows one dataset's
list of names: the rules take such names apart, and the parts are looked up among the names of the world.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from store.names import SUGGEST_THRESHOLD, fold, similarity
from store.records import FoundEntity, Kind

if TYPE_CHECKING:
    from store.world import Entry, World

_YEARS: Final = re.compile(r"\s*\((?:since |from |until )?\s*(?:\d{4}\s*[-–—]\s*(?:\d{4})?|[-–—]\s*\d{4}|\d{4})\s*\)")
_PREFIXED: Final = re.compile(r"([^\s:]{2,16})\s*:\s+(\S.*)")
_BEHIND: Final = re.compile(r"(.*\S)\s*\(([^()]+)\)")
_OF_STATE: Final = re.compile(
    r"(government|state|regime|republic|military forces?|armed forces?|army|military|police forces?|police)"
    r" of (?:the )?(.+)",
    re.IGNORECASE,
)
_STATELY: Final = re.compile(
    r"(?:mutiny of |former )?(?:government|military forces?|armed forces?|army|police forces?|police|security forces?)"
    r" of \S",
    re.IGNORECASE,
)
_BODY: Final = re.compile(
    r"\b(?:united nations|african union|mission|organi[sz]ation|committee|commission|european union|party|congress"
    r"|association|federation|syndicate|red cross|council|agency)\b",
    re.IGNORECASE,
)
_EITHER: Final = re.compile(r"\s+and\s*/\s*or\s+", re.IGNORECASE)
_PEOPLE: Final = re.compile(
    r"\b(?:ethnic|communal|clan|sub-clan|tribal|caste|christian|muslim|jewish|hindu|buddhist|sikh|yazidi|druze"
    r"|religious|lgbt\S*) (?:group|minority|community)\b",
    re.IGNORECASE,
)
_UNNAMED: Final = re.compile(
    r"(?:unidentified|unknown|unnamed|undetermined|unspecified|various|other|civilians?|protesters?|protestors?"
    r"|rioters?|former|supporters of|ethnic group|no actor)\b",
    re.IGNORECASE,
)
# Names made of these words alone name nobody: "Islamist Militia", "Private Security Forces", "Health Workers".
_COMMON: Final = frozenset(
    "a an and or of the for in on to with by n/a na none nan null unknown armed group groups militia militias men"
    " gunmen rebel rebels insurgent insurgents guerrilla guerrillas separatist separatists islamist islamists jihadist"
    " jihadists extremist extremists militant militants terrorist terrorists communal tribal tribe tribes clan clans"
    " ethnic political vigilante vigilantes private security company companies force forces guard guards forest prison"
    " prisons police military paramilitary paramilitaries army soldiers troops government state local regional national"
    " pro-government anti-government progovernment antigovernment opposition gang gangs cartel cartels bandit bandits"
    " criminal criminals drug traffickers mercenary mercenaries mob villagers settlers civilian civilians protesters"
    " rioters students student teachers teacher journalists journalist farmers farmer workers worker health aid women"
    " women's men girls boys youth youths children labour labor union unions taxi truck bus drivers driver pastoralists"
    " pastoralist fishers fishermen miners miner refugees refugee idps refugees/idps displaced lawyers lawyer judges"
    " judge prisoners prisoner detainees administrators administrator officials official politicians politician"
    " activists activist ngo ngos vendors vendor street traders trader businessmen business merchants bakers butchers"
    " doctors nurses engineers academics professors artists athletes fans football supporters retirees pensioners"
    " veterans religious clergy christian catholic protestant orthodox muslim sunni shiite shia jewish hindu buddhist"
    " sikh lgbt lgbtq lgbtqi+ lgbt+ hunters herders loggers ranchers landowners peasants squatters tenants migrants"
    " migrant foreign foreigners international witnesses judiciary municipal public transport telecom energy factory"
    " employees civil servants customs media human rights environmental bar association leaders elders chiefs mutiny"
    " mutineers deserters assassins kidnappers pirates poachers fighters unit units".split()
)

_NOBODY: Final = frozenset({"n/a", "na", "nan", "none", "null", "unknown", "other", "civilians"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """Who is meant by a name of a dataset: ``listed`` among the names of the world, where it is."""

    name: str
    listed: str | None
    aliases: tuple[str, ...]


def split_either(name: str) -> list[str]:
    """Return the actors of a cell that names one of several: "A and/or B"."""
    return [part for part in _EITHER.split(name) if part.strip()]


def is_group(name: str) -> bool:
    """Whether a name in a dataset's actor column names a group, rather than civilians, protesters or nobody known."""
    bare = " ".join(_YEARS.sub("", name).split())
    behind = _BEHIND.fullmatch(bare)
    if behind:
        bare = behind[1]
    if len(bare) < 2 or _UNNAMED.match(bare) or (_PEOPLE.search(bare) and ":" not in bare):
        return False
    words = re.findall(r"[^\s,;()]+", bare.casefold())
    if len(words) == 1 and bare.isupper():
        return words[0] not in _NOBODY  # "AN" is a group's acronym
    return any(word not in _COMMON and any(c.isalpha() for c in word) for word in words)


def kind_of(name: str) -> Kind:
    """Return what kind of group a name of a dataset tells of, for those that the lists do not know."""
    if name.casefold().startswith("mutiny "):
        return Kind.ARMED_GROUP
    if _STATELY.match(name):
        return Kind.STATE
    return Kind.ORGANIZATION if _BODY.search(name) and not _fights_by_name(name) else Kind.ARMED_GROUP


def _fights_by_name(name: str) -> bool:
    return bool(re.search(r"\b(?:army|front|liberation|militia|brigades?|armed|forces?)\b", name, re.IGNORECASE))


def coded_entity(
    name: str, kind: Kind | None = None, key: str | None = None, country: str | None = None
) -> FoundEntity:
    """Return the entity of an actor column's cell, its name without years and acronym in front, all forms as surfaces.

    ``kind`` is what a column of the row tells; without one, the name does.
    """
    raw = " ".join(name.split())
    plain = without_years(raw)
    acronym, full = split_acronym(plain)
    shown = full if acronym is not None else plain
    surfaces = tuple(dict.fromkeys(each for each in (plain, acronym, raw) if each is not None and each != shown))
    return FoundEntity(key or f"group:{raw}", shown, kind or kind_of(plain), surfaces, (), country=country or None)


def place_entity(name: str) -> FoundEntity:
    """Return the entity of a place column's cell."""
    shown = " ".join(name.split())
    return FoundEntity(f"place:{shown}", shown, Kind.PLACE, (), ())


def without_years(name: str) -> str:
    """Drop years in parentheses: "Military Forces of Mali (2012-2020)"."""
    return " ".join(_YEARS.sub("", name).split()) or name


def split_acronym(name: str) -> tuple[str | None, str]:
    """Split "JNIM: Group for Support of Islam and Muslims" into the acronym, if there is one, and the name."""
    match = _PREFIXED.fullmatch(name)
    if match and sum(c.isupper() for c in match[1]) >= 2:
        return match[1], match[2]
    return None, name


def recognise(found: FoundEntity, world: World) -> Recognised:
    """Return who in the lists of the world a coded group is, with further names that texts are likely to use."""
    # An acronym in front of a name is trusted only together with it.
    doubtful = {split_acronym(name)[0] for name in found.surfaces}
    names = [name for name in (found.name, *found.surfaces) if name not in doubtful]
    plain = without_years(found.name)
    state = _OF_STATE.fullmatch(plain)
    if state:
        body = _of_state(state[1].casefold(), state[2], world)
        if body is not None:
            return Recognised(found.name, body[0], body[1])
    long = [name for name in names if not _is_acronym(name)]
    for name in names:
        acronym, full = split_acronym(without_years(name))
        for variant in _variants(full):
            if long and _is_acronym(variant):
                # A name that is written out, too, says which of many groups an acronym stands for.
                entry = next((one for each in long if (one := _by_acronym(variant, each, world, found))), None)
            else:
                entries = world.find(variant)
                if variant.isupper() and found.kind is not Kind.STATE:
                    entries = tuple(entry for entry in entries if not _is_army(entry, found, world))
                entry = _one(entries, found, world)
            if entry is not None:
                return Recognised(found.name, entry.key, ())
        if acronym is not None:
            entry = _by_acronym(acronym, full, world, found)
            if entry is not None:
                return Recognised(found.name, entry.key, ())
    return Recognised(found.name, None, ())


def _is_acronym(name: str) -> bool:
    return name.isupper() and " " not in name


def _is_army(entry: Entry, found: FoundEntity, world: World) -> bool:
    """Whether an acronym is not a group's, but an army's or a far state's: PLA is one of Manipur and one of China."""
    if entry.kind is not Kind.STATE:
        return False
    return entry.key not in world.states or _acts_in(entry, found.country, world) is not True


def _variants(name: str) -> Iterator[str]:
    """Yield a name and what else it may be written as, the closest first."""
    yield name
    behind = _BEHIND.fullmatch(name)
    if behind:
        base, where = behind.groups()
        yield f"{base} in {where}"
        yield f"{base} in the {where}"
        yield f"{base} {where}"
        yield f"{base} {where} Province"
        yield f"{base} of {where}"
        yield f"{where} {base}"
        yield base
        if not where.casefold().startswith(("forces of", "faction")):
            yield where
    parts = re.split(r"\s+[-–]\s+", name, maxsplit=1)
    # "Boko Haram - Jamaatu Ahli is-Sunnah lid-Dawatai wal-Jihad" has two names, "Fatah - Gaza faction" only one.
    if len(parts) == 2 and len(parts[1].split()) > 2 and not re.search(r"\b(?:faction|branch|wing)\b", parts[1]):
        yield from parts


def _one(entries: tuple[Entry, ...], found: FoundEntity, world: World) -> Entry | None:
    acting = [entry for entry in entries if entry.kind.acts]
    if len(acting) > 1:
        acting = [entry for entry in acting if entry.kind is found.kind] or acting
    if len(acting) > 1:
        acting = [entry for entry in acting if _acts_in(entry, found.country, world) is True] or acting
    if len(acting) > 1 and not any(fold(entry.name) == fold(found.name) for entry in acting[:1]):
        return None
    first = acting[0] if acting else None
    if first is not None and first.kind is Kind.STATE and found.kind is not Kind.STATE:
        # A state's name alone, as in "(Mali)" behind a militia's, is not the militia; nor is a far army of its name.
        return first if _same(first, found) and _acts_in(first, found.country, world) is not False else None
    return first


def _same(entry: Entry, found: FoundEntity) -> bool:
    return any(fold(name.text) == fold(found.name) for name in entry.names)


def _by_acronym(acronym: str, full: str, world: World, found: FoundEntity) -> Entry | None:
    """Trust an acronym only where the name behind it is alike: many groups share one."""
    fitting = [
        entry
        for entry in world.find(acronym)
        if entry.kind.acts
        and _acts_in(entry, found.country, world) is not False
        and max(similarity(full, name.text) for name in entry.names) >= SUGGEST_THRESHOLD
    ]
    return _one(tuple(fitting), found, world)


def _acts_in(entry: Entry, country: str | None, world: World) -> bool | None:
    """Whether a listed group acts in a country, given by name; ``None`` where that is not known."""
    if country is None or not entry.country:
        return None
    behind = _BEHIND.fullmatch(country)  # UCDP writes "Myanmar (Burma)"
    states = [each for name in (behind.groups() if behind else (country,)) for each in world.find(name)]
    codes = {code for state in states if state.key in world.states for code in _codes(state)}
    return bool(codes & _codes(entry)) if codes else None


def _codes(entry: Entry) -> set[str]:
    return set((entry.country or "").split("; ")) - {""}


def _of_state(body: str, rest: str, world: World) -> tuple[str | None, tuple[str, ...]] | None:
    """Find "Government of X", "Military Forces of X": the state itself, or its army as the lists or texts name it."""
    behind = _BEHIND.fullmatch(rest)
    state = next(
        (
            entry
            for name in (rest, *(behind.groups() if behind else ()))
            for entry in world.find(name)
            if entry.key in world.states
        ),
        None,
    )
    if state is None:
        return None
    if body in ("government", "state", "regime", "republic"):
        return state.key, ()
    adjectives = [*world.states[state.key].demonyms, state.name]
    listed: tuple[str, ...]
    said: tuple[str, ...]
    if body.startswith("police"):
        listed, said = ("{} National Police", "{} Police", "{} Police Force"), ("{} police",)
    else:
        listed = (
            "{} Armed Forces", "{} Army", "{} Military", "{} National Army", "{} Defence Forces", "{} Defense Forces",
            "{} Arab Army", "{} National Armed Forces",
        )  # fmt: skip
        said = ("{} army", "{} military", "{} armed forces")
    for form in listed:
        for adjective in adjectives:
            for entry in world.find(form.format(adjective)):
                if entry.kind is Kind.STATE and entry.key != state.key:
                    return entry.key, ()
    for name in (f"Armed Forces of {state.name}", f"{'Police' if body.startswith('police') else 'Army'} of {rest}"):
        for entry in world.find(name):
            if entry.kind is Kind.STATE and entry.key != state.key:
                return entry.key, ()
    capitalised = adjectives[0][:1].upper() + adjectives[0][1:]
    return None, tuple(form.format(capitalised) for form in said)
