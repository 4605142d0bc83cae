"""A report pasted, or behind an address: read at once, and kept only if somebody says so."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec import Struct

from sijill.engines.ingest import ingest
from sijill.record import Capture, Found, SetAside
from sijill.record.moments import now
from sijill.sources.fetch import fetched
from sijill.sources.making import made
from sijill.sources.making import report as report_of_found
from sijill.sources.options import Options
from sijill.store.identity import report_id, report_key
from sijill.web.asking import Viewer
from sijill.web.desk.state import Desk
from sijill.web.errors import Fault, not_found

MOST_REPORTS: Final = 50
"""Reports of one address that are shown and kept; a feed has some dozens."""


class Submitted(Struct, frozen=True, kw_only=True):
    """A report that was read and is not kept yet; `known`: the register has a report of this address or
    text."""

    report: dict[str, Any]
    events: list[dict[str, Any]]
    notes: list[dict[str, str]]
    known: bool


class Submission(Struct, frozen=True, kw_only=True):
    """What was found in what somebody submitted, and under which id it waits to be kept."""

    id: str
    reports: list[Submitted]
    refused: list[str]


class Kept(Struct, frozen=True, kw_only=True):
    """What was kept: the ids of the reports in the register, and how much of it was new."""

    reports: list[str]
    new: int
    versions: int
    known: int


def submit(
    desk: Desk,
    viewer: Viewer,
    *,
    text: str | None,
    address: str | None,
    title: str | None,
    published: str | None,
    source: str | None,
) -> Submission:
    """Read a text, or what is behind an address. Raises `Fault` if there is nothing to read in it."""
    options = Options(published=published, source=source, title=title)
    if (text is None) == (address is None):
        raise Fault(422, "give a text or an address, one of the two", field="text")
    items = (
        _pasted(text, viewer, options) if text is not None else fetched(address or "", options, web=desk.web)
    )
    found: list[Found] = []
    refused: list[str] = []
    for item in items:
        if isinstance(item, SetAside):
            refused.append(item.why)
        else:
            found.append(item)
        if len(found) + len(refused) >= MOST_REPORTS:
            break
    if not found:
        said = refused[0] if refused else "there is no report in it"
        raise Fault(422, said, field="text" if text is not None else "address")
    reports = [_read(desk, one) for one in desk.register.screened(found) if isinstance(one, Found)]
    return Submission(id=desk.tray.put(found, viewer.name), reports=reports, refused=refused)


def keep(desk: Desk, viewer: Viewer, id_: str, *, confidential: bool) -> Kept:
    """Take what was submitted into the register. Raises `Fault` if it waits no longer."""
    found = desk.tray.take(id_, viewer.name)
    if found is None:
        raise not_found("submission", id_)
    run = desk.run_of(viewer.name)
    summary = ingest(found, desk.register, desk.reader, run, confidential=confidential)
    desk.keeper.look_again()
    ids = [report_id(report_key(one)) for one in desk.register.screened(found) if isinstance(one, Found)]
    return Kept(
        reports=list(dict.fromkeys(ids)), new=summary.new, versions=summary.versions, known=summary.known
    )


def _pasted(text: str, viewer: Viewer, options: Options) -> Iterator[Found | SetAside]:
    capture = Capture(text.encode("utf-8", "replace"), "text/plain", now(), f"the desk, from {viewer.name}")
    yield made({"text": text}, capture, {}, options)


def _read(desk: Desk, found: Found) -> Submitted:
    document = desk.reader.read(report_of_found(found))
    key = report_id(report_key(found))
    return Submitted(
        report=msgspec.to_builtins(document.report),
        events=[msgspec.to_builtins(event) for event in document.events],
        notes=[{"code": note.code, "message": note.message} for note in (*found.notes, *document.notes)],
        known=key in desk.material.reports,
    )
