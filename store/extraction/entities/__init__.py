"""Which mentions name the same, and whether a country acts or is a place."""
