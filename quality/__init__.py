"""The three gates: a source is believed, a register is believed, a release is believed, or nothing moves on."""
