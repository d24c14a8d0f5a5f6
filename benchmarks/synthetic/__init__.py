"""A synthetic corpus: seeded articles with names, sentences and dates distributed as in real reporting.

    python -m benchmarks.synthetic articles 10000 OUT.jsonl
    python -m benchmarks.synthetic store 1000000 OUT.db

Every sentence and word list is the project's own. Groups follow Zipf's law and fight, back and join mostly the same few
others of their theatre, over the years in which that theatre is at war. A part of the groups stands in the lists of the
world, the others have made-up names. An article has about 500 words, three claims on average, and now and then it is a
near-copy of an earlier one. The same seed and number always give the same articles.

A store of a million articles is written with the readings that the generator knows of its own sentences, through the
one write path (:class:`store.writing.Writer`): extracting a million texts would take hours and is measured by itself.
"""
