"""The search over a store's names follows the store, and needs no cache to be right."""

from __future__ import annotations

from pathlib import Path

from store.database import open_reader
from store.queries.name_index import StoreNames
from store.records import Article, FoundEntity, Kind, Reading, Span
from store.world import load_world
from store.writing import Writer


def write(store: Path, *names: str, kind: Kind = Kind.ARMED_GROUP) -> None:
    with Writer(store, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            for name in names:
                entity = FoundEntity("e1", name, kind, (name,), (Span(0, len(name)),))
                writer.add(Article(f"{name} was seen.", name), Reading("en", (entity,), ()), import_id, "1")


def first(names: StoreNames, store: Path, query: str) -> str | None:
    connection = open_reader(store)
    try:
        hits = names.search(connection, query, 1)
        return hits[0].entity if hits else None
    finally:
        connection.close()


def caches(store: Path) -> list[Path]:
    return sorted(store.parent.glob(f"{store.name}-names-*"))


def test_another_spelling_finds_the_entity_and_says_why(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    write(store, "Katibat al-Qamariya", "Liwa al-Zandal")
    connection = open_reader(store)
    hits = StoreNames(store).search(connection, "Kateebat el Qamariyah", 3)
    connection.close()
    assert hits[0].entity == "Katibat al-Qamariya"
    assert hits[0].why


def test_names_that_arrive_later_are_found_at_once(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    write(store, "Katibat al-Qamariya")
    names = StoreNames(store)
    assert first(names, store, "Katibat al-Qamariya") == "Katibat al-Qamariya"
    write(store, "Ostrand Liberation Movement")
    assert first(names, store, "Ostrand Liberation Movement") == "Ostrand Liberation Movement"


def test_a_second_start_takes_the_cache_and_finds_the_same(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    write(store, "Katibat al-Qamariya", "Liwa al-Zandal")
    assert first(StoreNames(store), store, "Zandal") == "Liwa al-Zandal"
    assert len(caches(store)) == 1
    assert first(StoreNames(store), store, "Zandal") == "Liwa al-Zandal"


def test_a_damaged_cache_is_no_cache(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    write(store, "Katibat al-Qamariya", "Liwa al-Zandal")
    first(StoreNames(store), store, "Zandal")
    (cache,) = caches(store)
    content = bytearray(cache.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    cache.write_bytes(content)
    assert first(StoreNames(store), store, "Zandal") == "Liwa al-Zandal"


def test_the_cache_of_another_store_at_the_same_place_is_not_taken(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    write(store, "Katibat al-Qamariya")
    first(StoreNames(store), store, "Qamariya")
    (cache,) = caches(store)
    kept = cache.read_bytes()
    for file in tmp_path.iterdir():
        file.unlink()
    write(store, "Liwa al-Zandal")
    cache.write_bytes(kept)
    assert first(StoreNames(store), store, "Zandal") == "Liwa al-Zandal"


def test_only_the_wanted_kinds_come_back(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    write(store, "Qamariya Brigade")
    write(store, "Qamariya", kind=Kind.PLACE)
    connection = open_reader(store)
    hits = StoreNames(store).search(connection, "Qamariya", 5, kinds=[Kind.PLACE])
    connection.close()
    assert [hit.entity for hit in hits] == ["Qamariya"]
