"""What the articles of a synthetic corpus say: claims by relation and status, and everything around them."""

from __future__ import annotations

import random
from itertools import accumulate
from typing import Final

from store.records import Relation

WORDING: Final[dict[Relation, tuple[tuple[str, str, str], ...]]] = {
    Relation.FIGHTS: (
        ("attacked", "attack", "attacked"),
        ("clashed with", "fight", "clashed with"),
        ("shelled positions of", "shell positions of", "shelled positions of"),
        ("ambushed a convoy of", "ambush convoys of", "ambushed a convoy of"),
    ),
    Relation.THREATENS: (("threatened to attack", "threaten", "threatened"), ("warned", "warn", "warned")),
    Relation.ACCUSES: (
        ("accused", "accuse", "accused"),
        ("blamed the killings on", "blame the killings on", "blamed the killings on"),
    ),
    Relation.SANCTIONS: (
        ("imposed sanctions on", "impose sanctions on", "imposed sanctions on"),
        ("blacklisted", "blacklist", "blacklisted"),
    ),
    Relation.ALLIED_WITH: (
        ("fought alongside", "fight alongside", "fought alongside"),
        ("formed an alliance with", "form an alliance with", "formed an alliance with"),
    ),
    Relation.SUPPORTS: (
        ("sent weapons to", "send weapons to", "sent weapons to"),
        ("backed", "back", "backed"),
        ("trained fighters of", "train fighters of", "trained fighters of"),
    ),
    Relation.NEGOTIATES_WITH: (
        ("held talks with", "hold talks with", "held talks with"),
        ("signed a truce with", "sign a truce with", "signed a truce with"),
    ),
    Relation.PART_OF: (("joined", "join", "joined"), ("became part of", "become part of", "become part of")),
    Relation.AFFILIATED_WITH: (("pledged allegiance to", "pledge allegiance to", "pledged allegiance to"),),
    Relation.SPLIT_FROM: (
        ("broke away from", "break away from", "broken away from"),
        ("split from", "split from", "split from"),
    ),
    Relation.MERGED_INTO: (("merged into", "merge into", "merged into"),),
    Relation.SAME_AS: (("changed its name to", "change its name to", "changed its name to"),),
    Relation.LEADS: (("took command of", "take command of", "taken command of"),),
    Relation.CONTROLS: (
        ("took control of", "take control of", "taken control of"),
        ("seized", "seize", "seized"),
        ("captured", "capture", "captured"),
    ),
    Relation.WITHDRAWS_FROM: (("withdrew from", "withdraw from", "withdrawn from"), ("left", "leave", "left")),
}
"""Of each relation: the past form, the infinitive, the participle."""

HOSTILE: Final = (
    (Relation.FIGHTS, 70), (Relation.ACCUSES, 14), (Relation.THREATENS, 8), (Relation.SANCTIONS, 3),
    (Relation.NEGOTIATES_WITH, 4), (Relation.ALLIED_WITH, 1),
)  # fmt: skip
FRIENDLY: Final = (
    (Relation.SUPPORTS, 34), (Relation.ALLIED_WITH, 30), (Relation.NEGOTIATES_WITH, 12), (Relation.PART_OF, 9),
    (Relation.AFFILIATED_WITH, 5), (Relation.SPLIT_FROM, 3), (Relation.MERGED_INTO, 2), (Relation.SAME_AS, 1),
    (Relation.FIGHTS, 4),
)  # fmt: skip
"""How often two groups who are foes, and who are friends, are told to stand in each relation."""

STATUSES: Final = (("asserted", 62), ("reported", 25), ("planned", 8), ("denied", 5))
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

COMMENTS: Final = (
    "A spokesman for {} gave no figures.",
    "Fighters loyal to {} have held the area for months.",
    "{} did not answer questions about it.",
    "The position of {} has weakened since the spring.",
    "Residents said that {} had set up checkpoints.",
    "Little is known of what {} will do next.",
    "A statement by {} spoke of calm on the front.",
    "People in {} spoke of a quiet morning.",
)

_FRAMES: Final = (
    "The {n} of the {n} {v} the {a} {n} after a {n} of {n}.",
    "A {a} {n} {v} near the {r} {n} before the {n} began.",
    "{N} from {r} and {r} {v} the {n} and waited for {n}.",
    "No {n} had been {v} by the {n}, and the {a} {n} stayed {a}.",
    "It was the {a} {n} since the {n} of {r}, where {n} and {n} are {a}.",
    "In {r}, the {n} {v} a {n} while {n} of the {n} grew {a}.",
    "The {a} road between {r} and {r} was {v} for a {n}.",
    "Some {n} said the {n} was {a}, others that the {n} had {v} it.",
    "Behind the {n} lies a {a} {n} over {n}, {n} and the {a} {n} of the region.",
    "Doctors at the {n} in {r} {v} {k} people, among them {k} from the {a} {n}.",
    "About {k} families {v} the {n} for {r} during the {n}, the {n} said.",
    "The {n} {v} by the {n} last year never reached the {a} {n}.",
    "Its {n} was {v} when a {n} hit the {a} {n} on the edge of {r}.",
    "For the {a} {n}, the {n} means another {n} without {n}.",
)

_NOUNS: Final = """
road bridge market school hospital village town harbour river valley ridge border crossing convoy truck patrol
checkpoint barracks depot warehouse mill farm orchard well pipeline refinery grid airport runway station square mosque
church court prison ministry office council assembly parliament election vote party leader elder teacher doctor nurse
driver farmer trader worker student soldier officer commander fighter prisoner hostage refugee family child woman man
neighbour witness reporter envoy diplomat mediator observer delegate judge lawyer engineer shell mortar rocket drone
rifle mine bomb blast fire smoke raid siege truce ceasefire talk meeting summit plan draft paper letter demand offer
promise threat warning rumour report claim figure number list price tax fuel bread water grain flour medicine aid cargo
shipment winter summer season night morning week month year decade war campaign offensive retreat advance front line
rear flank outpost hill forest desert plain coast island district province capital suburb quarter camp shelter tent
power radio broadcast signal map road-block trench wall gate tower roof cellar street corner
""".split()
_VERBS: Final = """
closed opened reached left crossed held watched guarded blocked cleared searched emptied filled rebuilt repaired damaged
destroyed burned flooded supplied fed paid taxed visited inspected questioned counted reported recorded promised refused
accepted delayed moved carried brought sent received stopped started finished followed met found lost missed needed
wanted expected feared welcomed criticised praised described explained ordered asked
""".split()
_ADJECTIVES: Final = """
old new small large narrow wide long short quiet loud empty crowded safe dangerous rural urban northern southern eastern
western central remote nearby damaged broken heavy light cold hot dry wet dark bright poor rich young local foreign
national regional joint separate official private public armed wounded tired hungry angry calm careful sudden slow quick
late early second third final daily weekly uncertain familiar
""".split()


class Filler:
    """Sentences without claims. Frequent words follow Zipf's law, rare ones are names of small places and streets."""

    def __init__(self, rare: list[str]) -> None:
        self._rare = rare
        self._rare_weights = list(accumulate(1 / (rank + 3) for rank in range(len(rare))))
        self._words = {
            "n": (_NOUNS, list(accumulate(1 / (rank + 6) for rank in range(len(_NOUNS))))),
            "v": (_VERBS, list(accumulate(1 / (rank + 5) for rank in range(len(_VERBS))))),
            "a": (_ADJECTIVES, list(accumulate(1 / (rank + 5) for rank in range(len(_ADJECTIVES))))),
        }
        self._frames = [self._parsed(frame) for frame in _FRAMES]

    @staticmethod
    def _parsed(frame: str) -> tuple[str, str]:
        slots = "".join(part[0] for part in frame.split("{")[1:])
        for slot in set(slots):
            frame = frame.replace("{" + slot + "}", "%s")
        return frame, slots

    def sentence(self, chance: random.Random) -> str:
        """Return one sentence of about 14 words."""
        frame, slots = chance.choice(self._frames)
        lower = slots.lower()
        drawn = {
            slot: chance.choices(words, cum_weights=weights, k=count)
            for slot, (words, weights) in self._words.items()
            if (count := lower.count(slot))
        }
        if count := slots.count("r"):
            drawn["r"] = chance.choices(self._rare, cum_weights=self._rare_weights, k=count)
        values = []
        for slot in slots:
            if slot == "k":
                values.append(str(chance.randint(3, 900)))
            elif slot == "N":
                values.append(drawn["n"].pop().capitalize())
            else:
                values.append(drawn[slot].pop())
        return frame % tuple(values)
