"""Code lists, corrections and published figures, as data: one reviewable line each, with its reason and date."""
