"""Where reports come from: files of every kind, feeds, archives, addresses. `net.py` alone opens addresses.

A module a format; each gives `Found` reports and, in the place of what could not be read, a `SetAside`.
"""
