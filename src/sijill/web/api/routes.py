"""All parts of the API."""

from fastapi import APIRouter

from sijill.web.api import accounts, alerts, derived, incidents, me, reports, review, submit, vocabulary

router = APIRouter(prefix="/api/v1")
for part in (me, accounts, incidents, reports, review, submit, derived, alerts, vocabulary):
    router.include_router(part.router)
