"""Surface patterns: who is subject and object of a predicate, by the order of words."""
