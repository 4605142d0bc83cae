"""The engine of many machines: Ray Data hands out the shards, and does again what a lost machine had.

All machines see the folder of the results and the files of the archive under the same names; only the
numbers of shards travel through Ray.
"""

import logging
import os
import socket
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

import msgspec

from sijill.engines.archive.engine import Ended, Work
from sijill.engines.archive.faults import ArchiveError
from sijill.engines.archive.manifest import Shard

HERE: Final = "local"
"""Ray's word for a cluster of this machine alone, which begins and ends with the run."""


ANSWERS_WITHIN: Final = 10.0
"""Seconds that a cluster has to answer."""

STORE: Final = 128 * 1024 * 1024
"""Bytes of that cluster's store, through which only the shards' lists of files pass."""


class OnRay:
    """An engine that works on the Ray cluster at an address, or on one of its own on this machine.

    `workers` is how many shards are read at once; None leaves that to the cluster's processors.
    """

    def __init__(self, address: str | None, workers: int | None) -> None:
        self._address = address
        self._workers = workers

    def __call__(self, work: Work, shards: Sequence[Shard]) -> Iterator[Ended]:
        """Have every shard read. Raises `ArchiveError` also where there is no Ray, or none at the address."""
        # Nobody is told what is read here, not even that it is.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            import ray
            import ray.data
        except ImportError:
            raise ArchiveError(
                "Ray is not installed; install sijill[ray], or use --engine processes"
            ) from None
        self._connect(ray)
        try:
            yield from self._ended(ray, work, shards)
        finally:
            ray.shutdown()

    def _connect(self, ray: Any) -> None:
        """Join the cluster. Raises `ArchiveError`."""
        own: dict[str, Any] = {}
        if self._address is None:
            own = {"num_cpus": self._workers, "include_dashboard": False, "object_store_memory": STORE}
        try:
            if self._address:
                _knock(self._address)
            ray.init(address=self._address or HERE, logging_level=logging.ERROR, log_to_driver=False, **own)
        except Exception as fault:
            told = " ".join(str(fault).split())[:200]
            raise ArchiveError(
                f"no Ray cluster answers at {self._address or 'this machine'} ({told})"
            ) from None

    def _ended(self, ray: Any, work: Work, shards: Sequence[Shard]) -> Iterator[Ended]:
        ray.data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        # A block each: so a shard is a task, and what is lost with a machine are the shards it was at.
        waiting = ray.data.from_items(
            [{"shard": msgspec.json.encode(shard)} for shard in shards], override_num_blocks=len(shards)
        )
        strategy = ray.data.TaskPoolStrategy(size=self._workers)
        for row in waiting.map(partial(_done, work), compute=strategy, num_cpus=1).iter_rows():
            if row["fault"]:
                raise ArchiveError(row["fault"])
            yield Ended(row["number"], row["lost"] or None)


def _knock(address: str) -> None:
    """See that somebody answers at HOST:PORT, for Ray would try for minutes. Raises `OSError`."""
    host, _, port = address.rpartition(":")
    if port.isascii() and port.isdigit() and "/" not in host:
        socket.create_connection((host, int(port)), ANSWERS_WITHIN).close()


def _done(work: Work, row: dict[str, Any]) -> dict[str, Any]:
    """Do the work on a shard that came in a row; what makes all work useless goes back as words."""
    shard = msgspec.json.decode(row["shard"], type=Shard)
    lost, fault = None, ""
    try:
        lost = work(shard)
    except ArchiveError as raised:
        fault = str(raised)
    return {"number": shard.number, "lost": lost or "", "fault": fault}
