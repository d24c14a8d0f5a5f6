"""The command line: one module per family of commands.

Nothing here imports the screen part but the one function that launches it, and nothing that reads articles or opens
databases is imported before a command needs it, so that ``--help`` and shell completion answer at once.
"""
