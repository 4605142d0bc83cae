"""The work of taking reports in, reading them and keeping what was read, batch by batch."""
