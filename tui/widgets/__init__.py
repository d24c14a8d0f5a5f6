"""Widgets that know nothing of conflicts: windowed lists, text with highlights, breadcrumb, footer."""
