"""Noun phrases and verbs of a sentence, and whom a noun phrase denotes."""
