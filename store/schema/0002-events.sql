-- Rows of coded datasets are articles of kind 'event'; what only they have stands here.
-- For an event, articles.text_hash is the hash of the dataset's name and the row's id (of the whole row where it has
-- none): many rows share their notes.
ALTER TABLE imports ADD COLUMN updated INTEGER NOT NULL DEFAULT 0;

CREATE TABLE events (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    dataset TEXT NOT NULL,
    row_id TEXT,
    row_hash BLOB NOT NULL,
    type TEXT,
    subtype TEXT,
    place_id INTEGER REFERENCES entities (id),
    latitude REAL,
    longitude REAL,
    deaths INTEGER,
    deaths_low INTEGER,
    deaths_high INTEGER
) STRICT;
CREATE UNIQUE INDEX events_row ON events (dataset, row_id) WHERE row_id IS NOT NULL;

-- Who takes part in an event according to its columns, which need not be named in its text.
CREATE TABLE event_actors (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    entity_id INTEGER NOT NULL REFERENCES entities (id),
    role TEXT NOT NULL,
    PRIMARY KEY (article_id, entity_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actors_entity ON event_actors (entity_id, article_id);
