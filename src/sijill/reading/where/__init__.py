"""Where: the places of a report, which one each name means, and where an event happened."""
