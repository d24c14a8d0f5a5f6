"""Where a text names somebody: lists of names, forces, shapes of names, acronyms, and the kind of each."""
