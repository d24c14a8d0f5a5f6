"""Articles that are none: whatever comes in is stored as it is, read in bounded time and memory, and found again."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from store.database import open_reader
from tests.tui.cli.terminal import ROOT, Run

ENDLESS = {
    "ten-megabytes-without-a-full-stop": ("the army of Syria attacked ISIS in Hama and " * 230_000)[:10_000_000],
    "a-sentence-of-50000-words": "Syria attacked ISIS and " * 12_500,
    "only-names": "Aleppo Hama Idlib " * 5_000,
    "only-signs": ".,!?\"'() " * 20_000,
    "markup": "<div class='a'>Syria &amp; <b>Iraq</b></div> " * 3_000,
    "a-quote-never-closed": 'He said: "' + "ISIS attacked Syria. " * 5_000,
    "arabic": "هاجم داعش الجيش السوري في حلب " * 5_000,
    "cyrillic": "Войска напали на боевиков. " * 5_000,
}
SMALL = {
    "ar": "هاجم تنظيم داعش مواقع الجيش السوري في حلب.\n\nوقالت جبهة النصرة إن مقاتليها سيطروا على البلدة بعد المعارك.",
    "fa": "حزب‌الله لبنان گفت که نیروهایش با داعش در حلب جنگیدند و این گروه از شهر عقب نشینی کرد.",
    "ru": "Войска Сирии напали на боевиков ИГИЛ в Алеппо.\n\nДжебхат ан-Нусра заявила, что это не так.",
    "uk": "Збройні сили України відбили атаку біля Бахмута, як повідомив Генеральний штаб.",
    "ur": "تحریک طالبان پاکستان نے پیر کے روز فوج کے قافلے پر حملے کی ذمہ داری قبول کر لی ہے۔",
}
NAMED = {
    "ar": {"islamic-state", "nusra-front"},
    "fa": {"hezbollah", "islamic-state"},
    "ru": {"islamic-state", "nusra-front"},
    "uk": {"armed-forces-of-ukraine"},
    "ur": {"tehrik-i-taliban-pakistan"},
}


@pytest.mark.parametrize("language", SMALL)
def test_articles_in_other_scripts_are_stored_and_found_and_claim_nothing(
    language: str, program: Run, tmp_path: Path
) -> None:
    path = tmp_path / "article.txt"
    path.write_text(SMALL[language], encoding="utf-8")
    assert program("import", path).code == 0
    with contextlib.closing(open_reader(tmp_path / "store.db")) as connection:
        ((text, detected),) = connection.execute("SELECT text, language FROM articles").fetchall()
        mentions = connection.execute(
            "SELECT e.listed, substr(a.text, m.start + 1, m.end - m.start) FROM mentions AS m"
            " JOIN entities AS e ON e.id = m.entity_id JOIN articles AS a ON a.id = m.article_id"
        ).fetchall()
        names = {name for (name,) in connection.execute("SELECT name FROM names")}
        assert connection.execute("SELECT * FROM claims").fetchall() == []
        assert connection.execute("SELECT * FROM entities WHERE kind = 'person'").fetchall() == []
    assert text == SMALL[language]
    assert detected == language
    assert {listed for listed, _ in mentions} >= NAMED[language]
    assert {surface for _, surface in mentions} <= names
    word = SMALL[language].split()[-2]
    assert len(json.loads(program("search", word, "--json").out)["articles"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<div class='a'>Clash</p>\n\n&nbsp;The Nusra Front attacked Ahrar al-Sham in Hama.<br/> &lt;b&gt;<!-- x -->",
        'Clash\n\nHe said: "The Nusra Front attacked Ahrar al-Sham in Hama. “Nothing more',
        "&&&& <<<< >>>> Clash\n\nThe Nusra Front attacked Ahrar al-Sham in Hama. <a href='\">",
    ],
    ids=["markup", "quotes never closed", "signs"],
)
def test_what_is_said_between_left_over_signs_is_still_read(text: str, program: Run, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(text, encoding="utf-8")
    assert program("import", path).code == 0
    (claim,) = json.loads(program("claims", "--json").out)
    assert (claim["subject"], claim["relation"], claim["object"]) == ("Nusra Front", "fights", "Ahrar al-Sham")
    with contextlib.closing(open_reader(tmp_path / "store.db")) as connection:
        assert [row["text"] for row in connection.execute("SELECT text FROM articles")] == [text]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is told elsewhere here")
def test_endless_texts_are_imported_whole_in_bounded_time_and_memory(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in ENDLESS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    code = (
        "import sys, time; from pathlib import Path; from store.importing import import_paths\n"
        "summary = import_paths(Path(sys.argv[1]), [sys.argv[2]])\n"
        # The system call that tells the peak counts that of the process which started this one, too.
        "told = Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]\n"
        "peak = int(told) / 1024\n"
        "print(summary.added, summary.unread, time.process_time(), peak)"
    )
    store = tmp_path / "store.db"
    done = subprocess.run(
        [sys.executable, "-c", code, store, folder], capture_output=True, text=True, check=True, cwd=ROOT, timeout=600
    )
    added, unread, seconds, megabytes = map(float, done.stdout.split())
    assert (added, unread) == (len(ENDLESS), 0)
    assert seconds < 90
    assert megabytes < 400
    with contextlib.closing(open_reader(store)) as connection:
        stored = dict(connection.execute("SELECT path, text FROM articles").fetchall())
        assert connection.execute("SELECT * FROM mentions WHERE end > 200000").fetchall() == []
    assert {Path(path).stem: text for path, text in stored.items()} == ENDLESS
