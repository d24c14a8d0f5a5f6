"""Fuzzing of everything that takes bytes from outside; ``python -m tests.fuzzing`` runs it, guided by coverage."""
