"""What is derived from claims and incidents: pure functions, computed anew whenever the claims change."""
