"""How many: numbers, what they count, whose the counted are, and to which event they belong."""
