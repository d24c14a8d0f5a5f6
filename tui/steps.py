"""Steps of curation in words: what the journal says was done."""

from __future__ import annotations

from store.journal import Entry
from store.records import Relation
from tui.wording import count


def told(entry: Entry) -> str:
    """Return a step in one line of words; names come as they are stored and are made safe where they are shown."""
    details = entry.details
    try:
        return _told(entry.action, details)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        return entry.action  # a step that another version of the program has made


def _told(action: str, details: dict[str, object]) -> str:
    match action, details:
        case "verdict", {"claims": list() as claims, "verdict": verdict}:
            return f"{verdict or 'took back the verdict on'} {_claims(claims)}"
        case "retype", {"claims": list() as claims, "relation": relation}:
            return f"made the relation “{Relation(str(relation)).words}” in {_claims(claims)}"
        case "swap", {"claims": list() as claims}:
            return f"swapped subject and object of {_claims(claims)}"
        case "set status", {"claims": list() as claims, "status": status}:
            return f"made the status “{status}” in {_claims(claims)}"
        case "redate", {"claims": list() as claims, "date": date}:
            return f"dated {_claims(claims)} {date}" if date else f"took the date off {_claims(claims)}"
        case "respan", {"claim": claim, "to": [start, end]}:
            return f"made characters {start} to {end} the evidence of claim {claim}"
        case "mend", {"claim": claim, "changes": dict() as changes}:
            return f"mended claim {claim}: " + ", ".join(f"{key} {value}" for key, value in changes.items())
        case "merge", {"merged": dict() as merged, "name": name}:
            return f"merged {', '.join(merged.values())} into {name}"
        case "split", {"name": name, "names": list() as names}:
            return f"split {', '.join(names)} off {name}"
        case "rename", {"from": old, "to": new}:
            return f"renamed {old} to {new}"
        case "add name", {"of": of, "name": name}:
            return f"added the name {name} to {of}"
        case "set kind", {"name": name, "from": old, "to": new}:
            return f"made {name} {_a(new)}, not {_a(old)}"
        case "keep apart", {"names": [one, other]}:
            return f"kept {one} and {other} apart"
    return action


def _claims(claims: list[object]) -> str:
    numbers = ", ".join(map(str, claims[:5])) + (" …" if len(claims) > 5 else "")
    return f"{count(len(claims), 'claim')} ({numbers})"


def _a(kind: object) -> str:
    word = str(kind).replace("_", " ")
    return f"an {word}" if word[:1] in "aeiou" else f"a {word}"
