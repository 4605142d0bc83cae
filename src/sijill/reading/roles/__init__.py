"""Who did what to whom: the arguments of a trigger among the actors named around it."""
