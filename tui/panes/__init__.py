"""The panes of the explorer: each a windowed list over one listing of the store."""
