-- Feeds that are polled again, with what their server asks to be told the next time.
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    title TEXT,
    etag TEXT,
    last_modified TEXT,
    added_at TEXT NOT NULL,
    polled_at TEXT,
    -- Not asked again before this moment, where the server wants to be left alone.
    retry_at TEXT,
    failure TEXT
) STRICT;

-- Entries that were taken already, by the id that their feed gives them.
CREATE TABLE feed_entries (
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    entry TEXT NOT NULL,
    PRIMARY KEY (feed_id, entry)
) STRICT, WITHOUT ROWID;
