"""Report to events: `reader` takes the steps in their order, and each question has a folder of its own.

A report is cut into words (`passage`, `segments`). For every sentence is found who is named (`who`), which
places (`where`) and times (`when`), and whose word it is (`said`). Each trigger in it (`telling`) then
becomes a draft of an event: what happened (`what`), who did it to whom (`roles`), how many (`counts`). The
report as a whole (`whole`) settles what one sentence left open and joins what was told twice; `writing`
makes records of it.
"""

from sijill.reading.reader import Reader

__all__ = ["Reader"]
