"""What a form of a page sent."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData


async def _form_of(request: Request) -> FormData:
    return await request.form()


Sent = Annotated[FormData, Depends(_form_of)]
"""The fields of a form, as a parameter of a route."""


def text_of(form: FormData, name: str) -> str:
    """A field as text, without spaces around it; empty if it was not sent."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def number_of(form: FormData, name: str) -> int | None:
    """A field as a whole number; None if it is none."""
    written = text_of(form, name)
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 16 else None
