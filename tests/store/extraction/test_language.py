import pytest

from store.extraction import read
from store.extraction.text.language import detect_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The army said that it had taken the town from the rebels.", "en"),
        ("El ejército dijo que los rebeldes se retiraron de la ciudad por la noche.", "es"),
        ("L'armée a dit que les rebelles ont quitté la ville dans la nuit et que le calme est revenu.", "fr"),
        ("قال الجيش إن المسلحين انسحبوا من المدينة في الليل", "ar"),
        ("Армия сообщила, что боевики ушли из города и что бои не прекратились", "ru"),
        ("הצבא נסוג מן העיר", "he"),
    ],
)
def test_languages_are_told_apart(text: str, code: str) -> None:
    assert detect_language(text) == code


def test_signs_alone_have_no_language() -> None:
    assert detect_language("... 123 !!!") is None


def test_another_language_keeps_its_names_but_claims_nothing() -> None:
    reading = read("هاجم تنظيم داعش الجيش السوري قرب مدينة حلب أمس")
    assert reading.language == "ar"
    assert any(entity.listed == "islamic-state" for entity in reading.entities)
    assert reading.claims == ()
