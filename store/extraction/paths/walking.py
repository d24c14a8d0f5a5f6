"""Claims along the dependency tree: the second extractor, which shares the predicates with the surface patterns."""

from __future__ import annotations

from collections.abc import Iterator

from store.extraction.candidates import REPRESENTED, Candidate, fits, paired, pairs_within
from store.extraction.clauses.items import Referent
from store.extraction.lexicon.inflection import singulars
from store.extraction.lexicon.predicates import Predicate
from store.extraction.lexicon.words import words_of
from store.extraction.paths.graph import Graph
from store.extraction.patterns.identities import adjective_state
from store.extraction.patterns.nominal import CUT, CUTTING
from store.extraction.patterns.representing import belongs_elsewhere, only_country, represented
from store.extraction.patterns.settling import comes_to_terms
from store.extraction.patterns.surroundings import hostile_thing
from store.records import Kind, Relation

_PEOPLE = frozenset("troops fighters soldiers forces militants men warplanes advisers thousands hundreds".split())
_OF_EVENT = frozenset({"of", "after", "amid", "during", "in", "from"})
_MEMBERSHIP = frozenset({"member", "spokesman", "spokesperson", "spokeswoman", "fighter"})
_COPULA_LIKE = frozenset(
    {"become", "remain", "serve", "act", "operate", "form", "appoint", "elect", "name", "describe"}
)


def path_claims(graph: Graph, sentence: int) -> Iterator[Candidate]:
    """All candidates of one parsed sentence."""
    for token, predicates in graph.clauses.standing.items():
        of: dict[str, list[Predicate]] = {}
        for predicate in predicates:
            of.setdefault(predicate.kind, []).append(predicate)
        upos = graph.upos.get(token, "")
        if "verb" in of and upos in ("VERB", "ADJ", "AUX"):
            yield from _verb(graph, token, of["verb"], sentence)
        if upos in ("NOUN", "PROPN", "VERB", "ADJ"):
            if "noun" in of:
                yield from _noun(graph, token, of["noun"], sentence)
            if "identity" in of:
                yield from _identity(graph, token, of["identity"], sentence)
        if "adjective" in of and upos in ("ADJ", "VERB", "ADV"):
            yield from _adjective(graph, token, of["adjective"], sentence)


def _candidate(
    graph: Graph, subject: Referent, relation: Relation, object_: Referent, token: int, sentence: int, rule: str
) -> Candidate:
    item = graph.clauses.item_of[token - graph.clauses.first]
    word = graph.clauses.document.tokens.text[token]
    subject_way, object_way = graph.way(token, subject), graph.way(token, object_)
    ways = [f"{role} by {way}" for role, way in (("subject", subject_way), ("object", object_way)) if way]
    reason = f"path from '{word}' ({rule})" + (f": {'; '.join(ways)}" if ways else "")
    return Candidate(
        subject, relation, object_, token, sentence, f"path {rule}", 0.8, [reason], item=item,
        verb=rule.startswith("verb"),
    )  # fmt: skip


# --- verbs ---
def _verb(graph: Graph, token: int, predicates: list[Predicate], sentence: int) -> Iterator[Candidate]:
    clauses = graph.clauses
    slots = graph.slots(token)
    if slots.get("to") and any(graph.low(c) in _PEOPLE for c in graph.below(token, "obj")):
        slots["to"] = [r for r in slots["to"] if not only_country(clauses, r)]
    passive = graph.is_passive(token)
    if any(graph.low(child) in words_of("group_noun") for child in graph.below(token, "obj")):
        slots["people"] = [Referent(-1, 0, 0)]
    if graph.low(token).endswith("ing") and token > clauses.first and graph.low(token - 1) in _OF_EVENT:
        slots["people"] = [Referent(-1, 0, 0)]
    if token > clauses.first and graph.low(token - 1) == "to":
        slots["people"] = [Referent(-1, 0, 0)]  # "after two days of fighting": with whom is not told
    if comes_to_terms(clauses, clauses.item_of[token - clauses.first]):
        slots["settling"] = [Referent(-1, 0, 0)]
    done: set[tuple[int, int, Relation]] = set()
    longer: set[tuple[int, int]] = set()
    for predicate in sorted(predicates, key=lambda p: -len(p.words)):
        if predicate.note == "founders" and graph.lemma_of(max(graph.head.get(token, 0), clauses.first)) == "merge":
            continue
        if predicate.relation is Relation.SUPPORTS and _hostile_object(graph, token):
            continue
        if predicate.relation is Relation.SUPPORTS and hostile_thing(clauses, clauses.item_of[token - clauses.first]):
            continue
        more = slots
        if len(predicate.words) > 1:
            end = _words_behind(graph, token, predicate.words[1:])
            if end < 0:
                continue
            more = _with_words(graph, token, end, slots, predicate)
        for subject, object_ in _fill(graph, predicate, more, passive=passive):
            expels = predicate.form == "expel" and predicate.relation is Relation.SANCTIONS
            if expels and (slots.get("from") or _is_vow(graph, token)):
                continue  # it drives out, or threatens to fight
            key = (subject.entity, object_.entity, predicate.relation)
            if key not in done and not (len(predicate.words) == 1 and key[:2] in longer):
                done.add(key)
                if len(predicate.words) > 1:
                    longer.add(key[:2])
                relation = predicate.relation
                if relation is Relation.FIGHTS and _is_vow(graph, token):
                    relation = Relation.THREATENS
                yield _candidate(graph, subject, relation, object_, token, sentence, f"verb {predicate.form}")


def _hostile_object(graph: Graph, token: int) -> bool:
    """Whether what is given or received is nothing friendly: fire, blows, threats."""
    return any(graph.low(child) in words_of("hostile_thing") for child in graph.below(token, "obj"))


def _is_vow(graph: Graph, token: int) -> bool:
    node = token
    for _ in range(3):
        if graph.label.get(node) not in ("xcomp", "ccomp", "conj", "advcl"):
            return False
        node = graph.head[node]
        if graph.lemma_of(node) in {"vow", "threaten", "swear", "pledge", "promise", "warn"}:
            return True
    return False


def _words_behind(graph: Graph, token: int, words: tuple[str, ...]) -> int:
    """The token with which the further words of a predicate end, or -1."""
    i = token + 1
    last = graph.clauses.last
    for word in words:
        limit = min(i + 4, last + 1)
        while i < limit and graph.low(i) != word and word not in singulars(graph.low(i)):
            if graph.upos.get(i) in ("VERB", "PUNCT", "SCONJ"):
                return -1
            if word in words_of("preposition") and len(words) == 1 and graph.upos.get(i) in ("NOUN", "PROPN"):
                return -1  # "broke a truce with B" is no break with B
            i += 1
        if i >= limit:
            return -1
        if word == "over" and i < last and graph.low(i + 1)[:1].isdigit():
            return -1  # "has taken over 500 positions"
        i += 1
    return i - 1


def _with_words(
    graph: Graph, token: int, end: int, slots: dict[str, list[Referent]], predicate: Predicate
) -> dict[str, list[Referent]]:
    more = dict(slots)
    noun = end
    last = predicate.words[-1]
    if graph.upos.get(end) == "ADP":
        noun = end - 1
        while noun > token and graph.upos.get(noun) not in ("NOUN", "PROPN"):
            noun -= 1
        for child in graph.below(noun, "nmod"):
            if graph.case(child).startswith(last):
                more["obj"] = graph.denotes(child)
        if not more.get("obj") and slots.get(last):
            more["obj"] = slots[last]
    for child in graph.below(noun, "nmod", "obl"):
        case = graph.case(child)
        if case and not more.get(case):
            more[case] = graph.denotes(child)
    return more


def _fill(
    graph: Graph, predicate: Predicate, slots: dict[str, list[Referent]], *, passive: bool
) -> list[tuple[Referent, Referent]]:
    document = graph.clauses.document
    slots = dict(slots)
    if (predicate.note == "passive-only" and not passive) or predicate.note == "to-talks":
        return []
    if belongs_elsewhere(graph.clauses, predicate, slots):
        return []
    surface = slots.get("subj", [])
    if passive:
        slots["obj"], slots["subj"] = surface, slots.get("by", [])
        if predicate.note in ("affil", "passive-self", "rename", "split-obj"):
            slots["subj"] = surface
    if predicate.relation in REPRESENTED:
        slots["subj"] = [represented(graph.clauses, r) for r in slots.get("subj", [])]
    if predicate.note == "founders":
        slots["subj"] = [r for r in slots.get("subj", []) if document.entities[r.entity].kind.acts]
        slots["subj"] = [r for r in slots["subj"] if not r.via.startswith("its ")]
    if predicate.note == "single" and len(slots["subj"]) != 1:
        return []
    if predicate.note == "join":
        people = [r for r in slots.get("subj", []) if document.entities[r.entity].kind is Kind.PERSON]
        return paired(document, predicate.relation, people, slots.get("obj", []))
    if predicate.relation is Relation.FIGHTS and slots.get("against") and "with" in predicate.object:
        slots["with"] = []
    for subject in predicate.subject:
        for object_ in predicate.object:
            if subject != object_:
                found = paired(document, predicate.relation, slots.get(subject, []), slots.get(object_, []))
                if found:
                    return found
    alone = predicate.relation is Relation.FIGHTS and len(predicate.words) == 1
    others = ("obj", "alongside", "for", "under", "people") if alone else ("obj",)
    settled = predicate.relation is not Relation.NEGOTIATES_WITH or bool(slots.get("settling"))
    apart = not any(slots.get(p) for p in (*predicate.object, *others))
    if predicate.note == "pair" and settled and not passive and apart:
        return pairs_within(document, predicate.relation, surface)
    return []


# --- nouns ---
def _noun(graph: Graph, token: int, predicates: list[Predicate], sentence: int) -> Iterator[Candidate]:
    document = graph.clauses.document
    for predicate in predicates:
        head = token + len(predicate.words) - 1
        if graph.upos.get(head) not in ("NOUN", "PROPN", "ADJ"):
            continue
        above = graph.lemma_of(max(graph.head.get(head, 0), graph.clauses.first))
        if predicate.relation in CUT and above in CUTTING:
            continue
        if predicate.relation is Relation.FIGHTS and above == "declare":
            continue  # "declared war" is a threat, which the verb tells
        slots = _noun_slots(graph, head)
        found: list[tuple[Referent, Referent]] = []
        if "between" in predicate.note:
            found = pairs_within(document, predicate.relation, slots.get("between", []) or slots.get("among", []))
        for subject in predicate.subject:
            for object_ in predicate.object:
                if not found and subject != object_ and not subject.endswith("?") and not object_.endswith("?"):
                    found = paired(document, predicate.relation, slots.get(subject, []), slots.get(object_, []))
        if not found and "pair" in predicate.note + predicate.note.replace("between", "pair"):
            found = pairs_within(document, predicate.relation, slots.get("subj", []))
        for one, other in found:
            yield _candidate(graph, one, predicate.relation, other, token, sentence, f"noun {predicate.form}")
        if found:
            return


def _noun_slots(graph: Graph, noun: int) -> dict[str, list[Referent]]:
    slots: dict[str, list[Referent]] = {}
    entities = graph.clauses.document.entities
    for child in graph.below(noun, "nmod:poss", "compound", "amod"):
        who = [graph.owned[child]] if child in graph.owned else []
        if not who and graph.clauses.document.at[child] >= 0:
            who = graph.denotes(child)
        if who and entities[who[0].entity].kind.acts:
            slots.setdefault("gen", who)
    for child in graph.below(noun, "nmod"):
        case = graph.case(child)
        if case and not slots.get(case):
            slots[case] = graph.denotes(child)
    for child in graph.below(noun, "acl"):
        # "a campaign waged by A against B"
        for inner in graph.below(child, "obl"):
            case = graph.case(inner)
            if case and not slots.get(case):
                slots[case] = graph.denotes(inner)
    above = graph.head.get(noun, -1)
    label = graph.label.get(noun, "")
    if above >= 0 and label in ("obj", "obl") and graph.lemma_of(above) in words_of("receive_verb"):
        slots["recv"] = graph.subject(above)
    if (
        above >= 0
        and label.split(":")[0] in ("obj", "obl", "nsubj", "xcomp", "conj")
        and graph.upos.get(above) == "VERB"
    ):
        if graph.lemma_of(above) in words_of("light_verb") and not graph.is_passive(above) and label != "nsubj":
            slots.setdefault("subj", graph.subject(above))
        passive = graph.is_passive(above) or graph.lemma_of(above) in {
            "break",
            "erupt",
            "begin",
            "continue",
            "rage",
            "take",
            "start",
            "escalate",
        }
        if graph.lemma_of(above) in words_of("light_verb") or (label.startswith("nsubj") and passive):
            for child in graph.below(above, "obl"):
                case = graph.case(child)
                if case and child != noun and not slots.get(case):
                    slots[case] = graph.denotes(child)
    if not slots.get("gen") and above >= 0 and label == "nmod" and graph.case(noun) == "in":
        # "support for A in the fight against B"
        who = graph.denotes(above)
        if who and graph.clauses.document.at[above] >= 0:
            slots["gen"] = who
    return slots


# --- identities ---
def _identity(graph: Graph, token: int, predicates: list[Predicate], sentence: int) -> Iterator[Candidate]:
    document = graph.clauses.document
    for predicate in predicates:
        if _ends_longer(graph, token):
            continue
        head = token + len(predicate.words) - 1
        reversed_ = predicate.subject[0] != "self"
        whole = _whole(graph, head, predicate.subject if reversed_ else predicate.object, predicate.relation)
        if not whole:
            continue
        for one in _selves(graph, head):
            found = [
                (other, one) if reversed_ else (one, other)
                for other in whole
                if fits(
                    document,
                    predicate.relation,
                    *((other.entity, one.entity) if reversed_ else (one.entity, other.entity)),
                )
            ]
            for subject, object_ in found:
                person = document.entities[subject.entity].kind is Kind.PERSON
                if person and predicate.relation is Relation.PART_OF and predicate.form not in _MEMBERSHIP:
                    continue
                yield _candidate(
                    graph, subject, predicate.relation, object_, token, sentence, f"identity {predicate.form}"
                )
            if found:
                return


def _ends_longer(graph: Graph, token: int) -> bool:
    """Whether a noun only ends a longer predicate: "breakaway faction" says something else than "faction"."""
    if token <= graph.clauses.first:
        return False
    pair = (graph.low(token - 1), graph.low(token))
    return any(p.words == pair for p in graph.clauses.lexicon.identities.get(pair[0], ()))


def _whole(graph: Graph, noun: int, slots: tuple[str, ...], relation: Relation) -> list[Referent]:
    document = graph.clauses.document
    for slot in slots:
        if slot == "gen":
            for child in graph.below(noun, "nmod:poss", "compound"):
                who = [graph.owned[child]] if child in graph.owned else []
                if not who and document.at[child] >= 0:
                    who = graph.denotes(child)
                if who and document.entities[who[0].entity].kind.acts and document.tokens.text[who[0].last + 1] != "-":
                    return who
            if relation is Relation.LEADS:
                item = graph.clauses.items[graph.clauses.item_of[noun - graph.clauses.first]]
                adjective = adjective_state(graph.clauses, item.first, noun)
                if adjective is not None:
                    return [adjective]
        for child in graph.below(noun, "nmod"):
            if graph.case(child) == slot:
                who = [r for r in graph.denotes(child) if document.entities[r.entity].kind.acts]
                if who:
                    return who
    return []


def _selves(graph: Graph, noun: int) -> Iterator[Referent]:
    document = graph.clauses.document
    for child in graph.below(noun, "appos", "flat"):
        if document.at[child] >= 0:
            yield from graph.denotes(child)
    above, label = graph.head.get(noun, -1), graph.label.get(noun, "")
    if above >= 0 and label in ("appos", "compound", "nmod", "flat", "dep") and document.at[above] >= 0:
        yield from graph.denotes(above)[: 1 if label != "nmod" or not graph.case(noun) else 0]
    if graph.below(noun, "cop"):
        yield from graph.subject(noun)
    described = above >= 0 and graph.upos.get(above) == "VERB" and graph.lemma_of(above) in _COPULA_LIKE
    if described and label in ("xcomp", "obl", "obj") and graph.case(noun) in ("", "as"):
        objects = graph.below(above, "obj")
        if objects and objects[0] != noun:
            yield from graph.denotes(objects[0])
        else:
            yield from graph.subject(above)
    if label == "conj" and above >= 0 and graph.label.get(above) == "appos":
        yield from graph.denotes(graph.head[above])[:1]


# --- adjectives ---
def _adjective(graph: Graph, token: int, predicates: list[Predicate], sentence: int) -> Iterator[Candidate]:
    document = graph.clauses.document
    for predicate in predicates:
        if predicate.note == "reversed":
            continue
        who: list[Referent] = []
        if graph.below(token, "cop"):
            who = graph.subject(token)
        elif graph.label.get(token) in ("amod", "acl", "acl:relcl"):
            who = graph.denotes(graph.head[token])
        elif graph.label.get(token) in ("xcomp", "conj"):
            who = graph.subject(token)
        for child in graph.below(token, "obl", "nmod"):
            if graph.case(child) not in predicate.object:
                continue
            for one, other in paired(document, predicate.relation, who, graph.denotes(child)):
                yield _candidate(graph, one, predicate.relation, other, token, sentence, f"adjective {predicate.form}")
