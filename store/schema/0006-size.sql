-- What makes a store no larger than twice its texts and a little, and lists articles by what they claim.

-- The text stands first: FTS5 writes the number of the column with every word of every column but the first.
DROP TABLE articles_fts;
CREATE VIRTUAL TABLE articles_fts USING fts5 (
    text, title, content = 'articles', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');

-- Which entities are named in which articles, each pair once, in the order of the entities: half as many rows as an index
-- over all mentions would have. Triggers keep it. Articles are told by the mentions, which have the foreign key.
CREATE TABLE entity_articles (
    entity_id INTEGER NOT NULL REFERENCES entities (id),
    article_id INTEGER NOT NULL,
    PRIMARY KEY (entity_id, article_id)
) STRICT, WITHOUT ROWID;
INSERT INTO entity_articles (entity_id, article_id) SELECT DISTINCT entity_id, article_id FROM mentions ORDER BY 1, 2;

-- Mentions belong to a pair, and by it to an entity; so nothing asks for an index of them by entity.
DROP VIEW article_entities;
DROP INDEX mentions_entity;
ALTER TABLE mentions RENAME TO old_mentions;
CREATE TABLE mentions (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (end > start),
    entity_id INTEGER NOT NULL,
    PRIMARY KEY (article_id, start, end, entity_id),
    FOREIGN KEY (entity_id, article_id) REFERENCES entity_articles (entity_id, article_id)
) STRICT, WITHOUT ROWID;
INSERT INTO mentions (article_id, start, end, entity_id)
SELECT article_id, start, end, entity_id FROM old_mentions ORDER BY 1, 2, 3, 4;
DROP TABLE old_mentions;

CREATE TRIGGER mentions_insert BEFORE INSERT ON mentions BEGIN
    INSERT INTO entity_articles (entity_id, article_id) VALUES (new.entity_id, new.article_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER mentions_delete AFTER DELETE ON mentions
WHEN NOT EXISTS (SELECT 1 FROM mentions WHERE article_id = old.article_id AND entity_id = old.entity_id) BEGIN
    DELETE FROM entity_articles WHERE entity_id = old.entity_id AND article_id = old.article_id;
END;
CREATE TRIGGER mentions_move_to BEFORE UPDATE OF article_id, entity_id ON mentions BEGIN
    INSERT INTO entity_articles (entity_id, article_id) VALUES (new.entity_id, new.article_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER mentions_move_from AFTER UPDATE OF article_id, entity_id ON mentions
WHEN NOT EXISTS (SELECT 1 FROM mentions WHERE article_id = old.article_id AND entity_id = old.entity_id) BEGIN
    DELETE FROM entity_articles WHERE entity_id = old.entity_id AND article_id = old.article_id;
END;

CREATE VIEW article_entities AS
SELECT article_id, entity_id FROM entity_articles UNION ALL SELECT article_id, entity_id FROM event_actors;

-- How many claims an article has; triggers count them.
ALTER TABLE articles ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
UPDATE articles SET claims = (SELECT count(*) FROM claims WHERE article_id = articles.id)
WHERE id IN (SELECT article_id FROM claims);
CREATE INDEX articles_claims ON articles (claims DESC, date DESC);
CREATE TRIGGER claims_of_article_more AFTER INSERT ON claims BEGIN
    UPDATE articles SET claims = claims + 1 WHERE id = new.article_id;
END;
CREATE TRIGGER claims_of_article_fewer AFTER DELETE ON claims BEGIN
    UPDATE articles SET claims = claims - 1 WHERE id = old.article_id;
END;

-- An empty claims.extractor_version stands for the article's; a claim that outlives a reading keeps the one that found it.
CREATE TRIGGER articles_read_again AFTER UPDATE OF extractor_version ON articles
WHEN old.extractor_version IS NOT NULL AND old.extractor_version IS NOT new.extractor_version BEGIN
    UPDATE claims SET extractor_version = old.extractor_version WHERE article_id = old.id AND extractor_version = '';
END;

-- Columns of indexes that no query asks for any more.
DROP INDEX relationships_object;
CREATE INDEX relationships_object ON relationships (object_id);
DROP INDEX claims_subject;
CREATE INDEX claims_subject ON claims (subject_id);
DROP INDEX claims_object;
CREATE INDEX claims_object ON claims (object_id);
