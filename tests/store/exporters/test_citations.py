"""BibTeX and CSL JSON cite every article, with special characters as themselves."""

from __future__ import annotations

import json
import re

from store.exporters import Format
from tests.store.exporters.conftest import ARTICLES, Exported


def test_every_article_is_an_entry_of_its_own(exported: Exported) -> None:
    text = exported(Format.BIBTEX)
    keys = re.findall(r"^@misc\{(\S+),$", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(ARTICLES)
    assert "harboursons2014-1" in keys
    assert [item["id"] for item in json.loads(exported(Format.CSL))] == keys


def test_special_characters_are_escaped_and_braces_balance(exported: Exported) -> None:
    text = exported(Format.BIBTEX)
    assert r"title = {{100\% \{sure\}\textbackslash{} of\_it \textasciitilde{} \#1 \$5}}" in text
    assert r"organization = {Harbour \& Sons}" in text
    assert r"url = {https://harbour.example.org/a?b=1&c=\%20d}" in text
    assert "javascript" not in text
    plain = re.sub(r"\\[{}]", "", text)
    assert plain.count("{") == plain.count("}")


def test_csl_items_have_title_outlet_date_and_address(exported: Exported) -> None:
    items = {item["title"]: item for item in json.loads(exported(Format.CSL))}
    assert items["=cmd|' /C calc'!A0"] == {
        "id": "harboursons2014-1",
        "type": "article-newspaper",
        "title": "=cmd|' /C calc'!A0",
        "container-title": "Harbour & Sons",
        "issued": {"date-parts": [[2014, 3, 5]]},
        "URL": "https://harbour.example.org/a?b=1&c=%20d",
        "language": "en",
    }
    assert "issued" not in items["]]> --> <script>alert(1)</script>"]
