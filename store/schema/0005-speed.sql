-- What makes a store of a million articles quick to read and small on the disk.

-- Reasons are said again and again: each stands here once. claims.reasons is a JSON list of these ids; a text in the list
-- stands for itself, as in all lists written before.
CREATE TABLE reasons (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

DROP INDEX claims_subject;
DROP INDEX claims_object;
CREATE INDEX claims_subject ON claims (subject_id, date);
CREATE INDEX claims_object ON claims (object_id, date);

-- The orders in which the panes list.
CREATE INDEX articles_title ON articles (substr(title, 1, 40) COLLATE NOCASE);
CREATE INDEX relationships_outlets ON relationships (outlets DESC, claims DESC, id);
CREATE INDEX relationships_first ON relationships (first_date, id);
CREATE INDEX relationships_relation ON relationships (relation, claims DESC, id);
CREATE INDEX relationship_outlets_outlet ON relationship_outlets (outlet_id);
DROP INDEX entities_articles;
-- Said by what they are not: SQLite would look up kinds that stand in a list one by one, and sort what it finds.
CREATE INDEX groups_claims ON entities (claims DESC, articles DESC, id)
    WHERE kind NOT IN ('person', 'place') AND merged_into IS NULL;
CREATE INDEX groups_articles ON entities (articles DESC, id)
    WHERE kind NOT IN ('person', 'place') AND merged_into IS NULL;
CREATE INDEX groups_first ON entities (first_date, id)
    WHERE kind NOT IN ('person', 'place') AND merged_into IS NULL;
CREATE INDEX groups_last ON entities (last_date DESC, id)
    WHERE kind NOT IN ('person', 'place') AND merged_into IS NULL;

-- Claims that are neither denied nor rejected, counted by month (YYYY-MM or YYYY, empty without a date) and stance. The
-- write path adds and takes away a batch at a time; the trigger below follows every change of a claim that is there.
CREATE TABLE entity_months (
    entity_id INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    month TEXT NOT NULL,
    hostile INTEGER NOT NULL DEFAULT 0,
    cooperative INTEGER NOT NULL DEFAULT 0,
    structural INTEGER NOT NULL DEFAULT 0,
    territorial INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (entity_id, month)
) STRICT, WITHOUT ROWID;
CREATE TABLE months (
    month TEXT PRIMARY KEY,
    hostile INTEGER NOT NULL DEFAULT 0,
    cooperative INTEGER NOT NULL DEFAULT 0,
    structural INTEGER NOT NULL DEFAULT 0,
    territorial INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TRIGGER claims_months_before AFTER UPDATE OF subject_id, relation, object_id, status, date, verdict ON claims
WHEN old.status != 'denied' AND old.verdict IS NOT 'rejected' BEGIN
    UPDATE entity_months SET
        hostile = hostile - (old.relation IN ('fights', 'threatens', 'accuses', 'sanctions')),
        cooperative = cooperative - (old.relation IN ('allied_with', 'supports', 'negotiates_with')),
        structural = structural
            - (old.relation IN ('part_of', 'affiliated_with', 'split_from', 'merged_into', 'same_as', 'leads')),
        territorial = territorial - (old.relation IN ('controls', 'withdraws_from'))
    WHERE entity_id IN (old.subject_id, old.object_id) AND month = ifnull(substr(old.date, 1, 7), '');
    UPDATE months SET
        hostile = hostile - (old.relation IN ('fights', 'threatens', 'accuses', 'sanctions')),
        cooperative = cooperative - (old.relation IN ('allied_with', 'supports', 'negotiates_with')),
        structural = structural
            - (old.relation IN ('part_of', 'affiliated_with', 'split_from', 'merged_into', 'same_as', 'leads')),
        territorial = territorial - (old.relation IN ('controls', 'withdraws_from'))
    WHERE month = ifnull(substr(old.date, 1, 7), '');
END;
CREATE TRIGGER claims_months_after AFTER UPDATE OF subject_id, relation, object_id, status, date, verdict ON claims
WHEN new.status != 'denied' AND new.verdict IS NOT 'rejected' BEGIN
    INSERT OR IGNORE INTO entity_months (entity_id, month) VALUES (new.subject_id, ifnull(substr(new.date, 1, 7), ''));
    INSERT OR IGNORE INTO entity_months (entity_id, month) VALUES (new.object_id, ifnull(substr(new.date, 1, 7), ''));
    INSERT OR IGNORE INTO months (month) VALUES (ifnull(substr(new.date, 1, 7), ''));
    UPDATE entity_months SET
        hostile = hostile + (new.relation IN ('fights', 'threatens', 'accuses', 'sanctions')),
        cooperative = cooperative + (new.relation IN ('allied_with', 'supports', 'negotiates_with')),
        structural = structural
            + (new.relation IN ('part_of', 'affiliated_with', 'split_from', 'merged_into', 'same_as', 'leads')),
        territorial = territorial + (new.relation IN ('controls', 'withdraws_from'))
    WHERE entity_id IN (new.subject_id, new.object_id) AND month = ifnull(substr(new.date, 1, 7), '');
    UPDATE months SET
        hostile = hostile + (new.relation IN ('fights', 'threatens', 'accuses', 'sanctions')),
        cooperative = cooperative + (new.relation IN ('allied_with', 'supports', 'negotiates_with')),
        structural = structural
            + (new.relation IN ('part_of', 'affiliated_with', 'split_from', 'merged_into', 'same_as', 'leads')),
        territorial = territorial + (new.relation IN ('controls', 'withdraws_from'))
    WHERE month = ifnull(substr(new.date, 1, 7), '');
END;

INSERT INTO entity_months (entity_id, month, hostile, cooperative, structural, territorial)
SELECT side, ifnull(substr(date, 1, 7), ''),
       sum(relation IN ('fights', 'threatens', 'accuses', 'sanctions')),
       sum(relation IN ('allied_with', 'supports', 'negotiates_with')),
       sum(relation IN ('part_of', 'affiliated_with', 'split_from', 'merged_into', 'same_as', 'leads')),
       sum(relation IN ('controls', 'withdraws_from'))
FROM (
    SELECT subject_id AS side, date, relation FROM claims WHERE status != 'denied' AND verdict IS NOT 'rejected'
    UNION ALL SELECT object_id, date, relation FROM claims
    WHERE status != 'denied' AND verdict IS NOT 'rejected' AND object_id != subject_id
) GROUP BY 1, 2;
INSERT INTO months (month, hostile, cooperative, structural, territorial)
SELECT ifnull(substr(date, 1, 7), ''),
       sum(relation IN ('fights', 'threatens', 'accuses', 'sanctions')),
       sum(relation IN ('allied_with', 'supports', 'negotiates_with')),
       sum(relation IN ('part_of', 'affiliated_with', 'split_from', 'merged_into', 'same_as', 'leads')),
       sum(relation IN ('controls', 'withdraws_from'))
FROM claims WHERE status != 'denied' AND verdict IS NOT 'rejected' GROUP BY 1;

-- Pairs of relationships that speak against each other: the same two are told to be allied and to fight.
CREATE TABLE opposed_relationships (
    allied_id INTEGER NOT NULL REFERENCES relationships (id) ON DELETE CASCADE,
    fights_id INTEGER NOT NULL REFERENCES relationships (id) ON DELETE CASCADE,
    PRIMARY KEY (allied_id, fights_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX opposed_relationships_fights ON opposed_relationships (fights_id);
CREATE TRIGGER relationships_allied AFTER INSERT ON relationships WHEN new.relation = 'allied_with' BEGIN
    INSERT OR IGNORE INTO opposed_relationships (allied_id, fights_id) SELECT new.id, id FROM relationships
    WHERE relation = 'fights' AND subject_id = new.subject_id AND object_id = new.object_id;
    INSERT OR IGNORE INTO opposed_relationships (allied_id, fights_id) SELECT new.id, id FROM relationships
    WHERE relation = 'fights' AND subject_id = new.object_id AND object_id = new.subject_id;
END;
CREATE TRIGGER relationships_fights AFTER INSERT ON relationships WHEN new.relation = 'fights' BEGIN
    INSERT OR IGNORE INTO opposed_relationships (allied_id, fights_id) SELECT id, new.id FROM relationships
    WHERE relation = 'allied_with' AND subject_id = new.subject_id AND object_id = new.object_id;
    INSERT OR IGNORE INTO opposed_relationships (allied_id, fights_id) SELECT id, new.id FROM relationships
    WHERE relation = 'allied_with' AND subject_id = new.object_id AND object_id = new.subject_id;
END;
INSERT INTO opposed_relationships (allied_id, fights_id)
SELECT a.id, f.id FROM relationships AS a CROSS JOIN relationships AS f
ON f.subject_id = a.subject_id AND f.relation = 'fights' AND f.object_id = a.object_id WHERE a.relation = 'allied_with'
UNION ALL SELECT a.id, f.id FROM relationships AS a CROSS JOIN relationships AS f
ON f.subject_id = a.object_id AND f.relation = 'fights' AND f.object_id = a.subject_id WHERE a.relation = 'allied_with';
CREATE INDEX relationships_controls ON relationships (object_id, asserted, reported) WHERE relation = 'controls';
-- The number of what fired first where a founder or another name was read, 0 where the list holds texts.
CREATE INDEX claims_first_reason ON claims (CAST(substr(reasons, 2) AS INTEGER)) WHERE relation IN ('leads', 'same_as');
CREATE INDEX relationships_denied ON relationships (claims DESC, id) WHERE denied > 0 AND asserted + reported > 0;
