"""Dependency paths: the same predicates along the tree of a parsed sentence."""
