"""What ends a run over an archive."""


class ArchiveError(Exception):
    """A run that cannot begin or go on; its message is one sentence for the user."""
