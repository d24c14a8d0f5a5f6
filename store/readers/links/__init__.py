"""Relationships that somebody else has drawn up: graphs and tables of links between groups, people and places.

Each link becomes a :class:`store.records.CodedRecord` whose text is the sentence or proof that it comes with, or a line
put together from it. docs/exports.md says which formats there are and what becomes of their links.
"""
