"""Registers arrive here: bytes are landed with a receipt, then read as text. Nothing is interpreted in this room."""
