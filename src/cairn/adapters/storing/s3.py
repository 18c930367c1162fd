"""Files in a bucket of Amazon S3, or of a service that speaks its language.

`kept/KEY` are whole files. An upload under way is a multipart upload with a journal (see `s3_journal`). The
service has to honor `If-Match` when it writes; one that does not may mix up two writers of one upload.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from botocore.exceptions import BotoCoreError, ClientError

from .s3_journal import ABSENT, Desk, Journal, Part, code_of, told
from .store import (
    PIECE,
    Stored,
    StoreError,
    StoreUnreachable,
    WrongOffset,
    already_stored,
    checked,
    not_stored,
    pieces,
)

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from mypy_boto3_s3.client import S3Client

PART = 8 << 20  # bytes; S3 takes 5 MiB to 5 GiB for all parts but the last, and 10,000 parts at most


class S3Store:
    """A `Store` below `prefix` of `bucket`. Credentials are the client's affair."""

    def __init__(self, client: S3Client, bucket: str, prefix: str = "", part: int = PART) -> None:
        self.client, self.bucket, self.part = client, bucket, part
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""

    def append(
        self, key: str, offset: int, chunks: Iterable[bytes], check: Callable[[], None] | None = None
    ) -> int:
        if self.exists(key):
            raise already_stored(key)
        desk = self._desk(key)
        with told():
            journal = desk.read()
            size = journal.size if journal else 0
            if offset != size:
                raise WrongOffset(offset, size)
            return _Appending(desk, journal or desk.begin(), self.part).receive(chunks, check)

    def uploaded(self, key: str) -> int:
        with told():
            journal = self._desk(key).read()
        return journal.size if journal else 0

    def finish(self, key: str) -> Stored:
        desk = self._desk(key)
        with told():
            journal = desk.read()
            if journal is not None and not self.exists(key):
                _complete(desk, journal)
        stored = self._described(key)
        with told():
            desk.clear()
        return stored

    def put(self, key: str, stream: BinaryIO | Iterable[bytes]) -> Stored:
        name, digest = self._name(key), hashlib.sha256()
        with told(), tempfile.SpooledTemporaryFile(max_size=self.part) as file:
            for piece in pieces(stream):
                digest.update(piece)
                file.write(piece)
            size = file.tell()
            file.seek(0)
            self.client.upload_fileobj(file, self.bucket, name)  # in parts, all or nothing, when it is large
        return Stored(digest.hexdigest(), size)

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        size = self.size(key)
        end = size if length is None else min(size, start + length)
        if start >= end:
            return iter(())
        with told():
            answer = self.client.get_object(
                Bucket=self.bucket, Key=self._name(key), Range=f"bytes={start}-{end - 1}"
            )
        return _read(answer["Body"])

    @contextmanager
    def as_path(self, key: str) -> Iterator[Path]:
        with tempfile.NamedTemporaryFile(prefix="cairn-") as copy:
            for piece in self.open(key):
                copy.write(piece)
            copy.flush()
            yield Path(copy.name)

    def size(self, key: str) -> int:
        size = self._size(key)
        if size is None:
            raise not_stored(key)
        return size

    def exists(self, key: str) -> bool:
        return self._size(key) is not None

    def delete(self, key: str) -> None:
        desk = self._desk(key)
        with told():
            journal = desk.read()
        if journal is not None:
            with told(quiet={"NoSuchUpload"}):
                self.client.abort_multipart_upload(
                    Bucket=self.bucket, Key=desk.target, UploadId=journal.upload
                )
        with told():
            desk.clear()
            self.client.delete_object(Bucket=self.bucket, Key=desk.target)

    def _desk(self, key: str) -> Desk:
        return Desk(self.client, self.bucket, self.prefix, key)

    def _name(self, key: str) -> str:
        return f"{self.prefix}kept/{checked(key)}"

    def _size(self, key: str) -> int | None:
        with told(quiet=ABSENT):
            return self.client.head_object(Bucket=self.bucket, Key=self._name(key))["ContentLength"]
        return None

    def _described(self, key: str) -> Stored:
        digest, size = hashlib.sha256(), 0
        for piece in self.open(key):
            digest.update(piece)
            size += len(piece)
        return Stored(digest.hexdigest(), size)


class _Appending:
    """One piece of an upload on its way in: whole parts go out at once, the rest when the piece ends."""

    def __init__(self, desk: Desk, journal: Journal, part: int) -> None:
        self.desk, self.part = desk, part
        self.journal = journal  # as last written
        self.fresh: list[Part] = []  # sent, not yet in the journal
        self.waiting = bytearray(desk.rest(journal))

    def receive(self, chunks: Iterable[bytes], check: Callable[[], None] | None) -> int:
        """See `Store.append`."""
        try:
            for chunk in chunks:
                self.waiting += chunk
                while len(self.waiting) >= self.part:
                    self._send_part(on_probation=check is not None)
            if check is not None:
                check()
        except StoreError:
            raise
        except BaseException:
            if check is None:
                self._settle()
            raise
        self._settle()
        return self.journal.size

    def _send_part(self, *, on_probation: bool) -> None:
        if not on_probation:
            self.journal = self.journal.with_parts(self.fresh)
            self.fresh = []
        self.journal, number = self.desk.reserve(self.journal)
        content = bytes(self.waiting[: self.part])
        self.fresh.append(self.desk.send(self.journal, number, content))
        del self.waiting[: self.part]

    def _settle(self) -> None:
        received = self.journal.with_parts(self.fresh)
        if len(self.waiting) > received.rest:
            name = self.desk.keep_rest(bytes(self.waiting))
            received = replace(received, rest=len(self.waiting), rest_name=name)
        if received != self.journal or self.fresh:
            self.journal = self.desk.write(received)
        self.fresh = []


def _complete(desk: Desk, journal: Journal) -> None:
    """Send the rest as the last part and join the parts; an empty file is one empty part."""
    parts = list(journal.parts)
    if journal.rest or not parts:
        journal, number = desk.reserve(journal)
        parts.append(desk.send(journal, number, desk.rest(journal)))
    try:
        desk.client.complete_multipart_upload(
            Bucket=desk.bucket,
            Key=desk.target,
            UploadId=journal.upload,
            MultipartUpload={"Parts": [{"PartNumber": part.number, "ETag": part.etag} for part in parts]},
        )
    except ClientError as error:
        if code_of(error) != "NoSuchUpload":  # a twin was faster; if not, the missing file tells
            raise


def _read(body: StreamingBody) -> Iterator[bytes]:
    with body:
        try:
            while piece := body.read(PIECE):
                yield piece
        except BotoCoreError as error:
            raise StoreUnreachable(f"The storage service broke off: {error}") from error
