"""How a claim is made: asserted, reported, planned or denied; who says it; when."""
