-- Rows of coded datasets are articles of kind 'event'; what only they have stands here.
-- For an event, articles.text_hash is made of the dataset's name and the row's id (of the whole row where it has none):
-- many rows share their notes, so the text says nothing of which row it is.
ALTER TABLE imports ADD COLUMN updated INTEGER NOT NULL DEFAULT 0;

-- Set where a claim of a directed relation tells of both sides alike, as a coded battle does: the claim says that they
-- fight, not who attacks. Its relationship has the entity of the lower id as subject.
ALTER TABLE claims ADD COLUMN undirected INTEGER NOT NULL DEFAULT 0 CHECK (undirected IN (0, 1));

CREATE TABLE events (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    dataset TEXT NOT NULL,
    row_id TEXT,
    row_hash BLOB NOT NULL,
    type TEXT,
    subtype TEXT,
    latitude REAL,
    longitude REAL,
    deaths INTEGER,
    deaths_low INTEGER,
    deaths_high INTEGER,
    sources TEXT
) STRICT;

-- Who takes part in an event according to its columns, and where it is, which need not be named in its text.
CREATE TABLE event_actors (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    entity_id INTEGER NOT NULL REFERENCES entities (id),
    role TEXT NOT NULL,
    PRIMARY KEY (article_id, entity_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actors_entity ON event_actors (entity_id, article_id);

-- Which articles have to do with which entities: by a mention in the text or by a column of the row.
CREATE VIEW article_entities AS
SELECT article_id, entity_id FROM mentions UNION ALL SELECT article_id, entity_id FROM event_actors;

-- The writer fills the full-text index itself, many articles at a time: a trigger makes the index write down what it has
-- after every row, which takes six times as long.
DROP TRIGGER articles_fts_insert;
