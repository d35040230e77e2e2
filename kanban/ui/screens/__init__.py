"""Screens: each shows one thing and asks the desk for changes."""
