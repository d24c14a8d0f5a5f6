"""Measure the reading of pages beside trafilatura alone on the same pages, in processor time.

python -m benchmarks.pages [--pages 100]
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from time import process_time

from benchmarks.corpus import articles


def pages(count: int, seed: int = 1) -> list[bytes]:
    """Return pages as news sites make them: the article among menus, teasers, scripts and styles."""
    chance = random.Random(seed)
    made = []
    for number, article in enumerate(articles(count, seed)):
        title, *parts = [part for part in article.text.split("\n\n") if part.strip()]
        body = "".join(
            f'<p class="p-{chance.randint(1, 9)}">{part} <a href="/{part[:8]}">more</a></p>' for part in parts
        )
        menu = "".join(f'<li class="item-{n}"><a href="/section/{n}">Section {n}</a></li>' for n in range(60))
        teasers = "".join(
            f'<div class="teaser"><a href="/a/{n}"><img src="/i/{n}.jpg"><h3>{chance.choice(parts)[:60]}</h3></a></div>'
            for n in range(40)
        )
        script = "<script>" + "var a=1;function f(){return '<div>'+a}" * 300 + "</script>"
        made.append(
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Ridge</title>'
            f'<meta property="og:site_name" content="Ridge"><link rel="canonical" href="https://ridge.test/{number}">'
            f'<meta property="article:published_time" content="{article.date}T10:00:00Z">{script}'
            f"<style>{'.a{color:red}' * 500}</style></head><body><header><nav><ul>{menu}</ul></nav></header><main>"
            f'<article><h1>{title}</h1><div class="byline">By Ann Author</div><div class="body">{body}</div></article>'
            f"<aside>{teasers}</aside></main><footer><ul>{menu}</ul></footer>{script}</body></html>".encode()
        )
    return made


def spent(read: Callable[[bytes], object], made: Sequence[bytes]) -> float:
    """Return the processor time of reading all pages, in seconds."""
    started = process_time()
    for page in made:
        read(page)
    return process_time() - started


def main() -> None:
    """Measure and print a table: the best of five rounds."""
    import trafilatura

    from store.readers.pages import read_page

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100)
    made = pages(parser.parse_args().pages)
    ways: dict[str, Callable[[bytes], object]] = {
        "trafilatura, text, title, date": lambda page: trafilatura.bare_extraction(page, with_metadata=True),
        "trafilatura, text alone": trafilatura.extract,
        "as imported": lambda page: list(read_page("page.html", page)),
    }
    for read in ways.values():
        read(made[0])
    rounds = [{label: spent(read, made) for label, read in ways.items()} for _ in range(5)]
    best = {label: min(each[label] for each in rounds) for label in ways}
    peer = best["trafilatura, text, title, date"]
    print(f"{len(made):,} pages, {sum(map(len, made)) / len(made) / 1000:.0f} kB each")
    print(f"{'':32}{'seconds':>9}{'pages/s':>9}{'ratio':>7}")
    for label, seconds in best.items():
        print(f"{label:32}{seconds:9.2f}{len(made) / seconds:9.1f}{seconds / peer:7.2f}")


if __name__ == "__main__":
    main()
