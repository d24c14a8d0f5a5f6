"""The names of the world: groups, states and their forces, organisations and places known before any article is read.

>>> world = load_world()
>>> [entry.name for entry in world.find("U.S.")]
['United States']
"""

from store.world.entries import Entry, Leader, ListedName, NameType, StateFacts, WorldError
from store.world.folding import Word, fold, words
from store.world.loading import load_world
from store.world.lookup import LeaderOf, Match, World
from store.world.places import Place, PlaceMatch, Places, Strength

__all__ = [
    "Entry",
    "Leader",
    "LeaderOf",
    "ListedName",
    "Match",
    "NameType",
    "Place",
    "PlaceMatch",
    "Places",
    "StateFacts",
    "Strength",
    "Word",
    "World",
    "WorldError",
    "fold",
    "load_world",
    "words",
]
