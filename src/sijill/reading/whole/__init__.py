"""The report as a whole: what one sentence left open, what was told twice, who stands against whom."""
