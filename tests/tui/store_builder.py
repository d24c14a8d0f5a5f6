"""Fills stores with seeded synthetic articles, directly into the schema, so that screens can be tested at any size.

The texts are made of a few sentence templates; names are put together from syllables. Counters, dates and spans are
consistent, as the program itself would have written them.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from store.database import open_writer
from store.months import rebuild_months
from store.names import fold
from store.records import Relation

FIRST = ["Ka", "Ro", "Ma", "Ti", "Su", "Ve", "Da", "Lo", "Ne", "Ba", "Zi", "Hu"]
LAST = ["dar", "meni", "lora", "sub", "vani", "keth", "ruz", "bala", "tor", "nima"]
FORMS = ["{} Front", "{} Brigade", "Army of {}", "{} Liberation Movement", "{} Defence Force", "Battalion of {}"]
OUTLETS = ["Harbour Gazette", "The Ridge Monitor", "Northern Wire", "Delta Herald", "Plain Dealer Weekly", "Radio Sefa"]
VERBS = {
    Relation.FIGHTS: "attacked",
    Relation.THREATENS: "threatened to attack",
    Relation.ACCUSES: "accused",
    Relation.SANCTIONS: "blacklisted",
    Relation.ALLIED_WITH: "fought alongside",
    Relation.SUPPORTS: "sent arms to",
    Relation.NEGOTIATES_WITH: "held talks with",
    Relation.PART_OF: "is a wing of",
    Relation.AFFILIATED_WITH: "pledged allegiance to",
    Relation.SPLIT_FROM: "broke away from",
    Relation.MERGED_INTO: "merged into",
    Relation.SAME_AS: "was formerly known as",
    Relation.LEADS: "is the commander of",
    Relation.CONTROLS: "took control of",
    Relation.WITHDRAWS_FROM: "withdrew from",
}
FILLER = [
    "Residents spoke of heavy traffic on the road to the coast.",
    "No figures for losses were given.",
    "The market stayed closed for a second day.",
    "Aid workers waited at the crossing until dusk.",
]


@dataclass
class Sizes:
    """How much to make."""

    articles: int = 50
    groups: int = 24
    persons: int = 6
    places: int = 10
    seed: int = 7
    hostile: list[str] = field(default_factory=list)
    """Texts that replace names, titles and outlets here and there."""


def build_store(path: Path, sizes: Sizes | None = None) -> Path:
    """Create a store of the wanted size; the same sizes always give the same content."""
    sizes = sizes or Sizes()
    database = open_writer(path)
    connection: sqlite3.Connection = database.conn
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    _Builder(connection, sizes).run()
    connection.execute("COMMIT")
    connection.execute("PRAGMA optimize")
    database.close()
    return path


class _Builder:
    def __init__(self, connection: sqlite3.Connection, sizes: Sizes) -> None:
        self.db, self.sizes, self.random = connection, sizes, random.Random(sizes.seed)
        self.names: dict[int, str] = {}
        self.kinds: dict[int, str] = {}
        self.pairs: dict[tuple[int, str, int], int] = {}

    def run(self) -> None:
        self._entities()
        self._outlets()
        self._articles()
        self._counters()

    def _entities(self) -> None:
        used: set[str] = set()
        rows, names = [], []

        def add(name: str, kind: str) -> None:
            if name in used:
                name = f"{name} {len(used)}"
            used.add(name)
            number = len(self.names) + 1
            if self.sizes.hostile and number % 5 == 0:
                name = self.sizes.hostile[number // 5 % len(self.sizes.hostile)] + f" {number}"
            self.names[number], self.kinds[number] = name, kind
            rows.append((number, name, kind, "2024-01-01T00:00:00Z"))
            names.append((number, name, fold(name), "canonical", "article"))
            if kind == "armed_group" and number % 3 == 0:
                acronym = "".join(word[0] for word in name.split()).upper() + str(number)
                names.append((number, acronym, fold(acronym), "acronym", "article"))
            if number % 4 == 0:
                names.append((number, f"جبهة {number}", fold(f"جبهة {number}"), "original", "world"))

        for _ in range(self.sizes.groups):
            stem = self.random.choice(FIRST) + self.random.choice(LAST)
            draw = self.random.random()
            if draw < 0.75:
                add(self.random.choice(FORMS).format(stem), "armed_group")
            elif draw < 0.9:
                add(f"Republic of {stem}", "state")
            else:
                add(f"{stem} Observatory", "organization")
        for _ in range(self.sizes.persons):
            add(f"{self.random.choice(FIRST)} {self.random.choice(FIRST)}{self.random.choice(LAST)}", "person")
        for _ in range(self.sizes.places):
            add(f"{self.random.choice(FIRST)}{self.random.choice(LAST)}a", "place")
        self.db.executemany("INSERT INTO entities (id, name, kind, added_at) VALUES (?, ?, ?, ?)", rows)
        self.db.executemany("INSERT INTO names (entity_id, name, folded, type, origin) VALUES (?, ?, ?, ?, ?)", names)
        self.by_kind = defaultdict(list)
        for number, kind in self.kinds.items():
            self.by_kind["group" if kind in ("armed_group", "state", "organization") else kind].append(number)

    def _outlets(self) -> None:
        self.outlets = list(OUTLETS)
        if self.sizes.hostile:
            self.outlets[1] = self.sizes.hostile[0]
        rows = [(number, name, fold(name) + str(number)) for number, name in enumerate(self.outlets, 1)]
        self.db.executemany("INSERT INTO outlets (id, name, folded) VALUES (?, ?, ?)", rows)

    def _pick(self, kind: str) -> int:
        # The first ones are in most of the news, as in life.
        pool = self.by_kind[kind]
        return pool[int(len(pool) * self.random.random() ** 2.5)]

    def _articles(self) -> None:
        articles, mentions, claims = [], [], []
        for number in range(1, self.sizes.articles + 1):
            self._article(number, articles, mentions, claims)
            if len(articles) >= 5000:
                self._write(articles, mentions, claims)
        self._write(articles, mentions, claims)

    def _article(self, number: int, articles: list, mentions: list, claims: list) -> None:
        rnd = self.random
        day = rnd.randrange(0, 6 * 365)
        date = f"{2013 + day // 365}-{1 + day % 365 // 31:02d}-{1 + day % 28:02d}" if rnd.random() > 0.02 else None
        outlet = rnd.randrange(1, len(self.outlets) + 1)
        told = [self._told() for _ in range(rnd.randrange(1, 5))]
        subject, relation, object_, _, _ = told[0]
        title = f"{self.names[subject]} {VERBS[relation]} {self.names[object_]}"
        if self.sizes.hostile and number % 3 == 0:
            title = self.sizes.hostile[number // 3 % len(self.sizes.hostile)]
        text, here = title + "\n\n", set()
        for subject, relation, object_, status, confidence in told:
            start = len(text)
            said_by = None
            if status == "reported":
                said_by = rnd.choice(self.outlets)
                text += f"According to {said_by}, "
            elif status == "denied":
                text += "It is not true that "
            elif status == "planned":
                text += "Within days, it was said, "
            at_subject = len(text)
            text += self.names[subject] + " "
            at_verb = len(text)
            text += VERBS[relation] + " "
            at_object = len(text)
            text += self.names[object_] + "."
            here.add((number, at_subject, at_subject + len(self.names[subject]), subject))
            here.add((number, at_object, at_object + len(self.names[object_]), object_))
            key = (subject, relation.value, object_)
            relationship = self.pairs.setdefault(key, len(self.pairs) + 1)
            claims.append(
                (number, relationship, *key, start, len(text), at_verb, at_verb + len(VERBS[relation]), status,
                 confidence, said_by, date, "article", "pattern", "1", '["the verb stands between two names"]')
            )  # fmt: skip
            text += " " + rnd.choice(FILLER) + ("\n\n" if rnd.random() < 0.4 else " ")
        mentions.extend(sorted(here))
        language = "en" if number % 9 else "ar"
        address = f"https://example.org/{number}"
        digest = hashlib.sha256(f"{number}{text}".encode()).digest()
        articles.append((number, digest, title, outlet, date, language, address, "made.csv", number, "2024", text))

    def _told(self) -> tuple[int, Relation, int, str, str]:
        rnd = self.random
        relation = rnd.choice(list(Relation))
        subject = self._pick("person" if relation is Relation.LEADS else "group")
        object_ = self._pick("place" if relation.stance == "territorial" else "group")
        while object_ == subject:
            object_ = self._pick("group")
        status = rnd.choices(["asserted", "reported", "planned", "denied"], [60, 25, 10, 5])[0]
        confidence = rnd.choices(["high", "medium", "low"], [50, 35, 15])[0]
        return subject, relation, object_, status, confidence

    def _write(self, articles: list, mentions: list, claims: list) -> None:
        self.db.executemany(
            "INSERT INTO articles (id, text_hash, title, outlet_id, date, language, address, path, position, added_at, "
            "text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            articles,
        )
        self.db.executemany(
            "INSERT INTO articles_fts (rowid, title, text) SELECT id, title, text FROM articles WHERE id = ?",
            [(row[0],) for row in articles],
        )
        self.db.executemany("INSERT INTO mentions VALUES (?, ?, ?, ?)", mentions)
        self.db.executemany(
            "INSERT OR IGNORE INTO relationships (id, subject_id, relation, object_id, stance) VALUES (?, ?, ?, ?, ?)",
            [(number, *key, Relation(key[1]).stance.value) for key, number in self.pairs.items()],
        )
        self.db.executemany(
            "INSERT INTO claims (article_id, relationship_id, subject_id, relation, object_id, start, end, "
            "trigger_start, trigger_end, status, confidence, said_by, date, dated_by, extractor, extractor_version, "
            "reasons) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            claims,
        )
        articles.clear(), mentions.clear(), claims.clear()

    def _counters(self) -> None:
        self.db.execute(
            "INSERT INTO relationship_outlets (relationship_id, outlet_id, claims) SELECT relationship_id, outlet_id, count(*) FROM claims "
            "JOIN articles ON articles.id = article_id GROUP BY 1, 2"
        )
        self.db.execute(
            """
            UPDATE relationships SET claims = c.claims, asserted = c.asserted, reported = c.reported,
                planned = c.planned, denied = c.denied, first_date = c.first_date, last_date = c.last_date
            FROM (SELECT relationship_id, count(*) AS claims, sum(status = 'asserted') AS asserted,
                         sum(status = 'reported') AS reported, sum(status = 'planned') AS planned,
                         sum(status = 'denied') AS denied, min(date) AS first_date, max(date) AS last_date
                  FROM claims GROUP BY 1) AS c WHERE c.relationship_id = relationships.id
            """
        )
        self.db.execute(
            "UPDATE relationships SET outlets = (SELECT count(*) FROM relationship_outlets WHERE relationship_id = id)"
        )
        self.db.execute(
            """
            UPDATE entities SET articles = c.articles, mentions = c.mentions, first_date = c.first_date,
                last_date = c.last_date
            FROM (SELECT entity_id, count(DISTINCT article_id) AS articles, count(*) AS mentions,
                         min(date) AS first_date, max(date) AS last_date
                  FROM mentions JOIN articles ON articles.id = article_id GROUP BY 1) AS c
            WHERE c.entity_id = entities.id
            """
        )
        counted: Counter[int] = Counter()
        for subject, object_ in self.db.execute("SELECT subject_id, object_id FROM claims"):
            counted[subject] += 1
            counted[object_] += 1
        self.db.executemany("UPDATE entities SET claims = ? WHERE id = ?", [(n, key) for key, n in counted.items()])
        rebuild_months(self.db)


if __name__ == "__main__":
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    build_store(Path(sys.argv[1]), Sizes(articles=wanted, groups=max(24, wanted // 10), places=max(10, wanted // 100)))
