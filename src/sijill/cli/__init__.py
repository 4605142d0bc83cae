"""The command line: `sijill read`, `pack`, `schema`, `check`; one module a command."""
