"""The pages in a real browser, on a register of reports of our own."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
import uvicorn
import yaml
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Response, sync_playwright

from sijill.engines.ingest import ingest
from sijill.engines.stamped import StampedReader
from sijill.record import Capture, Found, Known
from sijill.store import Register
from sijill.web.app import ASSETS, create_app
from sijill.web.settings import Settings

REPORTS: Final = Path(__file__).parents[2] / "corpus" / "desk_reports.yaml"
CHROMIUM: Final = shutil.which("chromium")
WEBGL: Final = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@pytest.fixture(scope="session")
def desk_register(tmp_path_factory: pytest.TempPathFactory, stamped: StampedReader) -> Path:
    """A register of the reports in the corpus, and a confidential one."""
    file = tmp_path_factory.mktemp("browser") / "desk.db"
    told = yaml.safe_load(REPORTS.read_text("utf-8"))
    with Register.open(f"sqlite:///{file}") as register:
        run = register.start_run("ingest")
        ingest(map(_found, told), register, stamped, run)
        hidden = {**told[3], "id": "hidden", "title": "عنوان سري", "text": told[3]["text"] + " سر مكتوم."}
        ingest([_found(hidden)], register, stamped, run, confidential=True)
        register.end_run(run, {})
    return file


def _found(report: dict[str, object]) -> Found:
    text = str(report["text"])
    capture = Capture(text.encode(), "text/plain", "2016-05-01T00:00:00Z", f"corpus:{report['id']}")
    fields: dict[str, Known] = {
        name: Known(str(report[name]), "corpus")
        for name in ("id", "title", "source", "url", "published")
        if name in report
    }
    return Found(text=text, capture=capture, fields=fields)


@pytest.fixture
def address(desk_register: Path, tmp_path: Path, stamped: StampedReader) -> Iterator[str]:
    """The desk of this machine alone, served on a copy of the register."""
    shutil.copy(desk_register, tmp_path / "desk.db")
    app = create_app(Settings(database=f"sqlite:///{tmp_path / 'desk.db'}"), stamped)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if CHROMIUM is None or not (ASSETS / "vendor" / "outlines.json").exists():
        pytest.skip("needs chromium and the assets: make chromium assets")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *WEBGL])
        yield found
        found.close()


class Watched:
    """A page, with what its console said of faults and which requests left this machine."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        self.outside: list[str] = []
        self.asked = 0
        self.answers: list[Response] = []
        page.on("response", lambda answer: self.answers.append(answer))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self._request(request.url))

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(dialog.message)
        dialog.dismiss()

    def _request(self, url: str) -> None:
        self.asked += 1
        if not url.startswith((self.address, "data:", f"blob:{self.address}")):
            self.outside.append(url)

    def open(self, path: str, language: str = "en") -> None:
        """Go to a page in a language and wait until it is still."""
        where, _, anchor = path.partition("#")
        sign = "&" if "?" in where else "?"
        self.page.goto(f"{self.address}{where}{sign}lang={language}{'#' + anchor if anchor else ''}")
        self.page.wait_for_load_state("networkidle")

    def assert_sound(self) -> None:
        """No fault in the console, no request to anybody else."""
        assert self.faults == []
        assert self.outside == []
        assert self.asked > 0


Opening = Callable[..., Watched]


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Opening]:
    """Opens watched pages; options are those of a browser's context."""
    contexts: list[BrowserContext] = []

    def opened(**options: object) -> Watched:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        return Watched(context.new_page(), address)

    yield opened
    for context in contexts:
        context.close()
