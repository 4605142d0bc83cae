"""The desk as a web application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from sijill.engines.stamped import StampedReader
from sijill.web import errors
from sijill.web.api import openapi
from sijill.web.api.alerts import feeds
from sijill.web.api.routes import router as api
from sijill.web.desk.state import Desk
from sijill.web.headers import LARGEST_BODY, Guard
from sijill.web.pages.routes import router as pages
from sijill.web.settings import Settings

ASSETS: Final = Path(__file__).parent / "assets"


def create_app(settings: Settings, reader: StampedReader) -> FastAPI:
    """The application on an existing register; `reader` is of the settings' pack.

    Raises `StoreError` if the register cannot be opened. It is closed when the application shuts down.
    """
    desk = Desk(settings, reader)

    @asynccontextmanager
    async def open_desk(_: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            desk.close()

    # The pages that FastAPI has for its API load scripts from elsewhere.
    app = FastAPI(title="Sijill", docs_url=None, redoc_url=None, lifespan=open_desk)
    app.state.desk = desk
    errors.install(app)
    # Within the guard, which refuses what is announced as too large; this stops what is not announced.
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST_BODY)
    app.add_middleware(Guard, settings=settings)
    app.mount("/assets", StaticFiles(directory=ASSETS), name="assets")
    app.include_router(api)
    app.include_router(feeds)
    app.include_router(pages)
    openapi.install(app, reader.stamp.program)
    return app
