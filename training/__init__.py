"""Development-time commands that make the data files shipped with the product."""
