"""Text becomes typed rows, rows become organisations, organisations become summaries."""
