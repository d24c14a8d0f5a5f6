"""Who fights, threatens, accuses, bans, helps and meets whom, and who holds what: kinds of sentences of many outlets."""

import pytest

from tests.store.extraction.reading_helpers import claims_of, the_claim

KIA, KNU, CNF = "Kachin Independence Army", "Karen National Union", "Chin National Front"
ULFA, AA = "United Liberation Front of Asom", "Arakan Army"


READ = [
    # states that are only named where something is done to them
    (f"The {KIA} criticised France for training the {KNU}.", (KIA, "accuses", "France")),
    (f"The {KIA} criticised France for training the {KNU}.", ("France", "supports", KNU)),
    ("Germany and France have suspended arms exports to Turkey.", ("France", "sanctions", "Turkey")),
    ("Germany will deliver 18 howitzers to Ukraine.", ("Germany", "supports", "Ukraine")),
    ("The Kremlin said Ukraine was responsible for the drone strike.", ("Kremlin", "accuses", "Ukraine")),
    # agreeing, brokering
    (f"The {KIA} and the {KNU} agreed in Yangon to end a month of fighting.", (KIA, "negotiates_with", KNU)),
    (f"Norway mediated between the {KIA} and the {KNU}.", (KIA, "negotiates_with", KNU)),
    (f"Under a deal with the {KNU}, the {KIA} opened the road.", (KIA, "negotiates_with", KNU)),
    (f"The {KIA} is talking to the {KNU}, sources in Bangkok say.", (KIA, "negotiates_with", KNU)),
    (f"The {KIA}'s negotiators sat down with the {KNU}.", (KIA, "negotiates_with", KNU)),
    # what is given or offered
    (f"The {KIA} offered the {KNU} a truce.", (KIA, "negotiates_with", KNU)),
    (f"The {KIA} gave the {KNU} a week to leave Lashio.", (KIA, "threatens", KNU)),
    (f"The {KIA} promised the {KNU} missiles.", (KIA, "supports", KNU)),
    (f"The {KNU} thanked the {KIA} for its weapons.", (KIA, "supports", KNU)),
    # threats
    (f"The {KIA} said it would strike the {KNU} again.", (KIA, "threatens", KNU)),
    (f"The {KIA} promised that the {KNU} will be driven out of Lashio.", (KIA, "threatens", KNU)),
    (f"The {KIA} called on its followers to attack the {KNU}.", (KIA, "threatens", KNU)),
    # each other
    (f"According to papers seen by us, the {KIA} and the {KNU} have been killing each other.", (KIA, "fights", KNU)),
    (f"{KIA} fighters and a group known as the {CNF} shot at each other in Lashio.", (KIA, "fights", CNF)),
    (
        f"The {KIA} and the {KNU} were friends until 2019. Since then the two groups' gunmen have fought in Lashio.",
        (KIA, "fights", KNU),
    ),
    # by order of words
    (f"The {KIA} on Sunday raided Lashio and killed 11 {KNU} soldiers.", (KIA, "fights", KNU)),
    (f"Ten {KNU} soldiers were killed when {KIA} militants stormed their post.", (KIA, "fights", KNU)),
    (f"The {KIA} on Sunday beat back a wave of assaults by the {KNU} in Lashio.", (KIA, "fights", KNU)),
    (f"The {KIA} took {KNU} soldiers hostage.", (KIA, "fights", KNU)),
    (f"The {KNU} withdrew from Lashio after an ambush by the {KIA}.", (KIA, "fights", KNU)),
    (f"The {KNU} is retreating to Lashio, chased by the {KIA}.", (KIA, "fights", KNU)),
    (f"The {KNU} said the {KIA} had bombed it.", (KIA, "fights", KNU)),
    (f"{KIA} militiamen shot dead two members of the {KNU}.", (KIA, "fights", KNU)),
    (f"Hundreds of gunmen of the {KIA} and of the {CNF} attacked the {KNU}.", (KIA, "fights", KNU)),
    (f"The {KIA}, whose soldiers fought the {KNU} in Lashio, has left.", (KIA, "fights", KNU)),
    (f"China helped the {KIA} fight the {KNU}.", (KIA, "fights", KNU)),
    # companions
    (f"The {KIA} with the {CNF} took Lashio.", (CNF, "controls", "Lashio")),
    (f"The {KIA} with the {CNF} took Lashio.", (KIA, "allied_with", CNF)),
    (f"The {KIA} fights next to the {CNF} near Lashio.", (KIA, "allied_with", CNF)),
    (f"The {KIA} did much of the fighting in Lashio, side by side with the {CNF}.", (KIA, "allied_with", CNF)),
    # accusing and banning
    (f"The {KNU} said she was pulled from her car and shot by the {KIA}.", (KNU, "accuses", KIA)),
    (f"India declared the {ULFA} a banned organisation.", ("India", "sanctions", ULFA)),
    (f"India brought {ULFA} members to trial.", ("India", "sanctions", ULFA)),
    (
        f"India signed an order that designated 22 groups as terrorists. Among them are the {KNU}, which left, and"
        f" the {ULFA}.",
        ("India", "sanctions", ULFA),
    ),
    # whose deed by an adjective
    ("China denies it. Its forces left in May, and a Chinese base was shelled by the " + KIA + ".", (KIA, "fights", "China")),
    (f"China denied it. Chinese raids on the {KIA} went on.", ("China", "fights", KIA)),
    # places
    (f"The {KIA} took Lashio after {KNU} fighters had fled.", (KNU, "withdraws_from", "Lashio")),
    (f"The {KNU} withdrew from Lashio in May. {KIA} fighters have held it ever since.", (KIA, "controls", "Lashio")),
    (f"The {KIA} seized Lashio on Sunday and most of Muse.", (KIA, "controls", "Muse")),
    (f"The {KIA} says it has taken 65 posts and now holds most of Lashio.", (KIA, "controls", "Lashio")),
    (f"The {KIA} brought Lashio under its control.", (KIA, "controls", "Lashio")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claim"), READ)
def test_relation_is_read(text: str, claim: tuple[str, str, str]) -> None:
    first, relation, second = claim
    mutual = relation in {"fights", "allied_with", "negotiates_with"}
    assert {claim, (second, relation, first) if mutual else claim} & claims_of(text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (f"The {KIA}, the {CNF} and the {KNU} agree on little.", "negotiates_with"),
        (f"Norway brokered a ceasefire that the {KIA} rejected.", "negotiates_with"),
        (f"The {KIA} gave the {KNU} a week to leave Lashio.", "supports"),
        (f"The {KIA} and the {CNF} have sent men to fight next to the old mine.", "fights"),
        (f"The {KIA} and the {CNF} freed Lashio after two days of fighting.", "fights"),
        (f"The {KIA} has taken over 500 {KNU} positions.", "merged_into"),
    ],
)
def test_words_that_say_something_else_claim_nothing(text: str, relation: str) -> None:
    assert relation not in {found for _, found, _ in claims_of(text)}


def test_what_is_said_to_be_done_is_planned_or_a_threat() -> None:
    assert (
        the_claim(f"The {KIA} promised that the {KNU} will be driven out of Lashio.", "withdraws_from").status
        == "planned"
    )
