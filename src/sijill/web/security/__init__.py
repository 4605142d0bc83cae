"""Who may: passwords, sessions, forms that nobody else can send, tokens, and what slows down guessing."""
