"""The page of a release: one plain HTML file, no scripts, nothing loaded from elsewhere."""
