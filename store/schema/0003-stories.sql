-- Articles that tell one story in nearly the same words, and those that others printed word for word (see copies).
-- Only articles of which there are copies stand here. story_id is the article that counts as the story's first,
-- outlet_id the outlet that the story counts for.
CREATE TABLE story_articles (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    outlet_id INTEGER REFERENCES outlets (id)
) STRICT;
CREATE INDEX story_articles_story ON story_articles (story_id, article_id);

-- Keys of texts by which copies find each other; texts of one story most likely have one in common.
-- Without a foreign key: it would be checked seven times an article, and texts never change or go.
CREATE TABLE story_keys (
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (key, article_id)
) STRICT, WITHOUT ROWID;

-- Claims that an outlet printed in its copies of other outlets' stories. They count for those others, in claims.
ALTER TABLE relationship_outlets ADD COLUMN copies INTEGER NOT NULL DEFAULT 0;
