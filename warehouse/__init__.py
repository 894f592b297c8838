"""Keeping and releasing: atomic swap of the DuckDB file, release folders, the dictionary and ready-made questions."""
