"""The screens: explorer, reader, help, and small questions."""
