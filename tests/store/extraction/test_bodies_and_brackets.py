"""Names of offices and units, and what brackets and "or" call them in other words."""

import pytest

from store.records import Kind
from tests.store.extraction.reading_helpers import kinds_of, surfaces_of


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Attorney General's Office charged ten men.", "Attorney General's Office", Kind.STATE),
        ("The Public Prosecutor's Office charged ten men.", "Public Prosecutor's Office", Kind.STATE),
        ("According to the Ombudsman's Office, forty families fled.", "Ombudsman's Office", Kind.STATE),
        ("The Justice Ministry confirmed the figure.", "Justice Ministry", Kind.STATE),
        ("He left the Oromo Justice Party.", "Oromo Justice Party", Kind.ORGANIZATION),
        ("The Presidential Security Service has moved into the port.", "Presidential Security Service", Kind.STATE),
        ("The Fourth Force held the airport.", "Fourth Force", Kind.ARMED_GROUP),
        ("Fighters of the Hasan Ruiz Structure held the road.", "Hasan Ruiz Structure", Kind.ARMED_GROUP),
        ("It was originally known as the Southern Column.", "Southern Column", Kind.ARMED_GROUP),
        ("The militia rebranded itself as the Islamic Dawn in 2019.", "Islamic Dawn", Kind.ARMED_GROUP),
        ("Militants were seen in North Kordofan State.", "North Kordofan State", Kind.PLACE),
        ("The police searched two houses in St. Thomas.", "St. Thomas", Kind.PLACE),
        ("Troops shelled the Islamic Jihad Corps near Basra.", "Islamic Jihad Corps", Kind.ARMED_GROUP),
    ],
)
def test_kinds(text: str, name: str, kind: Kind) -> None:
    assert kinds_of(text).get(name) == kind.value


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("The Forest Crime Directorate (Dirección del Bosque - DICRIB) spoke. DICRIB left.", "Forest Crime Directorate",
         "DICRIB"),
        ("The Front of the Free Coast (French: Front libre de la côte, FLIC) left. The FLIC spoke.", "Front of the Free Coast",
         "FLIC"),
        ("The Border Security Service, or BSS, spoke. BSS troops left.", "Border Security Service", "BSS"),
    ],
)  # fmt: skip
def test_other_words_for_a_name_are_no_entities_of_their_own(text: str, name: str, other: str) -> None:
    assert name in kinds_of(text)
    assert other not in kinds_of(text)
    assert other in surfaces_of(text)
