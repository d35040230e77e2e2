"""Boards from other programs, one module a format; each reads text and returns a draft."""
