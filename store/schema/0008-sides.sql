-- What looking for contradictions asks of all pairs that are told to be allied and to fight.
CREATE INDEX relationships_sides ON relationships (id, subject_id, object_id, asserted, reported)
    WHERE relation IN ('allied_with', 'fights') AND asserted + reported > 0;

-- Which groups have a relation is asked of either side.
DROP INDEX relationships_object;
CREATE INDEX relationships_object ON relationships (object_id, relation);
