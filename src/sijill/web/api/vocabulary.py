"""What values may be, for pickers."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from msgspec import Struct

from sijill.web.api.answers import answer, gives
from sijill.web.asking import Asking, AtDesk
from sijill.web.desk.vocabulary import PlaceListed, Vocabulary

router = APIRouter(prefix="/vocabulary", tags=["vocabulary"])


class Places(Struct, frozen=True):
    """Places whose names fit."""

    places: list[PlaceListed]


@router.get("", openapi_extra=gives(Vocabulary))
def vocabulary(request: Request, desk: AtDesk, _: Asking) -> Response:
    """The closed lists of the codebook, the actors and outlets of the pack."""
    return answer(request, desk.words.listed)


@router.get("/places", openapi_extra=gives(Places))
def places(
    request: Request,
    desk: AtDesk,
    _: Asking,
    q: Annotated[str, Query(min_length=1, max_length=100, description="A part of the name, or the id.")],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    """Places by a part of their name in any spelling, larger units first."""
    return answer(request, Places(desk.words.places(q, limit)))
