"""Mails, mail boxes and pages saved as MHTML."""

from __future__ import annotations

import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.readers import Skipped
from store.records import Article
from tests.store.readers.reading import articles, read, reasons

SENTENCE = "Rebels took the town on Monday, a spokesman of the group said. "
PAGE = f"<html><head><title>Town taken</title></head><body><article><h1>Town taken</h1><p>{SENTENCE * 8}</p></article>"


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ridge Press <news@ridge.test>"
    message["To"] = "ann@desk.test"
    message["Subject"] = "Town taken"
    message["Date"] = "Thu, 03 Mar 2016 10:00:00 +0000"
    message["Message-ID"] = "<1@ridge.test>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


def test_a_mail_is_an_article(tmp_path: Path) -> None:
    message = mail()
    message.set_content(SENTENCE + "\n\nMore – later.")
    (found,) = articles(read(tmp_path / "a.eml", message.as_bytes()))
    assert (found.title, found.outlet, found.date) == ("Town taken", "Ridge Press", "2016-03-03")
    assert found.text == SENTENCE + "\n\nMore – later."


def test_of_two_forms_the_one_with_the_text_is_taken(tmp_path: Path) -> None:
    message = mail()
    message.set_content("See this mail in your browser.")
    message.add_alternative(f"<style>p{{}}</style><p>{SENTENCE * 5}</p><p>Second&nbsp;part</p>", subtype="html")
    (found,) = articles(read(tmp_path / "a.eml", message.as_bytes()))
    assert found.text == f"{(SENTENCE * 5).strip()}\n\nSecond part"
    message = mail()
    message.set_content(SENTENCE * 5)
    message.add_alternative(f"<p>{SENTENCE * 5}</p>", subtype="html")
    (found,) = articles(read(tmp_path / "a.eml", message.as_bytes()))
    assert found.text == (SENTENCE * 5).strip()


def test_headers_in_other_scripts_and_encodings_are_read(tmp_path: Path) -> None:
    raw = (
        b"From: =?koi8-r?B?7s/Xz9PUyQ==?= <a@b.test>\nSubject: =?utf-8?B?0JPQvtGA0L7QtCDQstC30Y/Rgg==?=\n"
        b"MIME-Version: 1.0\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n"
    ) + "Город взят в понедельник, сообщил представитель группы.".encode("koi8-r")
    (found,) = articles(read(tmp_path / "a.eml", raw))
    assert (found.title, found.outlet) == ("Город взят", "Новости")
    assert found.text.startswith("Город взят в понедельник")


def test_what_a_mail_carries_is_read_where_it_is_of_a_format_that_is(tmp_path: Path) -> None:
    message = mail()
    message.set_content("See the table.")
    message.add_attachment(b"title,text\nOne,First.\n", maintype="text", subtype="csv", filename="news.csv")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    inner = mail()
    inner.replace_header("Subject", "Forwarded")
    inner.set_content("What was forwarded.")
    message.add_attachment(inner)
    found = read(tmp_path / "a.eml", message.as_bytes())
    assert [(item.path, item.title) for item in articles(found)] == [
        ("a.eml", "Town taken"),
        ("a.eml/news.csv", "One"),
        ("a.eml/mail.eml", "Forwarded"),
    ]
    assert reasons(found) == []


def test_a_page_saved_as_mhtml_is_a_page(tmp_path: Path) -> None:
    raw = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ridge.test/town\r\nSubject: Town taken\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
        "--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: https://ridge.test/town\r\n\r\n{PAGE}\r\n"
        "--B\r\nContent-Type: text/css\r\n\r\np {}\r\n--B--\r\n"
    )
    (found,) = articles(read(tmp_path / "a.mht", raw))
    assert (found.title, found.address) == ("Town taken", "https://ridge.test/town")
    assert SENTENCE.strip() in found.text


def test_every_mail_of_a_mail_box_is_an_article(tmp_path: Path) -> None:
    mails = []
    for number in range(3):
        message = mail()
        message.replace_header("Subject", f"Report {number}")
        message.set_content(f"Text {number}.\n\n>From the front, news.\nFrom here on, more.")
        mails.append(b"From news@ridge.test Thu Mar  3 10:00:00 2016\n" + message.as_bytes() + b"\n")
    found = articles(read(tmp_path / "all.mbox", b"".join(mails)))
    assert [(item.title, item.position) for item in found] == [("Report 0", 1), ("Report 1", 2), ("Report 2", 3)]
    assert "From here on, more." in found[0].text


def test_a_mail_without_text_is_told(tmp_path: Path) -> None:
    message = mail()
    message.set_content("  \n")
    assert reasons(read(tmp_path / "a.eml", message.as_bytes())) == [("a.eml", "is a mail without text")]


@pytest.mark.parametrize("name", ["Content-Type: multipart/mixed", "content-disposition: attachment"])
def test_a_header_that_would_take_all_day_is_refused(tmp_path: Path, name: str) -> None:
    raw = f"MIME-Version: 1.0\nMessage-ID: <1>\n{name}" + ";\n " * 500_000 + "\n\nText"
    began = time.process_time()
    assert reasons(read(tmp_path / "a.eml", raw)) == [("a.eml", "has a header of more than 2,000 characters")]
    assert time.process_time() - began < 5


def test_mails_within_mails_end(tmp_path: Path) -> None:
    content = b"Deep."
    for _ in range(3000):
        content = b"MIME-Version: 1.0\nMessage-ID: <1>\nContent-Type: message/rfc822\n\n" + content
    found = read(tmp_path / "a.eml", content)
    assert len(found) < 10
    assert all(isinstance(item, Skipped) for item in found)


def test_parts_within_parts_end(tmp_path: Path) -> None:
    parts = "".join(f"--B{n}\nContent-Type: multipart/mixed; boundary=B{n + 1}\n\n" for n in range(3000))
    raw = "MIME-Version: 1.0\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=B0\n\n" + parts
    assert len(read(tmp_path / "a.eml", raw)) == 1


@settings(deadline=None)
@given(st.lists(st.sampled_from([
    "MIME-Version: 1.0", "Message-ID: <1>", "Content-Type: multipart/mixed; boundary=B", "Content-Type: text/html; charset=x",
    "Content-Type: text/plain; charset=utf-16", "Content-Transfer-Encoding: base64", "Subject: =?utf-8?B?////?=", "--B",
    "--B--", "", "From: =?x?q?=00?=", "Date: Thu, 99 Mar 99999", "<p>News</p>", "\x00\xff", "Content-Disposition: attachment; filename*0*=x''%FF.txt",
]), max_size=25).map("\n".join))  # fmt: skip
def test_no_mail_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    raw = ("MIME-Version: 1.0\nMessage-ID: <1>\n" + text).encode("latin-1")
    for item in read(tmp_path_factory.getbasetemp() / "a.eml", raw):
        assert isinstance(item, Article | Skipped)
