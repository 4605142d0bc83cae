"""Who is spoken of: names, epithets, states and the unnamed, and whom each stands for."""
