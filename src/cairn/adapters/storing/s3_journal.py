"""What an S3 store notes about an upload under way, and how the neighbor's errors are told.

The journal of an upload is one small object, replaced only on condition that nobody else replaced it: it
alone decides what was received. Each part gets a number from it first: two writers never write the same part.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from botocore.exceptions import BotoCoreError, ClientError

from .store import StoreUnreachable, busy, checked

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})
_LOST_RACE = frozenset({"412", "409", "PreconditionFailed", "ConditionalRequestConflict"}) | ABSENT


@dataclass(frozen=True, slots=True)
class Part:
    """One part as S3 knows it; `size` in bytes."""

    number: int
    etag: str
    size: int


@dataclass(frozen=True, slots=True)
class Journal:
    """What was received: `parts`, then `rest` bytes in `rest_name`; `next` is the next part's number."""

    upload: str
    parts: tuple[Part, ...] = ()
    rest: int = 0
    rest_name: str = ""
    next: int = 1
    etag: str = field(default="", compare=False)  # of the journal itself; empty before it is first written

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts) + self.rest

    def with_parts(self, parts: Collection[Part]) -> Journal:
        """The journal after new parts, the first of which took up the rest."""
        return replace(self, parts=(*self.parts, *parts), rest=0, rest_name="") if parts else self


class Desk:
    """The objects about one upload, below `coming/KEY/`."""

    def __init__(self, client: S3Client, bucket: str, prefix: str, key: str) -> None:
        self.client, self.bucket, self.key = client, bucket, checked(key)
        self.folder = f"{prefix}coming/{key}/"
        self.target = f"{prefix}kept/{key}"

    def read(self) -> Journal | None:
        """The journal as it stands, None when the upload has not begun."""
        try:
            answer = self.client.get_object(Bucket=self.bucket, Key=f"{self.folder}journal")
        except ClientError as error:
            if code_of(error) in ABSENT:
                return None
            raise
        upload, parts, rest, rest_name, following = json.loads(answer["Body"].read())
        return Journal(
            upload, tuple(Part(*part) for part in parts), rest, rest_name, following, answer["ETag"]
        )

    def write(self, journal: Journal) -> Journal:
        """Replace the journal as it was read. Raises `UploadBusy` when another writer was faster."""
        condition: dict[str, Any] = {"IfMatch": journal.etag} if journal.etag else {"IfNoneMatch": "*"}
        parts = [[part.number, part.etag, part.size] for part in journal.parts]
        content = json.dumps([journal.upload, parts, journal.rest, journal.rest_name, journal.next])
        try:
            answer = self.client.put_object(
                Bucket=self.bucket, Key=f"{self.folder}journal", Body=content.encode(), **condition
            )
        except ClientError as error:
            if code_of(error) in _LOST_RACE:
                raise busy(self.key) from error
            raise
        return replace(journal, etag=answer["ETag"])

    def begin(self) -> Journal:
        """Start the upload. Raises `UploadBusy`."""
        begun = self.client.create_multipart_upload(Bucket=self.bucket, Key=self.target)
        return self.write(Journal(begun["UploadId"]))

    def reserve(self, journal: Journal) -> tuple[Journal, int]:
        """A part number that is this writer's alone. Raises `UploadBusy`."""
        return self.write(replace(journal, next=journal.next + 1)), journal.next

    def send(self, journal: Journal, number: int, content: bytes) -> Part:
        answer = self.client.upload_part(
            Bucket=self.bucket, Key=self.target, UploadId=journal.upload, PartNumber=number, Body=content
        )
        return Part(number, answer["ETag"], len(content))

    def rest(self, journal: Journal) -> bytes:
        if not journal.rest:
            return b""
        return self.client.get_object(Bucket=self.bucket, Key=journal.rest_name)["Body"].read()

    def keep_rest(self, content: bytes) -> str:
        """Keep what is too short for a part, each time under a new name: no journal's rest ever changes."""
        name = f"{self.folder}rest-{uuid4()}"
        self.client.put_object(Bucket=self.bucket, Key=name, Body=content)
        return name

    def clear(self) -> None:
        """Remove every note about the upload."""
        listing = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=self.folder
        )
        for page in listing:
            for found in page.get("Contents", ()):
                self.client.delete_object(Bucket=self.bucket, Key=found["Key"])


def code_of(error: ClientError) -> str:
    return error.response.get("Error", {}).get("Code", "")


@contextmanager
def told(quiet: Collection[str] = ()) -> Iterator[None]:
    """Tell the neighbor's errors as `StoreUnreachable`; those with a `quiet` code just end the block."""
    try:
        yield
    except ClientError as error:
        if code_of(error) not in quiet:
            raise StoreUnreachable(f"The storage service refused ({code_of(error)}): {error}") from error
    except BotoCoreError as error:
        raise StoreUnreachable(f"The storage service does not answer: {error}") from error
