"""Reports as lines: what a question to the store found, laid out for any width, each line knowing what it opens."""
