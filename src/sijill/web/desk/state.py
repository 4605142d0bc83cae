"""What all requests share: the register, the pack, its reader, and the run that edits are put down to."""

from functools import cached_property
from threading import RLock

from sijill.engines.stamped import StampedReader
from sijill.packs import Pack, load
from sijill.record.moments import now
from sijill.sources.net import Web
from sijill.store import Register, Run
from sijill.store.search_names import Names
from sijill.web.desk.material import Keeper, Material
from sijill.web.desk.tray import Tray
from sijill.web.desk.vocabulary import Words
from sijill.web.settings import Settings


class Desk:
    """The open desk. The pack is loaded when it is first asked for, once; raises `PackError`."""

    def __init__(self, settings: Settings, reader: StampedReader) -> None:
        self.settings = settings
        self.reader = reader
        self.register = Register.open(settings.database, create=False)
        self.tray = Tray()
        self.keeper = Keeper(self.register)
        self.web = Web(allow_hosts=settings.allow_hosts)
        self._loading = RLock()

    def close(self) -> None:
        """Close the register; the run, if one was begun, has come to its end."""
        if "_run" in self.__dict__:
            self.register.end_run(self._run, {})
        self.keeper.wait()
        self.register.close()

    @property
    def material(self) -> Material:
        """What all reports together tell."""
        return self.keeper.material(self.pack)

    @property
    def pack(self) -> Pack:
        """The conflict's pack."""
        with self._loading:
            return self._pack

    @property
    def names(self) -> Names:
        """What names of the pack stand for, as in `sijill search`."""
        with self._loading:
            return self._names

    @property
    def words(self) -> Words:
        """What values may be, for pickers."""
        with self._loading:
            return self._words

    def run_of(self, name: str) -> Run:
        """The run of this server, by the name of the person who acts: so the trail tells who."""
        with self._loading:
            run = self._run
        return Run(id=run.id, command=run.command, actor=f"{name}: the desk", started_at=now())

    @cached_property
    def _run(self) -> Run:
        return self.register.start_run("serve")

    @cached_property
    def _pack(self) -> Pack:
        return load(self.settings.pack)

    @cached_property
    def _words(self) -> Words:
        return Words(self.pack)

    @cached_property
    def _names(self) -> Names:
        return Names(self.pack)
