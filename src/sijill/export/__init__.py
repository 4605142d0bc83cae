"""What others take away: one module a format, all of them made of the same flat events and columns."""
