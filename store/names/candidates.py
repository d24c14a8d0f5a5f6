"""Candidates: which words of a segment may be a word of the query, and which names have such words."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from store.names import acronyms, costs, lexicon, scripts, skeleton
from store.names.query import Query, QueryWord
from store.names.segment import Segment

WORDS_CUT: Final = (1600, 600, 450, 350)
"""Words that pass the skeleton cut, for queries of one, two, three, and more words."""
TELLING: Final = 3
"""Words of a query whose other spellings are looked for."""
PREFIX_CUT: Final = 200
LETTER_WEIGHT: Final = 8
"""What a shared letter pair counts against the cost of a skeleton key, see ``costs.SCALE``."""
KEPT: Final = 120
"""Words a query word keeps after scoring."""
SAMPLE: Final = 4096
SAME_MEANING: Final = 0.92
"""How alike two words of one meaning in two languages count."""
SPLIT_FROM: Final = 6
SPLIT_SHARE: Final = 0.9
FIRST_CONSONANT_SLACK: Final = 4 * costs.SCALE
"""How much dearer than the cheapest a first consonant may be in a query of several words."""
ROWS_A_WORD: Final = 20_000
ROWS_CUT: Final = (300, 200)
"""Names that are compared word by word, for queries of one and of more words."""
SHARPNESS: Final = 4.0
"""A word half as like counts less than half: likenesses are raised to this power before they are summed."""
REST_WEIGHT: Final = 0.2
JOINED_FLOOR: Final = 0.88
"""How alike a word must be to stand for two neighbours of the query."""
WITH_ARTICLE: Final = 0.95
SPELLED_KEPT: Final = 15
SPELLED_FLOOR: Final = 0.6
SPELLED_DISCOUNT: Final = 0.05
SMALL_WEIGHT: Final = 0.1
LEGAL_WEIGHT: Final = 0.25
"""Weights of small words and of legal forms (ISO 20275); other words weigh by their rarity, up to 1.1."""


@dataclass(slots=True)
class WordMatches:
    """The words of a segment that may be one word of the query, best first."""

    word: QueryWord
    numbers: npt.NDArray[np.int32]
    sims: npt.NDArray[np.float32]
    prefix_sims: npt.NDArray[np.float32]
    others: dict[int, float]
    """Words that stand for it without sounding like it, and how surely; see ``Scanner.others``."""
    parts: dict[int, float]
    """Words that are a part of it, and how much of it; see ``Scanner.parts``."""
    plain: bool = False
    """A group word in its usual spelling, beside other words: only itself and words of its meaning count."""
    seen: WordMatches | None = None
    """Every word that was compared, in order of numbers, to spare comparing it again."""


class Columns:
    """What the scan reads of every word, in the order of first consonants, so that a few of them are one slice."""

    def __init__(self, segment: Segment) -> None:
        first = segment.first_key.astype(np.intp)
        self.order = np.argsort(first // skeleton.SYMBOLS**2, kind="stable").astype(np.int32)
        # numpy looks up places fastest in its own index type.
        self.first_key = first[self.order]
        self.last_key = segment.last_key[self.order].astype(np.intp)
        self.letter = segment.letter[self.order]
        self.letters_due = np.bitwise_count(self.letter).astype(np.int16) * np.int16(LETTER_WEIGHT)
        self.first_two = self.first_key // skeleton.SYMBOLS
        self.last_two = self.last_key // skeleton.SYMBOLS
        self.begins = np.searchsorted(self.first_key // skeleton.SYMBOLS**2, np.arange(skeleton.SYMBOLS + 1))

    def spans(self, costs_of_first: npt.NDArray[np.int16]) -> list[tuple[int, int]]:
        """Give the spans of the words whose first consonant is cheap enough."""
        by_symbol = costs_of_first.reshape(skeleton.SYMBOLS, -1).min(axis=1)
        cheap = np.flatnonzero(by_symbol <= by_symbol.min() + FIRST_CONSONANT_SLACK).tolist()
        spans = [(int(self.begins[k]), int(self.begins[k + 1])) for k in cheap]
        return [span for span in spans if span[0] < span[1]] or [(0, 0)]


class Scanner:
    """What a search needs of a segment besides its arrays: columns for the scan, weights, scratch space."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.columns = Columns(segment)
        self.lengths = np.diff(segment.codes_at)
        self.frequency = np.diff(segment.posts_at)
        forms = sorted(lexicon.meanings())
        self.known_words = {f: n for f, n in zip(forms, segment.word_numbers(forms), strict=True) if n >= 0}
        """The words of the lexicon that the segment has."""
        self.small = self._flags(acronyms.SMALL_WORDS)
        self.organised = self._flags(lexicon.with_role("key"))
        rarity = np.log1p(segment.count / np.maximum(self.frequency, 1)) / np.log1p(max(segment.count, 1)) + 0.1
        rarity[self._flags(lexicon.with_role("legal"))] = LEGAL_WEIGHT
        rarity[self.small] = SMALL_WEIGHT
        self.weight = rarity.astype(np.float32)
        sizes = np.diff(segment.row_at)
        self.row_weight = np.zeros(segment.count, dtype=np.float32)
        filled = sizes > 0
        if filled.any():
            self.row_weight[filled] = np.add.reduceat(self.weight[segment.row_words], segment.row_at[:-1][filled])
        self.total = np.zeros(segment.count, dtype=np.float32)
        self._lock = threading.Lock()
        self.single_script = bool((segment.script == scripts.LATIN).all()) if segment.word_count else True

    def _flags(self, words: frozenset[str]) -> npt.NDArray[np.bool_]:
        out = np.zeros(self.segment.word_count, dtype=np.bool_)
        out[[n for n in self.segment.word_numbers(sorted(words)) if n >= 0]] = True
        return out

    def words_like(self, word: QueryWord, passing: int, *, alone: bool, unfinished: bool) -> WordMatches:
        """Find the words of the segment that a query word may stand for, or may be the beginning of.

        About as many as ``passing`` are compared sound by sound; with 0 only known spellings are looked for. The word
        of a query of one (``alone``) is looked for among all words; else only among those that begin with a likely
        consonant.
        """
        seg = self.segment
        number = seg.word_number(word.text)
        single = word.first == word.last
        others = self.others(word) if single else {}
        parts = self.parts(word) if single and number < 0 else {}
        picks = [np.array([*others, number] if number >= 0 else [*others], dtype=np.int32)]
        if passing and word.readings and seg.word_count:
            for k, codes in enumerate(word.readings):
                picks.extend(self._scan(word, codes.tobytes(), passing // (k + 1), alone=alone, unfinished=unfinished))
        if alone and number < 0 and word.script == scripts.LATIN and word.readings:
            for at, sim in self._spelled_alike(word, picks[-1]).items():
                others[at] = max(sim, others.get(at, 0.0))
        if unfinished:
            picks.append(self._continued(word.text))
        found = self.scored(word, np.unique(np.concatenate(picks)), others, parts)
        plain = not alone and number >= 0 and not unfinished and word.text in lexicon.meanings()
        level = np.maximum(found.sims, 0.9 * found.prefix_sims)
        kept = np.argsort(-level, kind="stable")[:KEPT]
        return WordMatches(
            word, found.numbers[kept], found.sims[kept], found.prefix_sims[kept], others, parts, plain, found
        )

    def _continued(self, text: str) -> npt.NDArray[np.int32]:
        """Give words that begin with a text; of many, the commonest and the shortest."""
        low, high = self.segment.words_with_prefix(text)
        if high - low <= 2 * PREFIX_CUT:
            return np.arange(low, high, dtype=np.int32)
        often = np.argpartition(-self.frequency[low:high], PREFIX_CUT)[:PREFIX_CUT]
        short = np.argpartition(self.lengths[low:high], PREFIX_CUT)[:PREFIX_CUT]
        return (low + np.concatenate([often, short])).astype(np.int32)

    def telling(self, query: Query) -> list[QueryWord]:
        """Give the words of a query whose other spellings are looked for.

        Beside other words, not small words, legal forms and known group words in their usual spelling; of the others
        those that tell most: not known to the segment, or rare.
        """
        if len(query.words) == 1:
            return list(query.lookups)
        singles = [w for w in query.lookups if w.first == w.last and not w.slight]
        numbers = self.segment.word_numbers([w.text for w in singles])
        rated = []
        for word, number in zip(singles, numbers, strict=True):
            if number >= 0 and word.text in lexicon.meanings():
                continue
            rated.append((int(self.frequency[number]) if number >= 0 else 0, -len(word.text), word.first, word))
        chosen = [w for *_, w in sorted(rated, key=lambda r: r[:3])[:TELLING]]
        if len(query.words) <= TELLING:
            chosen += [w for w in query.lookups if w.first != w.last]
        return chosen

    def _scan(
        self, word: QueryWord, codes: bytes, cut: int, *, alone: bool, unfinished: bool
    ) -> list[npt.NDArray[np.int32]]:
        """Give the words whose skeleton keys and letter pairs fit best."""
        columns = self.columns
        table = skeleton.key_costs(word.script, codes, 3 if alone else 2)
        parts = [(0, len(columns.order))] if alone else columns.spans(table.first)
        first, last = (columns.first_key, columns.last_key) if alone else (columns.first_two, columns.last_two)
        begins = np.cumsum([0] + [high - low for low, high in parts])
        score = np.empty(int(begins[-1]), dtype=np.int16)
        ahead = np.empty_like(score)
        letters = np.zeros(0, dtype=np.int16)
        for (low, high), at in zip(parts, begins.tolist(), strict=False):
            out = score[at : at + high - low]
            letters = np.bitwise_count(columns.letter[low:high] & np.uint64(word.letter)).astype(np.int16)
            np.multiply(letters, 2 * LETTER_WEIGHT, out=out)
            if unfinished:
                np.subtract(out, table.prefix.take(first[low:high]), out=ahead[at : at + high - low])
            out -= columns.letters_due[low:high]
            out -= table.first.take(first[low:high])
            out -= table.last.take(last[low:high])
        chosen = [best(score, cut)]
        if unfinished:
            chosen.append(best(ahead, PREFIX_CUT))
        if alone and word.script == scripts.LATIN:
            chosen.append(best(2 * LETTER_WEIGHT * letters - columns.letters_due, cut // 4))
        lows = np.array([low for low, _ in parts]) - begins[:-1]
        return [columns.order[places + lows[np.searchsorted(begins, places, "right") - 1]] for places in chosen]

    def others(self, word: QueryWord) -> dict[int, float]:
        """Give words of the segment that stand for a query word without sounding like it, and how surely.

        These are words of the same meaning in another language, and the word with an Arabic article written
        together with it.
        """
        known = self.known_words
        out = {known[form]: SAME_MEANING for form in lexicon.same_meaning(word.text) if form in known}
        if word.script == scripts.LATIN and not word.slight:
            fused = [article + word.text for article in ("al", "el")]
            out.update((n, WITH_ARTICLE) for n in self.segment.word_numbers(fused) if n >= 0)
        return out

    def parts(self, word: QueryWord) -> dict[int, float]:
        """Give words of the segment that a query word may be put together from, and their share of it."""
        if len(word.text) < SPLIT_FROM:
            return {}
        cuts = range(3, len(word.text) - 2)
        texts = [part for at in cuts for part in (word.text[:at], word.text[at:])]
        shares = [SPLIT_SHARE * len(part) / len(word.text) for part in texts]
        numbers = self.segment.word_numbers(texts)
        return {n: share for n, share in zip(numbers, shares, strict=True) if n >= 0}

    def _spelled_alike(self, word: QueryWord, numbers: npt.NDArray[np.int32]) -> dict[int, float]:
        """Give the words that are most alike letter by letter: slips of the finger know no sounds."""
        texts = [self.segment.word(n) for n in numbers.tolist()]
        alike = process.cdist([word.text], texts, scorer=fuzz.ratio)[0] / 100
        kept = np.flatnonzero(alike >= SPELLED_FLOOR)
        kept = kept[np.argsort(-alike[kept], kind="stable")[:SPELLED_KEPT]]
        return {int(numbers[k]): float(alike[k]) - SPELLED_DISCOUNT for k in kept.tolist()}

    def scored(
        self, word: QueryWord, numbers: npt.NDArray[np.int32], others: dict[int, float], parts: dict[int, float]
    ) -> WordMatches:
        """Score words of the segment, given in order, against a query word."""
        seg = self.segment
        sims = np.zeros(len(numbers), dtype=np.float32)
        prefixes = np.zeros(len(numbers), dtype=np.float32)
        of = seg.script[numbers]
        for number in (scripts.LATIN,) if self.single_script else np.flatnonzero(np.bincount(of)).tolist():
            mine = np.flatnonzero(of == number)
            table = costs.between(word.script, number)
            chosen = numbers[mine]
            lengths = self.lengths[chosen]
            for codes in () if word.slight else word.readings:
                whole, prefix, filled = costs.distances(table, codes, seg.codes, seg.codes_at[chosen], lengths)
                out = float(table.leave_out[codes].sum())
                sims[mine] = np.maximum(sims[mine], 1 - whole / np.maximum(out + filled, 1))
                prefixes[mine] = np.maximum(prefixes[mine], 1 - prefix / max(out, 1))
        if word.slight or not word.readings:
            sims[:] = prefixes[:] = numbers == seg.word_number(word.text)
        for number, sim in others.items():
            at = int(np.searchsorted(numbers, number))
            if at < len(numbers) and numbers[at] == number:
                sims[at] = max(sims[at], sim)
        return WordMatches(word, numbers, sims, prefixes, others, parts)

    def compared(self, match: WordMatches, numbers: npt.NDArray[np.int32]) -> WordMatches:
        """Give the likeness of a query word to other words, in order; those seen before are not compared again."""
        seen = match.seen
        if match.plain:
            sims = np.zeros(len(numbers), dtype=np.float32)
            prefixes = np.zeros(len(numbers), dtype=np.float32)
            places = np.minimum(np.searchsorted(numbers, match.numbers), len(numbers) - 1)
            hit = numbers[places] == match.numbers
            sims[places[hit]], prefixes[places[hit]] = match.sims[hit], match.prefix_sims[hit]
            return WordMatches(match.word, numbers, sims, prefixes, match.others, match.parts)
        if seen is None or not len(seen.numbers):
            return self.scored(match.word, numbers, match.others, match.parts)
        at = np.minimum(np.searchsorted(seen.numbers, numbers), len(seen.numbers) - 1)
        known = seen.numbers[at] == numbers
        sims, prefixes = seen.sims[at], seen.prefix_sims[at]
        fresh = self.scored(match.word, numbers[~known], match.others, match.parts)
        sims[~known], prefixes[~known] = fresh.sims, fresh.prefix_sims
        return WordMatches(match.word, numbers, sims, prefixes, match.others, match.parts)

    def rows(self, matches: list[WordMatches], weights: list[float]) -> npt.NDArray[np.int32]:
        """Give the rows whose words match the query best, by a rough sum; at most ``ROWS_CUT``."""
        with self._lock:  # the scratch space is one for all threads
            return self._rows(matches, weights)

    def _rows(self, matches: list[WordMatches], weights: list[float]) -> npt.NDArray[np.int32]:
        seg, total, touched = self.segment, self.total, []
        only_slight = all(m.word.slight or not len(m.numbers) for m in matches)
        for match, weight in zip(matches, weights, strict=True):
            if match.word.slight and not only_slight:
                continue
            level = np.maximum(match.sims, 0.9 * match.prefix_sims)
            if match.word.first != match.word.last:
                level = np.where(match.sims >= JOINED_FLOOR, level, 0)
            order = np.argsort(-level, kind="stable")
            order = order[level[order] > 0]
            sizes = np.cumsum(self.frequency[match.numbers[order]])
            order = order[: max(1, int(np.searchsorted(sizes, ROWS_A_WORD)))]
            # Worst first: where a name has two of the words, the better one is written last and stays.
            order = order[::-1]
            rows, size = self.postings(match.numbers[order])
            total[rows] += np.repeat(level[order] ** SHARPNESS * np.float32(weight), size)
            touched.append(rows)
            for number, share in match.parts.items():
                # A name may have both parts of the word: they add up.
                rows = seg.posts[seg.posts_at[number] : seg.posts_at[number + 1]][:ROWS_A_WORD]
                total[rows] += np.float32(weight * share)
                touched.append(rows)
        if not touched:
            return np.zeros(0, dtype=np.int32)
        every = np.concatenate(touched)
        value = total[every]
        total[every] = 0
        # Of names that have as much of the query, those with least besides.
        value /= 1 + REST_WEIGHT * self.row_weight[every]
        cut = ROWS_CUT[0] if len(matches) == 1 else ROWS_CUT[1]
        places = best_floats(value, 3 * cut)
        unique, where = np.unique(every[places], return_index=True)
        if len(unique) > cut:
            unique = unique[np.argsort(-value[places][where], kind="stable")[:cut]]
        return unique.astype(np.int32)

    def postings(self, numbers: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Give the rows of several words one after the other, and how many each has."""
        seg = self.segment
        size = self.frequency[numbers]
        return seg.posts[ranges(seg.posts_at[numbers], size)], size


def ranges(starts: npt.NDArray[np.int32], sizes: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Give the numbers of several ranges, one after the other."""
    ends = np.cumsum(sizes)
    if not len(ends) or not ends[-1]:
        return np.zeros(0, dtype=np.int32)
    spread: npt.NDArray[np.int32] = np.arange(ends[-1], dtype=np.int32)
    spread += np.repeat(starts - (ends - sizes), sizes).astype(np.int32)
    return spread


def best(score: npt.NDArray[np.int16], cut: int) -> npt.NDArray[np.intp]:
    """Give the places of the ``cut`` highest scores."""
    if len(score) <= cut:
        return np.arange(len(score))
    places = None
    # A sample tells a bar that a few more than wanted pass: comparing is a vector operation, sorting is not.
    sample = score[:: max(1, len(score) // SAMPLE)]
    wanted = int(1.5 * cut * len(sample) / len(score)) + 16
    if wanted < len(sample):
        bar = np.partition(sample, len(sample) - wanted)[len(sample) - wanted]
        places = np.flatnonzero(score >= bar)
    if places is None or len(places) < cut:
        places = np.arange(len(score))
    if len(places) > cut:
        places = places[np.argpartition(score[places], len(places) - cut)[len(places) - cut :]]
    return places


def best_floats(value: npt.NDArray[np.float32], cut: int) -> npt.NDArray[np.intp]:
    """Give the places of the ``cut`` highest values."""
    return np.argpartition(-value, cut)[:cut] if len(value) > cut else np.arange(len(value))


def weights_of(query: Query, matches: list[WordMatches], scanner: Scanner) -> list[float]:
    """Give each query word its weight: rare words count more, small words hardly."""
    count = scanner.segment.count
    out = []
    for match in matches:
        if match.word.small:
            out.append(SMALL_WEIGHT)
            continue
        if match.word.text in lexicon.with_role("legal"):
            out.append(LEGAL_WEIGHT)
            continue
        close = match.numbers[match.sims > 0.9][:5]
        often = int(scanner.frequency[close].max()) if len(close) else 1
        out.append(float(np.log1p(count / often) / np.log1p(count)) + 0.1)
    return out
