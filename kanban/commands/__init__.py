"""The commands, each declared once: id, keys, words, help; `keymap.py` says who has which key."""
