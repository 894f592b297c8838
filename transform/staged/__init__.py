"""One module a source: the only place where a publisher's heading becomes our column."""
