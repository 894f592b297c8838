"""Summaries: what readers ask first. Every row says edition, year, basis, how many, how much, and how much of it is known."""
