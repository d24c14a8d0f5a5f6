"""What stands in a text before anything is understood: its language, lines that are no prose, sentences, tokens."""
