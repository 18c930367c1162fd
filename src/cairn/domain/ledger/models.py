from __future__ import annotations

from django.db import models

from cairn.engines.privacy import NOTHING_PERSONAL


class Entry(models.Model):
    """One thing that happened, by opaque ids, codes and hashes alone; never changed and never removed.

    The entries form a chain: `digest` is the SHA-256 over the entry and the digest before it.
    """

    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    actor = models.UUIDField(null=True)
    subject = models.UUIDField()
    organization = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["previous"], name="the_ledger_never_forks"),
            models.UniqueConstraint(fields=["digest"], name="ledger_digests_differ"),
        ]
        indexes = [models.Index(fields=["subject", "id"], name="ledger_by_subject")]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"
