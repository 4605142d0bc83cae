"""From a request to the person behind it."""

from fastapi import Request

from sijill.store import accounts, accounts_keys
from sijill.store.accounts_keys import Opened
from sijill.web.asking import Viewer, language_of
from sijill.web.desk.state import Desk
from sijill.web.errors import Fault
from sijill.web.headers import same_origin
from sijill.web.security import csrf
from sijill.web.security.cookies import session_of

BEARER = "bearer "


async def given_word(request: Request) -> str | None:
    """The word against forged forms that a request carries, in its header or its form."""
    if word := request.headers.get(csrf.HEADER):
        return word
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method in csrf.SAFE or kind not in (
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ):
        return None
    given = (await request.form()).get(csrf.FIELD)
    return given if isinstance(given, str) else None


def seen(request: Request, desk: Desk, word: str | None) -> Viewer | None:
    """Who asks: by token, by session, or, as long as there are no accounts, whoever is at the machine.

    None for nobody. `word` is what the form carries. Raises `Fault` for a form that another site may have
    made.
    """
    given = request.headers.get("authorization", "")
    if given:
        # A token is sent by whoever has it, never by a browser on its own: no form can be forged with it.
        opened = _by_token(desk, given)
        return _viewer(request, desk, opened) if opened else None
    session = session_of(request)
    opened = _by_session(desk, session) if session else None
    if opened is None:
        if not is_alone(desk):
            return None
        session = None
    if request.method not in csrf.SAFE:
        check_form(request, word, session)
    if opened is None:
        return Viewer(
            name="local",
            role="admin",
            language=language_of(request),
            pack=desk.settings.pack,
            csrf=csrf.word_for(None),
        )
    return _viewer(request, desk, opened, csrf.word_for(session))


def is_alone(desk: Desk) -> bool:
    """Whether the desk serves this machine alone and there are no accounts: then nobody signs in."""
    if not desk.settings.alone:
        return False
    with desk.register.reading() as connection:
        return not accounts.any_there(connection)


def check_form(request: Request, word: str | None, session: str | None) -> None:
    """Refuse what another site may have made a browser send. Raises `Fault`."""
    if not same_origin(request.headers):
        raise Fault(403, "this comes from another site and was refused", code="other_site")
    if not csrf.right(word, session):
        raise Fault(403, "this page is too old to be sent; load it again and repeat", code="old_form")


def _by_token(desk: Desk, given: str) -> Opened | None:
    if not given.lower().startswith(BEARER):
        return None
    with desk.register.reading() as connection:
        return accounts_keys.by_token(connection, given[len(BEARER) :].strip())


def _by_session(desk: Desk, secret: str) -> Opened | None:
    with desk.register.reading() as connection:
        opened = accounts_keys.by_session(connection, secret)
    if opened and opened.stale:
        desk.register.write(lambda writing: accounts_keys.touch(writing, secret))
    return opened


def _viewer(request: Request, desk: Desk, opened: Opened, word: str = "") -> Viewer:
    return Viewer(
        name=opened.account.name,
        role=opened.role,
        language=language_of(request, opened.account.language),
        pack=desk.settings.pack,
        account_id=opened.account.id,
        csrf=word,
    )
