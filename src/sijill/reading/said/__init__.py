"""Who says so: statements, their speakers, and which words are theirs."""
