"""Candidates: which words of a segment may be a word of the query, and which names have such words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from store.names import acronyms, costs, lexicon, scripts, skeleton
from store.names.query import Query, QueryWord
from store.names.segment import Segment

WORDS_CUT: Final = (1200, 500, 350, 250)
"""Words that pass the skeleton cut, for queries of one, two, three, and more words."""
PREFIX_CUT: Final = 200
LETTER_WEIGHT: Final = 8
"""What a shared letter pair counts against the cost of a skeleton key, see ``costs.SCALE``."""
KEPT: Final = 120
"""Words a query word keeps after scoring."""
SAME_MEANING: Final = 0.8
"""How alike two words of one meaning in two languages count."""
SPLIT_FROM: Final = 6
SPLIT_SHARE: Final = 0.9
ROWS_A_WORD: Final = 30_000
ROWS_CUT: Final = 300
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


class Scanner:
    """What a search needs of a segment besides its arrays: wide key columns and scratch space."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        # numpy looks up places fastest in its own index type.
        self.first_key = segment.first_key.astype(np.intp)
        self.last_key = segment.last_key.astype(np.intp)
        self.own_letters = np.bitwise_count(segment.letter).astype(np.int16)
        self.lengths = np.diff(segment.codes_at)
        self.frequency = np.diff(segment.posts_at)
        self.small = self._flags(acronyms.SMALL_WORDS)
        self.organised = self._flags(lexicon.with_role("key"))
        rarity = np.log1p(segment.count / np.maximum(self.frequency, 1)) / np.log1p(max(segment.count, 1)) + 0.1
        rarity[self._flags(lexicon.with_role("legal"))] = LEGAL_WEIGHT
        rarity[self.small] = SMALL_WEIGHT
        self.weight = rarity.astype(np.float32)
        self.total = np.zeros(segment.count, dtype=np.float32)
        self.single_script = bool((segment.script == scripts.LATIN).all()) if segment.word_count else True

    def _flags(self, words: frozenset[str]) -> npt.NDArray[np.bool_]:
        out = np.zeros(self.segment.word_count, dtype=np.bool_)
        out[[n for n in map(self.segment.word_number, words) if n >= 0]] = True
        return out

    def words_like(self, word: QueryWord, cut: int, *, depth: int, unfinished: bool) -> WordMatches:
        """Find the words of the segment that a query word may stand for, or may be the beginning of."""
        seg = self.segment
        number = seg.word_number(word.text)
        picks = [np.array([number] if number >= 0 else [], dtype=np.intp)]
        if word.readings and seg.word_count:
            letters = np.bitwise_count(seg.letter & np.uint64(word.letter)).astype(np.int16)
            overlap = (2 * LETTER_WEIGHT) * letters
            fit = overlap - LETTER_WEIGHT * self.own_letters
            for k, codes in enumerate(word.readings):
                table = skeleton.key_costs(word.script, codes.tobytes(), depth)
                score = fit - table.first.take(self.first_key)
                score -= table.last.take(self.last_key)
                picks.append(best(score, cut // (k + 1)))
                if unfinished and k == 0:
                    picks.append(best(overlap - table.prefix.take(self.first_key), PREFIX_CUT)[:PREFIX_CUT])
            if word.script == scripts.LATIN:
                picks.append(best(2 * letters - self.own_letters, cut // 4)[:cut])
            low, high = seg.words_with_prefix(word.text) if unfinished else (0, 0)
            if high - low <= 2 * PREFIX_CUT:
                picks.append(np.arange(low, high))
            else:
                often = np.argpartition(-self.frequency[low:high], PREFIX_CUT)[:PREFIX_CUT]
                short = np.argpartition(self.lengths[low:high], PREFIX_CUT)[:PREFIX_CUT]
                picks.append(low + np.concatenate([often, short]))
        found = self.scored(word, np.unique(np.concatenate(picks)).astype(np.int32))
        level = np.maximum(found.sims, 0.9 * found.prefix_sims)
        kept = np.argsort(-level, kind="stable")[:KEPT]
        numbers, sims, prefixes = found.numbers[kept], found.sims[kept], found.prefix_sims[kept]
        if word.first == word.last:
            extra = self._others(word)
            fresh = [n for n in extra if n not in set(numbers.tolist())]
            same = np.array([extra[n] for n in fresh], dtype=np.float32)
            numbers = np.concatenate([numbers, np.array(fresh, dtype=np.int32)])
            sims, prefixes = np.concatenate([sims, same]), np.concatenate([prefixes, same])
        return WordMatches(word, numbers, sims, prefixes)

    def _others(self, word: QueryWord) -> dict[int, float]:
        """Give words of the segment that stand for a query word without sounding like it, and how much of it.

        These are words of the same meaning in another language, and the two parts of a word that the segment
        writes as two.
        """
        meant = map(self.segment.word_number, lexicon.same_meaning(word.text))
        out = {n: SAME_MEANING for n in meant if n >= 0}
        if len(word.text) >= SPLIT_FROM:
            for at in range(3, len(word.text) - 2):
                for part in (word.text[:at], word.text[at:]):
                    number = self.segment.word_number(part)
                    if number >= 0:
                        out[number] = max(out.get(number, 0.0), SPLIT_SHARE * len(part) / len(word.text))
        return out

    def scored(self, word: QueryWord, numbers: npt.NDArray[np.int32]) -> WordMatches:
        """Score words of the segment against a query word."""
        seg = self.segment
        sims = np.zeros(len(numbers), dtype=np.float32)
        prefixes = np.zeros(len(numbers), dtype=np.float32)
        of = seg.script[numbers]
        for number in (scripts.LATIN,) if self.single_script else np.unique(of).tolist():
            mine = np.flatnonzero(of == number)
            table = costs.between(word.script, number)
            chosen = numbers[mine]
            lengths = self.lengths[chosen]
            filled = _sums(table.put_in, seg, chosen, lengths)
            for codes in word.readings:
                whole, prefix = costs.distances(table, codes, seg.codes, seg.codes_at[chosen], lengths)
                out = float(table.leave_out[codes].sum())
                sims[mine] = np.maximum(sims[mine], 1 - whole / np.maximum(out + filled, 1))
                prefixes[mine] = np.maximum(prefixes[mine], 1 - prefix / max(out, 1))
        if not word.readings:
            sims[:] = prefixes[:] = numbers == seg.word_number(word.text)
        return WordMatches(word, numbers, sims, prefixes)

    def scored_again(self, match: WordMatches, numbers: npt.NDArray[np.int32]) -> WordMatches:
        """Score the words of chosen names, as ``words_like`` would have, had it seen them all."""
        out = self.scored(match.word, numbers)
        if match.word.first == match.word.last:
            for number, sim in self._others(match.word).items():
                at = int(np.searchsorted(numbers, number))
                if at < len(numbers) and numbers[at] == number and sim > out.sims[at]:
                    out.sims[at] = sim
        return out

    def rows(self, matches: list[WordMatches], weights: list[float]) -> npt.NDArray[np.int32]:
        """Give the rows whose words match the query best, by a rough sum; at most ``ROWS_CUT``."""
        total, touched = self.total, []
        for match, weight in zip(matches, weights, strict=True):
            if weight <= 0:
                continue
            level = np.maximum(match.sims, 0.8 * match.prefix_sims)
            order = np.argsort(-level, kind="stable")
            sizes = np.cumsum(self.frequency[match.numbers[order]])
            order = order[: max(1, int(np.searchsorted(sizes, ROWS_A_WORD)))]
            # Worst first: where a name has two of the words, the better one is written last and stays.
            order = order[::-1]
            rows, size = self.postings(match.numbers[order])
            gain = np.repeat(level[order] * np.float32(weight), size)
            total[rows] += gain
            touched.append(rows)
        if not touched:
            return np.zeros(0, dtype=np.int32)
        every = np.concatenate(touched)
        value = total[every]
        if len(every) > 3 * ROWS_CUT:
            kept = np.argpartition(-value, 3 * ROWS_CUT)[: 3 * ROWS_CUT]
            every_kept, value = every[kept], value[kept]
        else:
            every_kept = every
        total[every] = 0
        unique, where = np.unique(every_kept, return_index=True)
        if len(unique) > ROWS_CUT:
            unique = unique[np.argsort(-value[where], kind="stable")[:ROWS_CUT]]
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
    spread = np.arange(ends[-1], dtype=np.int32) + np.repeat(starts - (ends - sizes), sizes)
    return spread.astype(np.int32, copy=False)


def _sums(
    table: npt.NDArray[np.int16], seg: Segment, chosen: npt.NDArray[np.int32], lengths: npt.NDArray[np.int32]
) -> npt.NDArray[np.float64]:
    """Give the cost of putting in every unit of each chosen word."""
    values = table[seg.codes[ranges(seg.codes_at[chosen], lengths)]]
    owner = np.repeat(np.arange(len(chosen)), lengths)
    return np.bincount(owner, weights=values, minlength=len(chosen)).astype(np.float64)


def best(score: npt.NDArray[np.int16], cut: int) -> npt.NDArray[np.intp]:
    """Give the places of about ``cut`` highest scores: never more than twice as many."""
    if len(score) <= cut:
        return np.arange(len(score))
    low, high = int(score.min()), int(score.max())
    # The lowest bar that lets no more than twice the cut through.
    while low < high:
        middle = (low + high) // 2
        if np.count_nonzero(score >= middle) > 2 * cut:
            low = middle + 1
        else:
            high = middle
    found = np.flatnonzero(score >= low)
    if len(found) < cut:
        found = np.concatenate([found, np.flatnonzero(score == low - 1)[:cut]])
    return found


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
