"""The words by which other people's data call the relations, and which side of a link is the subject then."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from store.records import Relation


class Meant(NamedTuple):
    """A relation, and whether the link's two sides change places: "supported by" is "supports", turned round."""

    relation: Relation
    turned: bool = False


# The first words are those of this program; PLOVER's and Mapping Militants' follow, then what people write.
_WORDS: Final = {
    Relation.FIGHTS: """fights, fight, fought, fighting, assault, rival, rivals, rivalry, enemy, enemies, enemy of,
        rival of, at war with, war, war with, attacks, attack, attacked, battle, battles, battled, battle with, clash,
        clashes, clashed, clashes with, clashed with, conflict, conflict with, combat, combats, hostile, hostile to,
        opposes, opposed to, opponent, bombs, bombed, shelled, strikes, struck, raided, ambushed, kills, killed,
        fights against, fought against, fights with, adversary, battles against, armed conflict, violence against""",
    Relation.THREATENS: "threatens, threaten, threatened, threat, threat to, warns, warned, demand",
    Relation.ACCUSES: """accuses, accuse, accused, accusation, blames, blamed, condemns, condemned, denounces,
        denounced, criticizes, criticises""",
    Relation.SANCTIONS: """sanctions, sanction, sanctioned, blacklists, blacklisted, designates, designated, coerce,
        imposes sanctions on, imposed sanctions on, designated as terrorist""",
    Relation.ALLIED_WITH: """allied with, ally, allies, ally of, alliance, alliance with, allied, allied to, cooperates
        with, cooperate, cooperates, cooperation, collaborates with, coalition partner, coalition with, partner,
        partner of, partners with, friend, friendly, friendly with, joint operation with, joint operations with,
        fights alongside, fought alongside, cooperative""",
    Relation.SUPPORTS: """supports, support, supported, supporter, supporter of, backs, backed, backer of, aid, aids,
        aided, assists, funds, funded, finances, financed, arms, armed, trains, trained, sponsors, sponsored, sponsor,
        sponsor of, supplies, supplied, equips, provides support to, patron of, proxy support, helps, endorses""",
    Relation.NEGOTIATES_WITH: """negotiates with, negotiates, negotiate, negotiated with, negotiation, negotiations,
        talks, talks with, in talks with, consult, agree, agreement, agreement with, truce, truce with, ceasefire,
        ceasefire with, peace talks, peace agreement, signed agreement with, meets with, met with, mediation""",
    Relation.PART_OF: """part of, member, member of, membership, belongs to, subgroup, subgroup of, sub group of,
        subsidiary, subsidiary of, faction of, wing of, branch of, unit of, component of, brigade of, joined, joins,
        joined by membership, subordinate to, subordinated to, under, serves in, employee of, works for""",
    Relation.AFFILIATED_WITH: """affiliated with, affiliate, affiliates, affiliate of, affiliated, affiliation,
        associated with, associate, associate of, linked to, linked with, connected to, tied to, ties to, aligned with,
        pledged allegiance to, pledges allegiance to, allegiance, loyal to, franchise of, owned by, close to""",
    Relation.SPLIT_FROM: """split from, splits from, splinter, splinter of, splinter group of, splintered from,
        broke from, broke away from, breakaway of, breakaway from, offshoot, offshoot of, seceded from, defected from,
        left, descended from""",
    Relation.MERGED_INTO: """merged into, merges into, merged with, merger, merge, absorbed by, absorbed into,
        dissolved into, incorporated into, joined into, succeeded by, predecessor of""",
    Relation.SAME_AS: """same as, same, alias, alias of, aka, also known as, identical to, identical, equivalent to,
        renamed, renamed to, renamed as, formerly, formerly known as, former name, previous name, name change,
        rebranded as""",
    Relation.LEADS: """leads, lead, led, leader, leader of, heads, headed, head of, commands, commanded, commander,
        commander of, commander in chief of, chief of, director, director of, directs, chairman of, president of,
        founder of, emir of, spokesman leader of, directorship""",
    Relation.CONTROLS: """controls, control, controlled, controls territory, holds, held, occupies, occupied, rules,
        governs, captured, captures, seized, seizes, took, takes, took control of, takes control of, conquered,
        headquartered in, based in control of""",
    Relation.WITHDRAWS_FROM: """withdraws from, withdraw from, withdrew from, withdraws, withdrawal, withdrawal from,
        retreat, retreats from, retreated from, pulled out of, pulls out of, lost, loses, lost control of, evacuated""",
}
_TURNED: Final = {
    Relation.FIGHTS: "attacked by, bombed by, killed by, struck by, opposed by",
    Relation.THREATENS: "threatened by",
    Relation.ACCUSES: "accused by, blamed by, condemned by",
    Relation.SANCTIONS: "sanctioned by, designated by, blacklisted by",
    Relation.SUPPORTS: """supported by, backed by, funded by, financed by, armed by, trained by, sponsored by,
        supplied by, proxy, proxy of, client of, receives support from, receives aid from""",
    Relation.PART_OF: "includes, include, comprises, consists of, has member, has part, parent, parent of, umbrella of",
    Relation.AFFILIATED_WITH: "owns, owner of",
    Relation.SPLIT_FROM: "split into, has splinter",
    Relation.MERGED_INTO: "absorbed, absorbs, successor, successor of, succeeded",
    Relation.LEADS: "led by, headed by, commanded by, directed by, founded by, has leader",
    Relation.CONTROLS: "controlled by, held by, occupied by, ruled by, governed by",
}


def _compiled() -> dict[str, Meant]:
    found: dict[str, Meant] = {}
    for turned, table in ((False, _WORDS), (True, _TURNED)):
        for relation, words in table.items():
            for word in words.split(","):
                found[_plain(word)] = Meant(relation, turned)
    return found


_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_FILLING: Final = re.compile(r"^(?:(?:is|are|was|were|be|been|has|have|had|the|an?|currently|formally) )+")


def _plain(word: str) -> str:
    # CamelCase is opened first: "alliedWith".
    opened = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word.strip())
    return _NOT_LETTERS.sub(" ", opened).strip().casefold()


_MEANT: Final = _compiled()


def relation_of(word: str) -> Meant | None:
    """Return the relation that a word or phrase of somebody's data means, ``None`` for one that is not known."""
    plain = _plain(word[:200])
    return _MEANT.get(plain) or _MEANT.get(_FILLING.sub("", plain))
