"""The desk: an API and pages on one register, where people read, check and correct."""
