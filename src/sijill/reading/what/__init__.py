"""What happened: type, status and further fields of the event that a trigger tells of."""
