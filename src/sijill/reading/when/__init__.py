"""When: the times that a sentence names, those that a report carries on, and what is recalled."""
