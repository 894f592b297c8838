"""What must hold beyond the contracts: one module a table, one small declaration an expectation, read by `quality.gate`."""
