"""From candidates to claims: both extractors on every sentence, one claim for each subject, relation and object."""
