"""What a reader sees in place of a page that cannot be shown."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from sijill.web.pages.rendering import page


def error_page(request: Request, status: int, code: str, message: str) -> HTMLResponse:
    """The page of an error: what it is in the reader's language, and the server's sentence."""
    return page(request, "error.html", None, status=status, number=status, code=code, message=message)
