"""Events of many reports brought together: so far, which texts are copies of one another."""
