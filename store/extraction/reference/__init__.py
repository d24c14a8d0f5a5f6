"""Whom "it", "the group" and "the rebels" stand for."""
