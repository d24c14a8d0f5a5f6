-- Articles that tell one story in nearly the same words. Only articles that have such copies stand in story_articles;
-- story_id is the article that counts as the story's first.
CREATE TABLE story_articles (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX story_articles_story ON story_articles (story_id, article_id);

-- Locality-sensitive keys by which near-duplicates of an article are found.
CREATE TABLE story_keys (
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (key, article_id)
) STRICT, WITHOUT ROWID;
