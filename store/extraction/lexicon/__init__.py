"""Words as data: predicates with their relation and roles, classes of words, and how words are inflected."""
