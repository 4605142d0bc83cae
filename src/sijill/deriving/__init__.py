"""What many claims come to: who holds what, which agreements are kept, how many."""
