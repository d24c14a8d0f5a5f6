"""What is fuzzed: functions that take any bytes and must not raise, each with inputs to start from.

A target holds what it returns to its promises as well: spans inside their texts, items that are articles or reasons.
"""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import store.sample
from store.errors import ConflictTuiError
from store.queries.name_filter import NameFilter

_MOST_ITEMS: Final = 2000


@dataclass(frozen=True)
class Target:
    """A function to feed, and inputs from which mutations begin."""

    feed: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


@cache
def folder() -> Path:
    """A folder of this process's own, gone with it."""
    kept = tempfile.TemporaryDirectory(prefix="fuzzing-")
    _KEPT.append(kept)
    return Path(kept.name)


_KEPT: Final[list[tempfile.TemporaryDirectory[str]]] = []


def _file(content: bytes, name: str) -> Path:
    path = folder() / name
    path.write_bytes(content)
    return path


def _reader(content: bytes) -> None:
    from store.readers.items import Skipped
    from store.readers.sources import find_sources, read_source

    (source,), _ = find_sources([str(_file(content, "input"))])
    for number, (item, _done) in enumerate(read_source(source)):
        if isinstance(item, Skipped):
            assert item.reason
            assert "\n" not in item.reason
        else:
            article = getattr(item, "article", item)
            assert article.text.strip()
            assert article.title
            article.text.encode()  # no lone surrogates: the store could not hold them
        if number > _MOST_ITEMS:
            break


def _extraction(content: bytes) -> None:
    from store.extraction import read
    from store.world import load_world

    text = content.decode("utf-8", "replace")
    reading = read(text, world=load_world())
    for entity in reading.entities:
        for span in entity.mentions:
            assert 0 <= span.start < span.end <= len(text)
    for claim in reading.claims:
        assert 0 <= claim.evidence.start < claim.evidence.end <= len(text)


@cache
def _store() -> Path:
    from store.importing import import_paths

    sample = Path(store.sample.__file__).parent
    path = folder() / "store.db"
    import_paths(path, [str(file) for file in sorted(sample.glob("*-*.md"))[:6]])
    return path


def _query(content: bytes) -> None:
    from store.database import open_reader
    from store.queries.search import search

    typed = content.decode("utf-8", "surrogateescape")
    with closing(open_reader(_store())) as connection:
        for found in search(connection, typed, _names_filter()):
            assert found.query is not None


@cache
def _names_filter() -> NameFilter:
    return NameFilter()


def _settings(content: bytes) -> None:
    from tui.settings import load_settings

    _, problems = load_settings(_file(content, "settings.toml"))
    assert all("\n" not in problem for problem in problems)


def _session(content: bytes) -> None:
    from tui.session import read_session

    read_session(_file(content, "session.json"))


def _names(content: bytes) -> None:
    from store.names import NameIndex, fold, similarity

    text = content.decode("utf-8", "surrogateescape")
    one, _, other = text.partition("\n")
    fold(one)
    assert 0 <= similarity(one, other) <= 1
    index = NameIndex.build([(1, one), (2, other), (3, "Jabhat al-Nusra")])
    index.search(text, 5)
    index.search(one, 5, exact=True)


def _names_cache(content: bytes) -> None:
    from store.names import NameIndex

    index = NameIndex.load(_file(content, "names-cache"), "stamp")
    if index is not None:
        index.search("nusra", 5)


def _world_list(content: bytes) -> None:
    from store.world.entries import read_table

    with suppress(ConflictTuiError):
        read_table(_file(content, "list.tsv"))


def _texts() -> list[bytes]:
    sample = Path(store.sample.__file__).parent
    return [file.read_bytes()[:1500] for file in sorted(sample.glob("*-*.md"))[::12]]


def _read_seeds() -> list[bytes]:
    text = _texts()[0]
    page = (
        b"<!doctype html><html><head><title>T</title></head><body><article><p>" + text + b"</p></article></body></html>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.txt", text)
        archive.writestr("page.html", page)
    row = json.dumps({"title": "T", "text": text.decode("utf-8", "replace"), "date": "2016-01-02"}).encode()
    return [
        *_texts(),
        page,
        row + b"\n" + row,
        b"[" + row + b"]",
        b'title,text,date\nA,"One, two.",2016-01-02\nB,"Three ""four"".",\n',
        b"data_id,event_id_cnty,event_date,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,"
        b"inter2,country,location,latitude,longitude,source,notes,fatalities\n7,ABC7,03 December 2020,Battles,"
        b'Armed clash,Karanda Front,,2,Velmora Brigade,,2,Mali,Kidal,18.4,1.4,Monitor,"Clashes, three dead.",3\n',
        b"id,year,type_of_violence,conflict_name,dyad_name,side_a,side_b,source_headline,where_description,latitude,"
        b"longitude,country,date_start,date_end,best,high,low\n9,2014,1,X,A - B,Government of Mali,Karanda Front,Clash,"
        b"Kidal,18.4,1.4,Mali,2014-01-02,2014-01-02,3,4,2\n",
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title><item><title>A</title>'
        b"<description>Rebels took a town on Monday, the agency said.</description></item></channel></rss>",
        b"From: a@example.org\r\nSubject: Report\r\nDate: Mon, 4 Jan 2016 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text,
        b'{"id": "a", "schema": "Organization", "properties": {"name": ["Karanda Front"], "alias": ["KF"]}}\n'
        b'{"id": "b", "schema": "UnknownLink", "properties": {"subject": ["a"], "object": ["c"], "role": ["fights"]}}\n',
        b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="n" for="node" attr.name="label"/><graph>'
        b'<node id="1"><data key="n">A</data></node><node id="2"/><edge source="1" target="2"/></graph></graphml>',
        b"subject,relation,object\nKaranda Front,fights,Velmora Brigade\n",
        packed.getvalue(),
        gzip.compress(text),
        "نص عربي عن جبهة النصرة. ".encode() * 20,
        "\ufeffUTF-16 text of some length.".encode("utf-16"),
    ]


TARGETS: Final[dict[str, Target]] = {
    "read": Target(_reader, _read_seeds),
    "extract": Target(_extraction, _texts),
    "query": Target(
        _query,
        lambda: [
            b'outlet:reuters from:2016-01 "took control"',
            b'nus* -isis NOT group:"al shabaab" status:denied',
            "جبهة OR النصرة title:x to:2015".encode(),
        ],
    ),
    "settings": Target(
        _settings, lambda: [b'theme = "dark"\nslow_query = 1.5\n[keys]\nquit = "x"\n[columns]\narticles = ["date"]\n']
    ),
    "session": Target(
        _session, lambda: [b'{"version": 1, "theme": "dark", "filters": [{"type": "KindFilter", "kind": "state"}]}']
    ),
    "names": Target(_names, lambda: [b"Jabhat al-Nusra\nJabhet an-Nusrah", "جبهة النصرة\nISIS".encode()]),
    "names-cache": Target(_names_cache, lambda: [_cache_seed()]),
    "world-list": Target(
        _world_list,
        lambda: [
            b"name\tkind\taliases\tacronyms\toriginal\tformer\tcountry\tof\nKaranda Front\tarmed_group\t\tKF\t\t\tML\t\n"
        ],
    ),
}


def _cache_seed() -> bytes:
    from store.names import NameIndex

    path = folder() / "seed-cache"
    NameIndex.build([(1, "Jabhat al-Nusra"), (2, "ISIS"), (3, "Ahrar al-Sham")]).save(path, "stamp")
    return path.read_bytes()
