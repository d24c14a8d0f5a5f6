"""Fitting of the data files that the name search ships, from pairs of spellings."""
