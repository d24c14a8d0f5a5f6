"""Training of the dependency parser from Universal Dependencies treebanks."""
