"""Compressed streams read with an eye on how much comes out of how little."""

import gzip
import io
import zlib
from typing import BinaryIO, Final

from sijill.record import ReportError

RATIO: Final = 200
"""Bytes out for each byte in. Text comes to some 10, JSON lines with repeated keys to 30; what was made
to exhaust a machine comes to 1,000."""

FREE: Final = 64 * 1024 * 1024
"""Bytes that may come out before the ratio is looked at."""

BROKEN: Final = (EOFError, zlib.error, gzip.BadGzipFile)
"""What a damaged stream raises when it is read."""


class TooDense(ReportError):
    """More comes out of a compressed stream than any honest text gives."""


class _Counting(io.RawIOBase):
    """A stream that counts what is read from it, also where its place cannot be asked (a pipe)."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.taken += len(data)
        return data


class _Inflating(io.RawIOBase):
    def __init__(self, stream: BinaryIO) -> None:
        self._packed = _Counting(stream)
        self._plain = gzip.GzipFile(fileobj=self._packed)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        count = self._plain.readinto(buffer)
        self._given += count
        if self._given > FREE and self._given > RATIO * self._packed.taken:
            raise TooDense(
                f"it swells to more than {RATIO} times its size; unpack it yourself if you trust it"
            )
        return count


def inflated(stream: BinaryIO) -> io.BufferedReader:
    """The content of a gzip stream, which stays open. Reading raises `TooDense` for a bomb."""
    return io.BufferedReader(_Inflating(stream), buffer_size=64 * 1024)
