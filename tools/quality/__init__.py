"""Commands that measure the reading against reports read by hand. The reports are no part of the project."""
