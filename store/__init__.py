"""What is known: articles, names and claims in one SQLite file, and everything that fills and reads it.

Nothing in this package imports the screen part (``tui``) or its libraries.
"""

from typing import Final

__version__: Final = "0.1.0"
