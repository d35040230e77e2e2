"""The only room that knows files, locks and TinyDB."""
