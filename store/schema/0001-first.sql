CREATE TABLE outlets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'finished', 'interrupted')),
    sources TEXT NOT NULL,
    added INTEGER NOT NULL DEFAULT 0,
    known INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE skipped_items (
    id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES imports (id),
    path TEXT NOT NULL,
    position INTEGER,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX skipped_items_import ON skipped_items (import_id);

-- The long text stands last, so that lists of titles and dates never read it.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    text_hash BLOB NOT NULL UNIQUE,
    title TEXT NOT NULL,
    outlet_id INTEGER REFERENCES outlets (id),
    date TEXT,
    language TEXT,
    address TEXT,
    path TEXT NOT NULL,
    position INTEGER,
    kind TEXT NOT NULL DEFAULT 'report' CHECK (kind IN ('report', 'event')),
    import_id INTEGER REFERENCES imports (id),
    added_at TEXT NOT NULL,
    extractor_version TEXT,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX articles_date ON articles (date, id);
CREATE INDEX articles_outlet ON articles (outlet_id, date);

CREATE TABLE copies (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    outlet_id INTEGER REFERENCES outlets (id),
    date TEXT,
    address TEXT,
    path TEXT NOT NULL,
    position INTEGER,
    import_id INTEGER REFERENCES imports (id)
) STRICT;
CREATE UNIQUE INDEX copies_once
    ON copies (article_id, title, ifnull(outlet_id, 0), ifnull(date, ''), ifnull(address, ''));

CREATE VIRTUAL TABLE articles_fts USING fts5 (
    title, text, content = 'articles', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, text ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;

-- Ids of entities and names are never given twice: caches beside the store rely on it.
-- The counters and dates are kept in step with mentions and claims by the one write path.
CREATE TABLE entities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('armed_group', 'state', 'organization', 'person', 'place')),
    listed TEXT UNIQUE,
    merged_into INTEGER REFERENCES entities (id),
    articles INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    claims INTEGER NOT NULL DEFAULT 0,
    first_date TEXT,
    last_date TEXT,
    added_at TEXT NOT NULL
) STRICT;
CREATE INDEX entities_merged ON entities (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX entities_name ON entities (name COLLATE NOCASE, id);
CREATE INDEX entities_claims ON entities (kind, claims DESC, articles DESC, id);
CREATE INDEX entities_articles ON entities (kind, articles DESC, id);

CREATE TABLE names (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entity_id INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    sounds TEXT NOT NULL DEFAULT '',
    type TEXT NOT NULL CHECK (type IN ('canonical', 'alias', 'acronym', 'former', 'original')),
    since INTEGER,
    until INTEGER,
    origin TEXT NOT NULL CHECK (origin IN ('world', 'article', 'analyst')),
    UNIQUE (entity_id, name)
) STRICT;
CREATE INDEX names_folded ON names (folded, entity_id);
CREATE INDEX names_sounds ON names (sounds, entity_id);

CREATE TABLE mentions (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (end > start),
    entity_id INTEGER NOT NULL REFERENCES entities (id),
    PRIMARY KEY (article_id, start, end, entity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_entity ON mentions (entity_id, article_id);

CREATE TABLE relationships (
    id INTEGER PRIMARY KEY,
    subject_id INTEGER NOT NULL REFERENCES entities (id),
    relation TEXT NOT NULL,
    object_id INTEGER NOT NULL REFERENCES entities (id),
    stance TEXT NOT NULL CHECK (stance IN ('hostile', 'cooperative', 'structural', 'territorial')),
    claims INTEGER NOT NULL DEFAULT 0,
    outlets INTEGER NOT NULL DEFAULT 0,
    asserted INTEGER NOT NULL DEFAULT 0,
    reported INTEGER NOT NULL DEFAULT 0,
    planned INTEGER NOT NULL DEFAULT 0,
    denied INTEGER NOT NULL DEFAULT 0,
    first_date TEXT,
    last_date TEXT,
    UNIQUE (subject_id, relation, object_id)
) STRICT;
CREATE INDEX relationships_object ON relationships (object_id, relation);
CREATE INDEX relationships_claims ON relationships (claims DESC, id);
CREATE INDEX relationships_last ON relationships (last_date DESC, id);

CREATE TABLE relationship_outlets (
    relationship_id INTEGER NOT NULL REFERENCES relationships (id) ON DELETE CASCADE,
    outlet_id INTEGER NOT NULL REFERENCES outlets (id),
    claims INTEGER NOT NULL,
    PRIMARY KEY (relationship_id, outlet_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    relationship_id INTEGER REFERENCES relationships (id),
    subject_id INTEGER NOT NULL REFERENCES entities (id),
    relation TEXT NOT NULL,
    object_id INTEGER NOT NULL REFERENCES entities (id),
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (end > start),
    trigger_start INTEGER,
    trigger_end INTEGER,
    status TEXT NOT NULL CHECK (status IN ('asserted', 'reported', 'planned', 'denied')),
    confidence TEXT NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    said_by TEXT,
    said_by_id INTEGER REFERENCES entities (id),
    date TEXT,
    dated_by TEXT CHECK (dated_by IN ('text', 'article')),
    verdict TEXT CHECK (verdict IN ('confirmed', 'rejected')),
    extractor TEXT NOT NULL,
    extractor_version TEXT NOT NULL,
    reasons TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX claims_relationship ON claims (relationship_id, date);
CREATE INDEX claims_date ON claims (date DESC, id DESC);
CREATE INDEX claims_article ON claims (article_id, start);
CREATE INDEX claims_subject ON claims (subject_id);
CREATE INDEX claims_object ON claims (object_id);
CREATE INDEX claims_said_by ON claims (said_by_id) WHERE said_by_id IS NOT NULL;

CREATE TABLE merge_suggestions (
    id INTEGER PRIMARY KEY,
    entity_id INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    score REAL NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'merged', 'apart')),
    UNIQUE (entity_id, other_id),
    CHECK (entity_id < other_id)
) STRICT;

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    details TEXT NOT NULL,
    undo TEXT NOT NULL,
    undone_at TEXT
) STRICT;

CREATE VIEW readable_claims AS
SELECT claims.id, subjects.name AS subject, claims.relation, objects.name AS object, claims.status,
       claims.confidence, claims.said_by, claims.date, claims.verdict,
       substr(articles.text, claims.start + 1, claims.end - claims.start) AS evidence,
       outlets.name AS outlet, articles.title, articles.date AS article_date, articles.address,
       articles.id AS article_id,
       claims.relationship_id
FROM claims
JOIN entities AS subjects ON subjects.id = claims.subject_id
JOIN entities AS objects ON objects.id = claims.object_id
JOIN articles ON articles.id = claims.article_id
LEFT JOIN outlets ON outlets.id = articles.outlet_id;

CREATE VIEW readable_relationships AS
SELECT relationships.id, subjects.name AS subject, relationships.relation, objects.name AS object,
       relationships.stance, relationships.claims, relationships.outlets, relationships.asserted,
       relationships.reported, relationships.planned, relationships.denied, relationships.first_date,
       relationships.last_date
FROM relationships
JOIN entities AS subjects ON subjects.id = relationships.subject_id
JOIN entities AS objects ON objects.id = relationships.object_id;
