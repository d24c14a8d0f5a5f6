"""Lemmas of English words by irregular forms and suffix rules."""

from __future__ import annotations

import re
from functools import lru_cache

# base: past, participle and other forms that no rule yields.
_VERBS = """
arise arose arisen; awake awoke awoken; be am is are was were been being 'm 're 's m re s isnt ai; bear bore borne born;
beat beaten; become became; begin began begun; behold beheld; bend bent; beset; bet; bid bade bidden; bind bound; bite bit bitten;
bleed bled; blow blew blown; break broke broken; breed bred; bring brought; broadcast; build built; burn burnt;
buy bought; can ca; could; cast; catch caught; choose chose chosen; cling clung; come came; creep crept; cut; deal dealt;
die dying; dig dug; do did done does; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven; dwell dwelt;
eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fling flung; fly flew flown;
forbid forbade forbidden; foresee foresaw foreseen; forget forgot forgotten; forgive forgave forgiven; forsake forsook forsaken;
freeze froze frozen; get got gotten; give gave given; go went gone goes; grind ground; grow grew grown; hang hung;
have has had 've ve 'd; hear heard; hide hid hidden; hold held; keep kept; kneel knelt; know knew known; lay laid; lead led;
lean leant; leap leapt; learn learnt; leave left; lend lent; let; lie lain lying; light lit; lose lost; make made;
may; might; mean meant; meet met; mistake mistook mistaken; mislead misled; misunderstand misunderstood; offset; outdo outdid outdone;
overcome overcame; overhear overheard; override overrode overridden; oversee oversaw overseen; overtake overtook overtaken;
overthrow overthrew overthrown; overrun overran; partake partook partaken; pay paid; plead pled; prove proven; put; quit;
rebuild rebuilt; redo redid redone; repay repaid; rethink rethought; retake retook retaken; rewrite rewrote rewritten; rid;
ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought; sell sold; resell resold;
send sent; resend resent; set; sew sewn; shake shook shaken; shall; should; shed; shine shone; shoot shot; show shown; shrink shrank shrunk;
shut; sing sang sung; sink sank sunk; sit sat; sleep slept; slay slew slain; slide slid; sow sown; speak spoke spoken; speed sped;
spend spent; spill spilt; spin spun; spit spat; split; spoil spoilt; spread; spring sprang sprung; stand stood; steal stole stolen;
stick stuck; sting stung; stink stank stunk; strike struck stricken; strive strove striven; swear swore sworn; sweep swept;
swell swollen; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think thought; thrive throve;
throw threw thrown; thrust; tie tying; undergo underwent undergone undergoes; understand understood; undertake undertook undertaken;
undo undid undone; unbind unbound; uphold upheld; upset; wake woke woken; wear wore worn; weave wove woven; weep wept; will wo 'll ll;
win won; wind wound; withdraw withdrew withdrawn; withhold withheld; withstand withstood; would; wring wrung; write wrote written;
sublet; reset; retell retold; remake remade; unwind unwound; vie vying; belie belying; untie untying; bus bused; focus focuses focused focusing focussed;
outgrow outgrew outgrown; forego forewent; forgo forwent forgone; abide abode; cost; hit; hurt; burst; bust; read; reread; must; ought;
do doin; go goin gon; want wan; get gotta got; dye dyeing; singe singeing; eye eyeing; age ageing; fee feeing; agree agreed; free freed;
decree decreed; guarantee guaranteed; disagree disagreed; knee kneed; flee fleeing; ski skied; taxi taxied; handcuff handcuffed
"""

_NOUNS = """
man men; woman women; child children; foot feet; tooth teeth; goose geese; mouse mice; louse lice; ox oxen; people; die dice;
life lives; wife wives; knife knives; leaf leaves; thief thieves; half halves; self selves; shelf shelves; wolf wolves; calf calves;
loaf loaves; hoof hooves; elf elves; scarf scarves; penny pence; crisis crises; basis bases; analysis analyses; thesis theses;
hypothesis hypotheses; diagnosis diagnoses; oasis oases; axis axes; parenthesis parentheses; synthesis syntheses; emphasis emphases;
neurosis neuroses; psychosis psychoses; prognosis prognoses; paralysis paralyses;
criterion criteria; phenomenon phenomena; stimulus stimuli; nucleus nuclei; fungus fungi; cactus cacti; radius radii; alumnus alumni;
syllabus syllabi; media; data; bacterium bacteria; curriculum curricula; memorandum memoranda; stratum strata; millennium millennia;
index indices; matrix matrices; vertex vertices; appendix appendices; formula formulae; larva larvae; alga algae; antenna antennae;
genus genera; corpus corpora; plateau plateaux; bureau bureaux; mujahid mujahideen; fedayee fedayeen; brother brethren;
serviceman servicemen; bus buses; gas gases; lens lenses; virus viruses; census censuses; bonus bonuses; status statuses; campus campuses;
focus focuses; cactus cactuses; plus pluses; minus minuses; bias biases; atlas atlases; canvas canvases; iris irises; alias aliases;
corps; headquarters; series; species; means; news; politics; economics; physics; mathematics; athletics; ethics; logistics;
goods; thanks; pants; jeans; trousers; scissors; glasses; clothes; remains; outskirts; whereabouts; barracks;
crossroads; shambles; gallows; lass lasses; diabetes; rabies; measles; mumps; aircraft; spacecraft; hovercraft; sheep; deer; fish; chassis; chess;
tie ties; pie pies; movie movies; cookie cookies; zombie zombies; rookie rookies; calorie calories; prairie prairies; genie genies;
hippie hippies; lie lies; birdie birdies; selfie selfies; junkie junkies; cutie cuties; bourgeoisie; brownie brownies; eerie; yuppie yuppies;
freebie freebies; foodie foodies; newbie newbies; groupie groupies; collie collies; toe toes; shoe shoes; foe foes; hoe hoes; canoe canoes;
horseshoe horseshoes; axe axes; cache caches; ache aches; headache headaches; niche niches; creche creches; avalanche avalanches;
psyche psyches; cliche cliches; moustache moustaches; toothache toothaches; pastiche pastiches; bus busses; quiz quizzes; yes yeses;
us; menses; biceps; abs; kudos; pus; cosmos; chaos; ethos; pathos; asbestos; herpes; analytics; linguistics; aesthetics; kinematics;
acoustics; gymnastics; aerobics; genetics; robotics; electronics; semantics; phonetics; geopolitics; regards; contents; surroundings; troops; supplies;
ski skis; wiki wikis; taxi taxis; earnings; statistics; tenterhooks; feces; eaves; schoolchild schoolchildren;
manners; proceedings; finances; arrears; auspices; genitals; savings; ie; kms; fry fries; money monies; grandchild grandchildren;
process processes; surplus surpluses; abscess abscesses; a.m. am a.m; p.m. pm p.m; etc. etc
"""

_ADJECTIVES = """
good better best; bad worse worst; far farther farthest furthest; little; less; least; more; most; further; old elder eldest
"""
_ADVERBS = """
well better best; badly worse worst; far farther farthest furthest; little; less; least; more; most; further; soon sooner
"""

# Verbs whose -ed and -ing forms the rules below would misread. First those that keep or lose an e against the rule.
_WITH_E = frozenset(
    [
        "ache",
        "adhere",
        "advise",
        "ambush",
        "argue",
        "bathe",
        "breathe",
        "clothe",
        "soothe",
        "loathe",
        "seethe",
        "scathe",
        "wreathe",
        "swathe",
        "lathe",
        "sheathe",
        "tithe",
        "writhe",
        "write",
        "rewrite",
        "invite",
        "unite",
        "reunite",
        "ignite",
        "excite",
        "incite",
        "cite",
        "recite",
        "bite",
        "spite",
        "despite",
        "site",
        "expedite",
        "extradite",
        "overwrite",
        "execute",
        "contribute",
        "distribute",
        "attribute",
        "institute",
        "constitute",
        "substitute",
        "prosecute",
        "persecute",
        "dispute",
        "refute",
        "compute",
        "commute",
        "mute",
        "pollute",
        "dilute",
        "salute",
        "electrocute",
        "reroute",
        "route",
        "fire",
        "hire",
        "wire",
        "tire",
        "retire",
        "require",
        "acquire",
        "inquire",
        "enquire",
        "inspire",
        "expire",
        "conspire",
        "aspire",
        "admire",
        "desire",
        "rehire",
        "misfire",
        "backfire",
        "umpire",
        "perspire",
        "secure",
        "injure",
        "capture",
        "recapture",
        "figure",
        "endure",
        "ensure",
        "assure",
        "insure",
        "reassure",
        "lure",
        "cure",
        "measure",
        "pressure",
        "treasure",
        "picture",
        "feature",
        "structure",
        "nurture",
        "torture",
        "venture",
        "lecture",
        "manufacture",
        "fracture",
        "rupture",
        "puncture",
        "mature",
        "texture",
        "configure",
        "obscure",
        "procure",
        "conjure",
        "sculpture",
        "pasture",
        "gesture",
        "culture",
        "procedure",
        "restructure",
        "allure",
        "tenure",
        "immature",
        "failure",
        "closure",
        "leisure",
        "censure",
        "perjure",
        "suture",
        "disfigure",
        "restore",
        "explore",
        "score",
        "store",
        "ignore",
        "adore",
        "bore",
        "core",
        "deplore",
        "implore",
        "shore",
        "snore",
        "gore",
        "underscore",
        "outscore",
        "declare",
        "prepare",
        "share",
        "care",
        "compare",
        "dare",
        "spare",
        "stare",
        "scare",
        "bare",
        "flare",
        "glare",
        "square",
        "rare",
        "snare",
        "blare",
        "beware",
        "interfere",
        "persevere",
        "revere",
        "cohere",
        "define",
        "combine",
        "determine",
        "examine",
        "decline",
        "undermine",
        "mine",
        "shine",
        "line",
        "fine",
        "dine",
        "imagine",
        "outline",
        "refine",
        "confine",
        "incline",
        "underline",
        "redefine",
        "intertwine",
        "headline",
        "streamline",
        "shrine",
        "wine",
        "whine",
        "entwine",
        "guillotine",
        "machine",
        "quarantine",
        "discipline",
        "phone",
        "postpone",
        "telephone",
        "condone",
        "atone",
        "stone",
        "clone",
        "tone",
        "hone",
        "zone",
        "dethrone",
        "drone",
        "plane",
        "decide",
        "provide",
        "divide",
        "guide",
        "reside",
        "slide",
        "ride",
        "hide",
        "side",
        "preside",
        "coincide",
        "override",
        "collide",
        "subside",
        "confide",
        "bride",
        "chide",
        "pride",
        "invade",
        "persuade",
        "trade",
        "evade",
        "fade",
        "wade",
        "degrade",
        "upgrade",
        "downgrade",
        "parade",
        "blockade",
        "barricade",
        "grade",
        "dissuade",
        "shade",
        "crusade",
        "cascade",
        "jade",
        "explode",
        "erode",
        "corrode",
        "encode",
        "decode",
        "code",
        "bode",
        "implode",
        "concede",
        "precede",
        "recede",
        "secede",
        "cede",
        "impede",
        "supersede",
        "accede",
        "intercede",
        "stampede",
        "include",
        "conclude",
        "exclude",
        "intrude",
        "preclude",
        "elude",
        "allude",
        "delude",
        "protrude",
        "exude",
        "seclude",
        "extrude",
        "name",
        "blame",
        "frame",
        "fame",
        "shame",
        "tame",
        "game",
        "rename",
        "inflame",
        "flame",
        "lame",
        "time",
        "chime",
        "prime",
        "mime",
        "assume",
        "resume",
        "consume",
        "presume",
        "costume",
        "fume",
        "exhume",
        "perfume",
        "volume",
        "plume",
        "welcome",
        "come",
        "overcome",
        "become",
        "escape",
        "shape",
        "reshape",
        "tape",
        "rape",
        "drape",
        "scrape",
        "landscape",
        "gape",
        "ape",
        "wipe",
        "pipe",
        "swipe",
        "stripe",
        "gripe",
        "snipe",
        "hype",
        "type",
        "retype",
        "hope",
        "cope",
        "scope",
        "elope",
        "slope",
        "grope",
        "interlope",
        "envelope",
        "rope",
        "telescope",
        "mope",
        "make",
        "take",
        "wake",
        "shake",
        "bake",
        "fake",
        "rake",
        "stake",
        "brake",
        "remake",
        "retake",
        "mistake",
        "undertake",
        "overtake",
        "forsake",
        "quake",
        "awake",
        "cake",
        "flake",
        "intake",
        "lake",
        "strike",
        "like",
        "hike",
        "bike",
        "spike",
        "dislike",
        "provoke",
        "invoke",
        "evoke",
        "revoke",
        "smoke",
        "joke",
        "choke",
        "poke",
        "stroke",
        "broke",
        "cloak",
        "woke",
        "nuke",
        "rebuke",
        "puke",
        "fluke",
        "compile",
        "file",
        "smile",
        "reconcile",
        "pile",
        "profile",
        "exile",
        "style",
        "mile",
        "while",
        "defile",
        "beguile",
        "rile",
        "revile",
        "tile",
        "wile",
        "infile",
        "scale",
        "pale",
        "whale",
        "inhale",
        "exhale",
        "impale",
        "sale",
        "ale",
        "bale",
        "console",
        "cajole",
        "role",
        "hole",
        "condole",
        "parole",
        "rule",
        "schedule",
        "overrule",
        "ridicule",
        "capsule",
        "module",
        "compete",
        "delete",
        "complete",
        "deplete",
        "obsolete",
        "vote",
        "note",
        "quote",
        "promote",
        "devote",
        "denote",
        "wrote",
        "demote",
        "dote",
        "rote",
        "misquote",
        "tote",
        "state",
        "date",
        "rate",
        "create",
        "relate",
        "debate",
        "locate",
        "donate",
        "mate",
        "hate",
        "skate",
        "plate",
        "grate",
        "slate",
        "update",
        "abate",
        "berate",
        "negate",
        "ate",
        "placate",
        "sedate",
        "dictate",
        "translate",
        "hesitate",
        "imitate",
        "motivate",
        "situate",
        "orate",
        "vacate",
        "dilate",
        "elate",
        "inflate",
        "deflate",
        "restate",
        "rebate",
        "equate",
        "gate",
        "rotate",
        "sate",
        "annotate",
        "waste",
        "paste",
        "taste",
        "haste",
        "baste",
        "distaste",
        "copypaste",
        "range",
        "change",
        "exchange",
        "arrange",
        "challenge",
        "avenge",
        "revenge",
        "plunge",
        "lunge",
        "scavenge",
        "cringe",
        "infringe",
        "impinge",
        "hinge",
        "binge",
        "fringe",
        "tinge",
        "expunge",
        "lounge",
        "derange",
        "estrange",
        "rearrange",
        "orange",
        "interchange",
        "please",
        "release",
        "lease",
        "increase",
        "decrease",
        "cease",
        "crease",
        "tease",
        "grease",
        "increase",
        "appease",
        "bribe",
        "describe",
        "prescribe",
        "inscribe",
        "subscribe",
        "ascribe",
        "transcribe",
        "scribe",
        "probe",
        "globe",
        "robe",
        "tribe",
        "vibe",
        "babe",
        "lube",
        "cube",
        "tube",
        "eye",
        "dye",
        "ensue",
        "issue",
        "pursue",
        "continue",
        "rescue",
        "argue",
        "value",
        "sue",
        "queue",
        "accrue",
        "subdue",
        "imbue",
        "tissue",
        "venue",
        "revalue",
        "devalue",
        "undervalue",
        "league",
        "plague",
        "intrigue",
        "fatigue",
        "handle",
        "battle",
        "settle",
        "tackle",
        "struggle",
        "fundraise",
        "enshrine",
        "die",
        "lie",
        "tie",
        "vie",
        "untie",
        "belie",
        "hogtie",
        "create",
        "recreate",
        "procreate",
        "permeate",
        "delineate",
        "nauseate",
        "hassle",
        "mire",
        "breathe",
        "cringe",
        "notice",
        "practice",
        "price",
        "invoice",
        "sacrifice",
        "voice",
        "service",
        "juice",
        "slice",
        "splice",
        "entice",
        "police",
        "dice",
        "ice",
        "nickname",
        "wane",
        "tune",
        "divine",
        "intervene",
        "convene",
        "abide",
        "transpire",
        "massacre",
        "fine",
        "scene",
        "redline",
        "blackline",
        "queue",
        "serene",
        "prone",
        "range",
        "rhyme",
        "time",
        "tie",
        "provoke",
        "retrieve",
        "centre",
    ]
)
_WITHOUT_E = frozenset(
    [
        "target",
        "market",
        "budget",
        "benefit",
        "visit",
        "limit",
        "edit",
        "credit",
        "audit",
        "exit",
        "profit",
        "prohibit",
        "exhibit",
        "inhibit",
        "orbit",
        "deposit",
        "merit",
        "inherit",
        "recruit",
        "await",
        "exploit",
        "submit",
        "permit",
        "commit",
        "admit",
        "solicit",
        "elicit",
        "spirit",
        "inhabit",
        "debit",
        "summit",
        "wait",
        "bait",
        "quit",
        "suit",
        "offer",
        "suffer",
        "cover",
        "differ",
        "focus",
        "bus",
        "canvas",
        "bias",
        "gas",
        "develop",
        "gallop",
        "envelop",
        "worship",
        "gossip",
        "equip",
        "kidnap",
        "monitor",
        "anchor",
        "sponsor",
        "author",
        "honor",
        "favor",
        "labor",
        "harbor",
        "tailor",
        "mirror",
        "error",
        "pour",
        "abandon",
        "mention",
        "question",
        "reason",
        "function",
        "condition",
        "position",
        "station",
        "ration",
        "mission",
        "pardon",
        "bargain",
        "reach",
        "preach",
        "murmur",
        "disinherit",
        "chat",
        "combat",
        "format",
        "float",
        "threat",
        "treat",
        "defeat",
        "repeat",
        "heat",
        "beat",
        "eat",
        "meat",
        "seat",
        "cheat",
        "riot",
        "pilot",
        "pivot",
        "ballot",
        "plot",
        "spot",
        "tax",
        "fix",
        "mix",
        "box",
        "quiz",
        "whiz",
        "waltz",
        "blitz",
        "program",
        "diagram",
        "age",
        "bus",
        "focus",
        "discus",
        "shout",
        "output",
        "input",
        "out",
        "about",
        "route",
    ]
)
_NG_WITH_E = re.compile(r"(?:[^aeiou]|^)(?:ra|cha|rra|sta)ng$")
_ENDS_DOUBLE = frozenset(
    [
        "add",
        "odd",
        "egg",
        "err",
        "purr",
        "whirr",
        "ebb",
        "inn",
        "buzz",
        "fizz",
        "jazz",
        "fuzz",
        "pass",
        "miss",
        "kiss",
        "toss",
        "boss",
        "dress",
        "press",
        "guess",
        "bless",
        "cross",
        "discuss",
        "assess",
        "possess",
    ]
)
_POLY_LL = frozenset(
    [
        "install",
        "enroll",
        "recall",
        "fulfill",
        "befall",
        "forestall",
        "uninstall",
        "reinstall",
        "stonewall",
        "instill",
        "distill",
        "appall",
        "enthrall",
        "outsell",
    ]
)
_VOWELS = "aeiou"


def _table(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in text.replace("\n", " ").split(";"):
        base, *forms = entry.split()
        found.setdefault(base, base)
        for form in forms:
            found[form] = base
    return found


_IRREGULAR = {
    "VERB": _table(_VERBS),
    "AUX": _table(_VERBS),
    "NOUN": _table(_NOUNS),
    "ADJ": _table(_ADJECTIVES),
    "ADV": _table(_ADVERBS),
}


@lru_cache(maxsize=1 << 14)
def lemma(word: str, upos: str) -> str:
    """Lemma of a word with a universal part of speech: of any string, never empty unless the word is.

    Verbs, auxiliaries and nouns come in lower case; proper nouns and all else as written, comparatives excepted.
    """
    lower = word.lower().replace("’", "'")
    if upos in _IRREGULAR:
        if (known := _IRREGULAR[upos].get(lower)) is not None:
            return known
        if upos in {"VERB", "AUX"}:
            return _verb(lower)
        if upos == "NOUN":
            return _noun(_short(word) or lower)
        if upos == "ADJ" and not word.islower() and not lower.endswith(("er", "est")):
            return word if word[1:].islower() and lower.endswith(_DEMONYM) else lower
        return _positive(lower)
    return word if upos in {"PROPN", "X", "SYM"} else lower


_CODES = frozenset(["TV", "IT", "HR", "DNA", "GIS", "USB", "CD", "DVD", "Q1", "Q2", "Q3", "Q4", "CO2"])
_DEMONYM = ("an", "ish", "ese", "i", "ch", "ic", "ite", "arian", "ian")


def _short(word: str) -> str:
    """Singular of acronyms in the plural ("RPGs", "T72s"), which keep their capitals; nothing for other words."""
    letters = word[:-1] if word.endswith("s") else word
    return (
        letters
        if (len(letters) > 1 and letters.isupper() and letters != word)
        or letters in _CODES
        or (len(word) == 1 and word != "I")
        else ""
    )


def _noun(word: str) -> str:
    if word[:1].isdigit():
        return word.replace("'", "")
    if word.endswith("'s"):
        return word[:-2]
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        if (
            word.endswith("men")
            and len(word) > 5
            and not word.endswith(("specimen", "regimen", "abdomen", "acumen", "yemen"))
        ):
            return word[:-2] + "an"
        if word.endswith(("wives", "knives")):
            return word[:-3] + "fe"
        return word
    return _without_s(word, noun=True)


def _without_s(word: str, noun: bool) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "xes", "zzes", "tches", "lches", "nches", "rches")):
        return word[:-2]
    if word.endswith("ches"):
        return word[:-2]
    if word.endswith(("oes",)) and len(word) > 4:
        return word[:-2]
    if noun and word.endswith("men"):
        return word[:-3] + "man"
    if (
        noun
        and word.endswith(("elves", "alves", "olves", "eaves"))
        and not word.endswith(("valves", "weaves", "leaves"))
    ):
        return word[:-3] + "f"
    return word[:-1]


_POSITIVE = frozenset(
    [
        "large",
        "late",
        "close",
        "simple",
        "wide",
        "safe",
        "fine",
        "nice",
        "brave",
        "wise",
        "pure",
        "rare",
        "strange",
        "severe",
        "white",
        "little",
        "able",
        "ripe",
        "rude",
        "loose",
        "cute",
        "fierce",
        "sure",
        "noble",
        "humble",
        "gentle",
        "subtle",
        "idle",
        "pale",
        "sore",
        "sane",
        "sparse",
        "dense",
        "tense",
        "intense",
        "large",
        "vague",
        "huge",
        "strange",
        "blue",
        "true",
        "free",
        "polite",
        "remote",
    ]
)
_COMPARED = frozenset(
    [
        "big",
        "hot",
        "fat",
        "thin",
        "sad",
        "mad",
        "wet",
        "fit",
        "dim",
        "flat",
        "red",
        "tan",
        "slim",
        "glad",
        "grim",
        "long",
        "short",
        "strong",
        "weak",
        "high",
        "low",
        "deep",
        "great",
        "small",
        "old",
        "young",
        "new",
        "fast",
        "slow",
        "quick",
        "hard",
        "soft",
        "light",
        "dark",
        "clear",
        "clean",
        "near",
        "rich",
        "poor",
        "cheap",
        "cool",
        "warm",
        "cold",
        "tall",
        "thick",
        "tough",
        "rough",
        "smooth",
        "bright",
        "loud",
        "quiet",
        "sweet",
        "smart",
        "broad",
        "sharp",
        "fresh",
        "kind",
        "dear",
        "few",
        "plain",
        "proud",
        "mild",
        "firm",
        "steep",
        "stiff",
        "tight",
        "dull",
        "bold",
        "dense",
        "calm",
        "harsh",
        "bleak",
        "narrow",
        "shallow",
        "clever",
        "full",
        "green",
        "black",
        "brown",
        "grand",
        "grey",
        "gray",
        "straight",
        "swift",
        "rich",
        "sick",
        "sound",
        "steady",
        "neat",
        "odd",
        "raw",
        "mean",
        "lean",
        "keen",
        "brief",
        "stern",
        "fair",
    ]
)


def _positive(word: str) -> str:
    """The positive of a comparative or superlative; the word itself when it is none."""
    for ending in ("er", "est"):
        stem = word.removesuffix(ending)
        if stem == word:
            continue
        if stem in _COMPARED:
            return stem
        if stem + "e" in _POSITIVE:
            return stem + "e"
        if stem[:-1] in _COMPARED and stem[-1:] == stem[-2:-1]:
            return stem[:-1]
        if stem.endswith("i") and len(stem) > 3:
            return stem[:-1] + "y"
    return word


def _verb(word: str) -> str:
    for prefix in (
        "re",
        "over",
        "under",
        "out",
        "un",
        "mis",
        "fore",
        "inter",
        "dis",
        "counter",
        "pre",
        "co",
        "re-",
        "co-",
        "pre-",
    ):
        if word.startswith(prefix) and (known := _IRREGULAR["VERB"].get(word[len(prefix) :])) is not None:
            if (
                len(word) - len(prefix) > 2
                and word not in {"present", "resent", "relying"}
                and known != word[len(prefix) :]
                and len(known) > 2
            ):
                return prefix + known
    if word.endswith("ing") and len(word) > 4 and re.search("[aeiouy]", word[:-3]):
        return _stem(word[:-3])
    if word.endswith("in'") and len(word) > 4:
        return _stem(word[:-3])
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("eed"):
        return word
    if word.endswith("ed") and len(word) > 3 and re.search("[aeiouy]", word[:-2]):
        return _stem(word[:-2])
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return _without_s(word, noun=False)
    return word


@lru_cache(maxsize=1 << 12)
def _stem(stem: str) -> str:
    """The base of a verb from what stands before -ed or -ing."""
    if stem in _WITHOUT_E:
        return stem
    if stem + "e" in _WITH_E:
        return stem + "e"
    for prefix in ("re", "un", "dis", "mis", "over", "under", "out", "pre", "inter"):
        if stem.startswith(prefix) and len(stem) - len(prefix) > 2 and stem[len(prefix) :] + "e" in _WITH_E:
            return stem + "e"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return _undoubled(stem)
    last = stem[-1:]
    if last in "cvzu" and not stem.endswith("ou"):
        return stem + "e" if not stem.endswith(("tz", "ic")) else stem.removesuffix("k")
    if stem.endswith("ick") and stem[:-1] in {"panic", "mimic", "traffic", "picnic", "frolic"}:
        return stem[:-1]
    if last == "s":
        return stem + "e"
    if last == "g":
        return stem if stem.endswith("ng") and _NG_WITH_E.search(stem) is None else stem + "e"
    if last == "l" and len(stem) > 2 and stem[-2] in "bcdfgkptz":
        return stem + "e"
    if last == "r" and len(stem) > 2 and stem[-2] in "tb" and stem.endswith(("entr", "abr", "ibr")):
        return stem + "e"
    if stem.endswith("at") and len(stem) > 3 and stem[-3] not in "eo":
        return stem + "e" if len(re.findall("[aeiouy]+", stem)) > 1 or stem.endswith(("reat",)) else stem
    if stem.endswith("iat") and len(stem) > 5:
        return stem + "e"
    if stem.endswith(("iv", "av", "ur")) and not stem.endswith(("our", "eur", "cur")):
        return stem + "e"
    if stem.endswith(("ak", "uk")) and stem[-3:-2] not in _VOWELS:
        return stem + "e"
    return stem


def _undoubled(stem: str) -> str:
    if stem in _ENDS_DOUBLE or stem in _POLY_LL:
        return stem
    if stem[-1] == "l":
        # kill, call, poll keep both; control, cancel, rebel do not.
        return stem if len(re.findall("[aeiouy]+", stem)) == 1 else stem[:-1]
    return stem if stem[-1] in "sfz" else stem[:-1]
