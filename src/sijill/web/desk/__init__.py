"""What the desk shows and does, asked of the register: pages and API have it from here."""
