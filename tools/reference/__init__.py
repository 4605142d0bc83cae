"""Reference pages that the program itself writes: its commands, and the record."""
