"""English verb and noun forms from their lemmas, so that the data files need to hold lemmas only."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

# lemma: past, participle
IRREGULAR: Final[dict[str, tuple[str, str]]] = {
    "be": ("was", "been"), "become": ("became", "become"), "begin": ("began", "begun"), "beat": ("beat", "beaten"),
    "blow": ("blew", "blown"), "break": ("broke", "broken"), "bring": ("brought", "brought"),
    "build": ("built", "built"),
    "burn": ("burned", "burnt"), "buy": ("bought", "bought"), "cast": ("cast", "cast"), "catch": ("caught", "caught"),
    "choose": ("chose", "chosen"), "come": ("came", "come"), "cut": ("cut", "cut"), "deal": ("dealt", "dealt"),
    "do": ("did", "done"), "draw": ("drew", "drawn"), "drive": ("drove", "driven"), "fall": ("fell", "fallen"),
    "feed": ("fed", "fed"), "fight": ("fought", "fought"), "find": ("found", "found"), "flee": ("fled", "fled"),
    "fly": ("flew", "flown"), "forsake": ("forsook", "forsaken"), "freeze": ("froze", "frozen"),
    "get": ("got", "gotten"),
    "give": ("gave", "given"), "go": ("went", "gone"), "grow": ("grew", "grown"), "hang": ("hung", "hung"),
    "have": ("had", "had"), "hear": ("heard", "heard"), "hide": ("hid", "hidden"), "hit": ("hit", "hit"),
    "hold": ("held", "held"), "keep": ("kept", "kept"), "know": ("knew", "known"), "lay": ("laid", "laid"),
    "lead": ("led", "led"), "leave": ("left", "left"), "lend": ("lent", "lent"), "let": ("let", "let"),
    "lie": ("lay", "lain"), "lose": ("lost", "lost"), "make": ("made", "made"), "mean": ("meant", "meant"),
    "meet": ("met", "met"), "mow": ("mowed", "mown"), "overrun": ("overran", "overrun"),
    "overthrow": ("overthrew", "overthrown"),
    "pay": ("paid", "paid"), "put": ("put", "put"), "quit": ("quit", "quit"), "read": ("read", "read"),
    "retake": ("retook", "retaken"), "rid": ("rid", "rid"), "rise": ("rose", "risen"), "run": ("ran", "run"),
    "say": ("said", "said"), "see": ("saw", "seen"), "seek": ("sought", "sought"), "sell": ("sold", "sold"),
    "send": ("sent", "sent"), "set": ("set", "set"), "shoot": ("shot", "shot"), "show": ("showed", "shown"),
    "sink": ("sank", "sunk"), "sit": ("sat", "sat"), "slay": ("slew", "slain"), "speak": ("spoke", "spoken"),
    "spend": ("spent", "spent"), "spin": ("spun", "spun"), "split": ("split", "split"), "spread": ("spread", "spread"),
    "stand": ("stood", "stood"), "steal": ("stole", "stolen"), "stick": ("stuck", "stuck"),
    "strike": ("struck", "stricken"),
    "swear": ("swore", "sworn"), "take": ("took", "taken"), "teach": ("taught", "taught"), "tell": ("told", "told"),
    "think": ("thought", "thought"), "throw": ("threw", "thrown"), "understand": ("understood", "understood"),
    "uphold": ("upheld", "upheld"), "undergo": ("underwent", "undergone"), "undertake": ("undertook", "undertaken"),
    "win": ("won", "won"), "withdraw": ("withdrew", "withdrawn"), "wage": ("waged", "waged"),
    "write": ("wrote", "written"),
    "sweep": ("swept", "swept"), "fling": ("flung", "flung"), "cling": ("clung", "clung"), "flow": ("flowed", "flown"),
    "wrest": ("wrested", "wrested"), "slit": ("slit", "slit"), "shed": ("shed", "shed"), "string": ("strung", "strung"),
    "forbid": ("forbade", "forbidden"), "bet": ("bet", "bet"), "cost": ("cost", "cost"), "shut": ("shut", "shut"),
    "bleed": ("bled", "bled"), "wear": ("wore", "worn"), "wake": ("woke", "woken"),
    "overtake": ("overtook", "overtaken"),
}  # fmt: skip
_DOUBLES: Final = frozenset(
    "ban rob lob nab stab trap pin rid plan stop kidnap equip repel expel propel quit split cut hit put set let"
    " begin win run rebel shut sit get prop commit admit permit refer transfer occur defer ship drop grab"
    " snub scrap step strip wrap tap pit swap slap chop cap top trim dub net control patrol compel dispel"
    " bar war spur stir abet slam spot plot jam gun rig tip bet plug outgun snap spin submit emit lob".split()
)
_VOWELS: Final = "aeiou"


def verb_forms(lemma: str) -> dict[str, str]:
    """Forms of a verb: ``base``, ``s``, ``past``, ``participle``, ``ing``.

    >>> verb_forms("seize")["ing"]
    'seizing'
    """
    past, participle = IRREGULAR.get(lemma, ("", ""))
    stem = lemma + lemma[-1] if lemma in _DOUBLES else lemma
    if not past:
        if lemma.endswith("e"):
            past = lemma + "d"
        elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
            past = lemma[:-1] + "ied"
        else:
            past = stem + "ed"
        participle = past
    if lemma.endswith("ie"):
        ing = lemma[:-2] + "ying"
    elif lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and len(lemma) > 2:
        ing = lemma[:-1] + "ing"
    else:
        ing = stem + "ing"
    return {"base": lemma, "s": plural(lemma), "past": past, "participle": participle, "ing": ing}


@lru_cache(maxsize=1 << 14)
def plural(noun: str) -> str:
    """The plural of a noun (and the third person of a verb).

    >>> plural("ally"), plural("clash")
    ('allies', 'clashes')
    """
    special = {
        "be": "is",
        "have": "has",
        "do": "does",
        "go": "goes",
        "man": "men",
        "fief": "fiefs",
        "atrocity": "atrocities",
    }
    if noun in special:
        return special[noun]
    if noun.endswith("man") and len(noun) > 4:
        return noun[:-3] + "men"
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


@lru_cache(maxsize=1 << 14)
def singulars(word: str) -> tuple[str, ...]:
    """What a word can be the plural of, itself first."""
    found = [word]
    if word.endswith("ies") and len(word) > 4:
        found.append(word[:-3] + "y")
    if word.endswith("men"):
        found.append(word[:-3] + "man")
    if word.endswith("es") and len(word) > 4:
        found.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
    return tuple(found)
