"""The pages of the desk."""

from fastapi import APIRouter

from sijill.web.pages import (
    account,
    agreements,
    alerts,
    control,
    incidents,
    map,
    report,
    review,
    submit,
    tallies,
)

router = APIRouter(include_in_schema=False)
for part in (incidents, report, map, control, agreements, tallies, review, account, submit, alerts):
    router.include_router(part.router)
