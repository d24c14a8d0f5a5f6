"""A copy of a store made for Datasette: every table a page, with the indexes and views that browsing asks for.

The copy is for reading and publishing. It leaves out how things came about on this machine: the journal, the record
of imports, and the folders of files (their names stay). It is not a store, and says so by having no application id.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Final

from store.reasons import ReasonReader

_CLEANED: Final = """
UPDATE articles SET import_id = NULL;
UPDATE copies SET import_id = NULL;
UPDATE claims SET reasons = told(reasons);
DROP TABLE reasons;
DROP TABLE skipped_items;
DROP TABLE imports;
DROP TABLE journal;
"""

_ADDED: Final = """
CREATE INDEX claims_by_relation ON claims (relation, status);
CREATE INDEX claims_by_date ON claims (date);
CREATE INDEX claims_by_confidence ON claims (confidence);
CREATE INDEX articles_by_language ON articles (language);
CREATE INDEX relationships_by_stance ON relationships (stance, relation);
CREATE INDEX names_by_name ON names (name);

CREATE VIEW groups AS
SELECT id, name, kind, claims, articles, mentions, first_date, last_date,
       (SELECT group_concat(n.name, '; ') FROM names AS n WHERE n.entity_id = entities.id) AS names
FROM entities WHERE kind IN ('armed_group', 'state', 'organization') AND merged_into IS NULL;

CREATE VIEW who_fights_whom AS
SELECT * FROM readable_relationships WHERE stance = 'hostile' AND claims > 0;

CREATE VIEW who_backs_whom AS
SELECT * FROM readable_relationships WHERE stance = 'cooperative' AND claims > 0;

CREATE VIEW who_became_whom AS
SELECT * FROM readable_relationships
WHERE relation IN ('split_from', 'merged_into', 'same_as', 'part_of') AND claims > 0;
"""


def write(connection: sqlite3.Connection, target: Path) -> int:
    """Copy the store behind a connection to a new file and make it ready; return the number of articles in it.

    The source is read in one go and never locked for long; memory stays bounded. Raises :class:`sqlite3.Error`.
    """
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        # A file half made is thrown away, so that nothing needs to survive a crash.
        copy.execute("PRAGMA synchronous = OFF")
        copy.execute("PRAGMA temp_store = FILE")
        reasons = ReasonReader(connection)
        copy.create_function("told", 1, lambda stored: json.dumps(reasons.told(str(stored)), ensure_ascii=False))
        copy.create_function("file_name", 1, _file_name, deterministic=True)
        copy.execute("UPDATE articles SET path = file_name(path)")
        copy.execute("UPDATE copies SET path = file_name(path)")
        copy.executescript(_CLEANED)
        copy.executescript(_ADDED)
        copy.execute("PRAGMA application_id = 0")
        copy.execute("PRAGMA user_version = 0")
        copy.execute("ANALYZE")
        copy.execute("VACUUM")
        counted: int = copy.execute("SELECT count(*) FROM articles").fetchone()[0]
        return counted
    finally:
        copy.close()


def _file_name(path: object) -> str:
    return str(path).replace("\\", "/").rsplit("/", 1)[-1]
