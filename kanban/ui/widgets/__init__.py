"""Widgets: given what they draw, they post what was asked."""
