"""CSV and JSON lines hold what the store holds, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
import sqlite3
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exporters import Format
from store.exporters.selection import Selection
from store.exporters.texts import harmless_cell
from store.queries.filters import EntityFilter, Filters, Listing, StanceFilter
from store.records import Stance
from tests.store.exporters.conftest import SENTENCES, Exported

DANGEROUS = tuple("=+-@\t\r")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.mark.parametrize("listing", list(Listing))
def test_csv_and_json_lines_have_a_record_for_every_row(
    exported: Exported, connection: sqlite3.Connection, listing: Listing
) -> None:
    table = rows(exported(Format.CSV, listing=listing, text=True))
    records = [json.loads(line) for line in exported(Format.JSONL, listing=listing, text=True).split("\n")[:-1]]
    sql = {
        Listing.ARTICLES: "SELECT count(*) FROM articles",
        Listing.GROUPS: "SELECT count(*) FROM entities WHERE kind IN ('armed_group', 'state', 'organization')",
        Listing.RELATIONSHIPS: "SELECT count(*) FROM relationships",
        Listing.CLAIMS: "SELECT count(*) FROM claims",
    }[listing]
    assert len(table) == len(records) == connection.execute(sql).fetchone()[0] > 0
    assert [int(row["id"]) for row in table] == [record["id"] for record in records]
    assert set(table[0]) <= set(records[0])


@pytest.mark.parametrize("listing", list(Listing))
def test_no_cell_is_a_formula_and_none_holds_control_characters(exported: Exported, listing: Listing) -> None:
    cells = [cell for row in rows(exported(Format.CSV, listing=listing, text=True)) for cell in row.values()]
    assert cells
    assert {cell for cell in cells if cell.startswith(DANGEROUS)} <= {"-1"}  # the sign of a stance, a number
    assert not [cell for cell in cells if "\x1b" in cell or "\x07" in cell]


def test_what_looks_like_a_formula_is_guarded_and_numbers_are_not(exported: Exported) -> None:
    titles = {row["title"] for row in rows(exported(Format.CSV, listing=Listing.ARTICLES))}
    assert "'=cmd|' /C calc'!A0" in titles
    signs = {row["sign"] for row in rows(exported(Format.CSV))}
    assert signs == {"-1", "0", "1"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_every_start_of_a_formula_gets_an_apostrophe(start: str) -> None:
    assert harmless_cell(f"{start}1+1").startswith("'")
    assert harmless_cell(f"\x00\x1b{start}1+1").startswith("'")


def test_json_lines_keep_names_evidence_and_every_character(exported: Exported) -> None:
    lines = exported(Format.JSONL, listing=Listing.GROUPS).splitlines()
    groups = {record["name"]: record for record in map(json.loads, lines)}
    assert {name["name"] for name in groups["=Velmora Brigade"]["names"]} == {"=Velmora Brigade", "لواء فلمورا"}
    claims = [json.loads(line) for line in exported(Format.JSONL, listing=Listing.CLAIMS).splitlines()]
    assert {claim["evidence"] for claim in claims} == set(SENTENCES)
    relationships = [json.loads(line) for line in exported(Format.JSONL, evidence=2).splitlines()]
    assert all(len(record["evidence"]) == 2 and record["claims"] == 3 for record in relationships)


def test_filters_narrow_tables_as_they_narrow_listings(exported: Exported, ids: dict[str, int]) -> None:
    filters = Filters() & StanceFilter(Stance.HOSTILE) & EntityFilter(ids["Karanda Front"], "Karanda Front")
    assert [row["relation"] for row in rows(exported(Format.CSV, filters))] == ["fights"]


def test_rejected_claims_stand_in_the_claims_only(exported: Exported, rejected: int) -> None:
    claims = {row["id"]: row["verdict"] for row in rows(exported(Format.CSV, listing=Listing.CLAIMS))}
    assert claims[str(rejected)] == "rejected"
    (fights,) = [json.loads(line) for line in exported(Format.JSONL).splitlines() if '"fights"' in line]
    assert rejected not in [claim["claim_id"] for claim in fights["evidence"]]
    assert fights["claims"] == len(fights["evidence"]) == 2


def test_evidence_is_whole_however_long(connection: sqlite3.Connection) -> None:
    for claim in Selection(connection).claims():
        assert claim.evidence in SENTENCES


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_any_cells_come_back_as_one_row_that_no_spreadsheet_runs(cells: list[str]) -> None:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow([harmless_cell(cell) for cell in cells])
    (row,) = csv.reader(StringIO(out.getvalue(), newline=""), strict=True)
    assert row == [harmless_cell(cell) for cell in cells]
    assert not [cell for cell in row if cell.startswith(DANGEROUS)]
