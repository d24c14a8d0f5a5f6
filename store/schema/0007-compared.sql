-- The claims that contradictions are looked for among, in the order of time: a view over a whole store compares thousands
-- of them, from all over the table. Its conditions are those of the query, word by word.
CREATE INDEX claims_compared ON claims (relationship_id, date, article_id)
    WHERE relation IN ('allied_with', 'fights', 'controls') AND status IN ('asserted', 'reported')
    AND verdict IS NOT 'rejected' AND length(date) = 10;
