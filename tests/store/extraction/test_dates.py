import datetime

import pytest

from store.extraction.qualification.dates import find_date
from tests.store.extraction.reading_helpers import the_claim

TODAY = datetime.date(2016, 10, 12)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It fell on 3 May 2014.", "2014-05-03"),
        ("It fell on May 3, 2014.", "2014-05-03"),
        ("It fell in September.", "2016-09"),
        ("It fell in November.", "2015-11"),
        ("It fell in 2011.", "2011"),
        ("It fell on Monday.", "2016-10-10"),
        ("It fell late Tuesday.", "2016-10-11"),
        ("It fell yesterday.", "2016-10-11"),
        ("It fell last month.", "2016-09"),
        ("It fell last year.", "2015"),
        ("It fell.", None),
        ("It fell on 31 February 2014.", None),
    ],
)
def test_dates_are_understood_against_the_articles_own(text: str, date: str | None) -> None:
    assert find_date(text, TODAY) == date


def test_a_sentence_without_a_date_gives_none() -> None:
    assert the_claim("Ahrar al-Sham attacked Jaish al-Islam.", "fights", date="2016-10-12").date is None


def test_a_name_is_no_date() -> None:
    claim = the_claim("The March 23 Movement attacked the Mai-Mai Sheka in 2013.", "fights", date="2016-10-12")
    assert claim.date == "2013"


def test_the_date_nearest_to_the_word_that_claims_counts() -> None:
    text = "Founded in 2011, Ahrar al-Sham attacked Jaish al-Islam on 3 May 2014."
    assert the_claim(text, "fights", date="2016-10-12").date == "2014-05-03"


def test_a_wrong_article_date_is_no_error() -> None:
    assert find_date("It fell on Monday.", None) is None
