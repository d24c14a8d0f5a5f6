"""Measure importing coded data: rows a second beside ``sqlite-utils insert --csv`` of the same file, and peak memory.

python -m benchmarks.events [--rows 60000] [--keep FILE]

The file is made up: its countries, groups, places and notes exist nowhere. It has the 31 columns of ACLED, and in every
hundred rows about as many different actors, places and words as published files have.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

HEADER = (
    "data_id iso event_id_cnty event_id_no_cnty event_date year time_precision event_type sub_event_type actor1"
    " assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction region country admin1 admin2 admin3 location"
    " latitude longitude geo_precision source source_scale notes fatalities timestamp iso3"
).split()
_SYLLABLES = "ar ven tor vik bel dra mo sti ka lun ga res tho mar ne sil va dur om pe ri zan ul ho".split()
_KINDS = (
    ("Battles", "Armed clash", 30), ("Battles", "Government regains territory", 1),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack", 12),
    ("Violence against civilians", "Attack", 22), ("Protests", "Peaceful protest", 25),
    ("Riots", "Violent demonstration", 5), ("Strategic developments", "Agreement", 1),
    ("Strategic developments", "Looting/property destruction", 4),
)  # fmt: skip
_VERBS = "clashed with|shelled positions of|exchanged fire with|ambushed a patrol of|drove back".split("|")
_ENDS = (
    "Witnesses counted {n} vehicles on the road to {other}.",
    "A medic from {other} spoke of {n} wounded; nobody could confirm it.",
    "The market of {other} stayed closed for {n} days.",
    "Both sides gave different accounts, and {n} families left for {other}.",
)


def write_events(path: Path, rows: int, seed: int = 1) -> None:
    """Write a made-up file of events in the layout of ACLED."""
    chance = random.Random(seed)

    def name(parts: int) -> str:
        return "".join(chance.choice(_SYLLABLES) for _ in range(parts)).capitalize()

    countries = [
        (
            country := name(3) + "ia",
            [name(3) for _ in range(max(40, rows // 200))],
            [
                f"{name(2).upper()}: {name(3)} Liberation Front" if chance.random() < 0.5 else f"{name(3)} Brigade"
                for _ in range(60)
            ],
            f"Military Forces of {country} (2015-)",
        )
        for _ in range(12)
    ]  # fmt: skip
    outlets = [f"{name(2)} {kind}" for kind in ("Radio", "Daily", "Post", "Times") for _ in range(40)]
    weights = [weight for _, _, weight in _KINDS]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        day = date(2020, 12, 31)
        for number in range(rows, 0, -1):
            country, places, groups, army = chance.choice(countries)
            kind, sub, _ = chance.choices(_KINDS, weights)[0]
            where, other = chance.choice(places), chance.choice(places)
            # A few groups do most of what happens.
            one, two = groups[int(len(groups) * chance.random() ** 3)], groups[int(len(groups) * chance.random() ** 3)]
            first, second, inter = {
                "Battles": (army, one, "12"),
                "Explosions/Remote violence": (one, two, "22"),
                "Violence against civilians": (one, f"Civilians ({country})", "27"),
                "Protests": (f"Protesters ({country})", "", "60"),
                "Riots": (f"Rioters ({country})", "", "50"),
                "Strategic developments": (one, army, "12"),
            }[kind]
            if chance.random() < 0.002 * rows / max(rows, 1):
                day -= timedelta(days=1)
            who = f"{first.split(':')[0]} {chance.choice(_VERBS)} {second or 'nobody'}"
            end = chance.choice(_ENDS).format(n=chance.randrange(2, 90), other=other)
            notes = f"On {day.day} {day:%B %Y}, {who} near {where} ({country}). {end}"
            if chance.random() < 0.6:
                notes += f' A resident said: "{chance.choice(_ENDS).format(n=chance.randrange(2, 90), other=where)}"'
            writer.writerow([
                7_000_000 + number, 999, f"{country[:3].upper()}{number}", number, f"{day:%d %B %Y}", day.year, 1, kind,
                sub, first, two if chance.random() < 0.12 else "", inter[0], second, "", inter[1], inter, "Far Away",
                country, f"{where[:4]} Province", where[:5], where, where, f"{chance.uniform(-30, 30):.4f}",
                f"{chance.uniform(-30, 30):.4f}", 1, "; ".join(chance.sample(outlets, chance.choice((1, 1, 2, 3)))),
                "National", notes, chance.choice((0, 0, 0, 1, 2, 5)), 1_600_000_000 + number, country[:3].upper(),
            ])  # fmt: skip


def measured(*command: str) -> tuple[float, float, float]:
    """Run a command; return its wall time and processor time in seconds, and its peak memory in MB."""
    started = perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / unit


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=60_000)
    parser.add_argument("--keep", type=Path, help="keep the file that was made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "events.csv"
        write_events(table, options.rows)
        if options.keep:
            shutil.copyfile(table, options.keep)
        warm = Path(folder) / "warm.csv"
        write_events(warm, 10)
        measured("tui", "--store", f"{folder}/warm.db", "import", str(warm))  # caches of names are made once
        store = f"{folder}/store.db"
        commands = {
            "sqlite-utils insert --csv": ("sqlite_utils", "insert", f"{folder}/peer.db", "events", str(table), "--csv"),
            "import": ("tui", "--store", store, "import", "--jobs", "1", str(table)),
            "import again": ("tui", "--store", store, "import", "--jobs", "1", str(table)),
        }
        found = {label: measured(*command) for label, command in commands.items()}
    peer = found["sqlite-utils insert --csv"]
    print(f"{options.rows:,} rows")
    print(f"{'':28}{'wall s':>8}{'ratio':>7}{'cpu s':>8}{'ratio':>7}{'rows/cpu s':>12}{'peak MB':>9}")
    for label, (wall, cpu, memory) in found.items():
        ratios = wall / peer[0], cpu / peer[1]
        print(
            f"{label:28}{wall:8.2f}{ratios[0]:7.2f}{cpu:8.2f}{ratios[1]:7.2f}{options.rows / cpu:12,.0f}{memory:9.0f}"
        )


if __name__ == "__main__":
    main()
