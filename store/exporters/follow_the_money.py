"""FollowTheMoney entities (followthemoney.tech) as JSON lines, for Aleph, yente and nomenklatura.

Articles come first, then entities, then what links them: one link for each relationship and status, so that what is
denied never looks like what is asserted. Every link has the articles that claim it as ``proof``. How relations line up
stands in docs/data-model.md; a relation between kinds that its schema does not admit becomes an ``UnknownLink``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, TextIO
from urllib.parse import quote, urlsplit, urlunsplit

from store.exporters.identifiers import Identifiers
from store.exporters.selection import Article, Claim, Entity, Relationship, Selection
from store.exporters.texts import first_day, one_line, web_address, without_controls
from store.records import Kind, Relation, Status

_PAGE: Final = 500
_LONGEST_SUMMARY: Final = 60_000
"""Characters of evidence in one link."""

# What the types of the model take at most, in characters.
_LONGEST: Final = {
    **dict.fromkeys(("name", "alias", "previousName", "weakAlias"), 384),
    "full": 250,
    "summary": _LONGEST_SUMMARY,
}
_LONGEST_STRING: Final = 1024
_LONGEST_ADDRESS: Final = 4096

_SCHEMATA: Final = {
    Kind.ARMED_GROUP: "Organization",
    Kind.STATE: "PublicBody",
    Kind.ORGANIZATION: "Organization",
    Kind.PERSON: "Person",
    Kind.PLACE: "Address",
}

_NAME_PROPERTIES: Final = {"former": "previousName", "acronym": "weakAlias", "alias": "alias", "original": "alias"}

_LINKS: Final = {
    Relation.PART_OF: ("Membership", "member", "organization"),
    Relation.LEADS: ("Directorship", "director", "organization"),
    Relation.SPLIT_FROM: ("Succession", "successor", "predecessor"),
    Relation.MERGED_INTO: ("Succession", "predecessor", "successor"),
}
"""Schema, property of the subject, property of the object."""

# FollowTheMoney takes the three letters of ISO 639-3; the store has the two of ISO 639-1.
_LANGUAGES: Final = dict(
    pair.split("=")
    for pair in (
        "am=amh ar=ara az=aze be=bel bg=bul bn=ben bs=bos ca=cat cs=ces da=dan de=deu el=ell en=eng es=spa et=est "
        "fa=fas fi=fin fr=fra he=heb hi=hin hr=hrv hu=hun hy=hye id=ind it=ita ja=jpn ka=kat kk=kaz km=khm "
        "ko=kor ky=kir lt=lit lv=lav mk=mkd mn=mon ms=msa my=mya ne=nep nl=nld no=nor pl=pol ps=pus pt=por "
        "ro=ron ru=rus si=sin sk=slk sl=slv sq=sqi sr=srp sv=swe sw=swa ta=tam te=tel tg=tgk th=tha tl=tgl "
        "tr=tur uk=ukr ur=urd uz=uzb vi=vie zh=zho"
    ).split()
)

Record = dict[str, Any]


def write(selection: Selection, out: TextIO) -> int:
    """Write the selection's relationships with their entities and articles; return the number of FtM entities."""
    written = 0
    for record in _records(selection):
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
        written += 1
    return written


def _records(selection: Selection) -> Iterator[Record]:
    ids = Identifiers(selection.connection)
    relationships = selection.relationship_ids()
    articles: set[int] = set()
    for relationship_id in relationships:
        articles.update(claim.article_id for claim in selection.evidence(relationship_id))
    ordered = sorted(articles)
    for start in range(0, len(ordered), _PAGE):
        for article in selection.articles_of(ordered[start : start + _PAGE]):
            yield _article(article, ids)
    listed: dict[int, str | None] = {}
    for entity in selection.entities(sorted(selection.sides(relationships))):
        listed[entity.id] = entity.listed
        yield _entity(entity, ids)
    for relationship in selection.relationships(relationships):
        by_status: dict[Status, list[Claim]] = {}
        for claim in selection.evidence(relationship.id):
            by_status.setdefault(claim.status, []).append(claim)
        for status, claims in sorted(by_status.items()):
            yield _link(relationship, status, claims, listed, ids)


def _article(article: Article, ids: Identifiers) -> Record:
    file_name = article.path.replace("\\", "/").rsplit("/", 1)[-1]
    return _record(
        ids.key("articles", article.id),
        "Article",
        title=[article.title],
        name=[article.title],
        fileName=[file_name or article.title or "article"],
        publishedAt=[article.date],
        publisher=[article.outlet],
        language=[_LANGUAGES.get((article.language or "")[:2].lower())],
        sourceUrl=[article.address],
    )


def _entity(entity: Entity, ids: Identifiers) -> Record:
    names: dict[str, list[str | None]] = {}
    for name in entity.names:
        if name.name != entity.name:
            names.setdefault(_NAME_PROPERTIES.get(name.type, "alias"), []).append(name.name)
    if entity.kind is Kind.PLACE:
        names["full"] = [entity.name]
    key = ids.entity_key(entity.id, entity.listed)
    # The model has no place for the years of a name: they are told in words, which the reader of these files knows.
    years = [
        f"name with years: {' '.join(without_controls(name.name).split())} ({name.since or ''}–{name.until or ''})"
        for name in entity.names
        if name.since is not None or name.until is not None
    ]
    notes = [entity.kind.replace("_", " "), *years]
    return _record(key, _SCHEMATA[entity.kind], name=[entity.name], notes=notes, **names)


def _link(
    relationship: Relationship,
    status: Status,
    claims: list[Claim],
    listed: dict[int, str | None],
    ids: Identifiers,
) -> Record:
    subject = ids.entity_key(relationship.subject_id, listed.get(relationship.subject_id))
    target = ids.entity_key(relationship.object_id, listed.get(relationship.object_id))
    dates = sorted(claim.date for claim in claims if claim.date)
    common: dict[str, Iterable[str | None]] = {
        "status": [status.value],
        "startDate": dates[:1],
        "endDate": dates[-1:],
        "summary": _summary(claims),
        "recordId": [f"{relationship.id}-{status.value}"],
        "publisher": [claim.outlet for claim in claims],
        "sourceUrl": [claim.address for claim in claims],
        "proof": [ids.key("articles", claim.article_id) for claim in claims],
    }
    key = ids.key("relationships", f"{relationship.id}|{status.value}")
    relation = relationship.relation
    if relation is Relation.SANCTIONS:
        # A sanction is no link in this model: who imposes it is an authority by name.
        return _record(key, "Sanction", entity=[target], authority=[relationship.subject], **common)
    schema, one, other = _LINKS.get(relation, ("UnknownLink", "subject", "object"))
    if schema != "UnknownLink" and not _admits(relation, relationship.subject_kind, relationship.object_kind):
        schema, one, other = "UnknownLink", "subject", "object"
    return _record(key, schema, **{one: [subject], other: [target]}, role=[relation.value], **common)


def _admits(relation: Relation, subject: Kind, target: Kind) -> bool:
    """Whether a schema takes these kinds: memberships and directorships belong to organizations, nothing to places."""
    if relation in (Relation.PART_OF, Relation.LEADS):
        return subject is not Kind.PLACE and target.acts
    return Kind.PLACE not in (subject, target)


def _summary(claims: Iterable[Claim]) -> list[str]:
    texts: list[str] = []
    size = 0
    for claim in claims:
        text = one_line(claim.evidence)
        size += len(text)
        if size > _LONGEST_SUMMARY and texts:
            break
        texts.append(text)
    return texts


def _record(key: str, schema: str, **properties: Iterable[str | None]) -> Record:
    """Return an entity; values are distinct, in order, never empty, and no longer than the model takes them."""
    cleaned = {
        name: list(dict.fromkeys(text for value in values if value and (text := _value(name, value))))
        for name, values in properties.items()
    }
    return {"id": key, "schema": schema, "properties": {name: values for name, values in cleaned.items() if values}}


def _value(name: str, text: str) -> str | None:
    if name in ("startDate", "endDate", "publishedAt"):
        return text if re.match("[12]", text) and first_day(text) else None
    if name == "sourceUrl":
        return _address(text)
    text = " ".join(without_controls(text).split())
    return text[: _LONGEST.get(name, _LONGEST_STRING)].rstrip()


def _address(text: str) -> str | None:
    """Return a web address in the characters of RFC 3986, ``None`` where it is none."""
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if web_address(text) is None or not host or parts.username:
        return None
    place = f"[{host}]" if ":" in host else host
    path = quote(urlunsplit(("", "", parts.path, parts.query, parts.fragment)), safe="%/:=&?~#+!$,;'@()*[]")
    address = f"{parts.scheme}://{place}{port}{path}"
    return address if len(address) <= _LONGEST_ADDRESS else None
