"""Addresses of requests for approval, and of what was decided for an earner."""

from __future__ import annotations

from django.urls import path

from cairn.web.earner.views import approvals

ONE = "<uuid:public_id>/"

patterns = [
    path("worth/approvals/", approvals.index, name="approvals"),
    path(f"worth/approvals/ask/<slug:kind>/{ONE}", approvals.ask, name="ask_approval"),
    path(f"worth/approvals/{ONE}", approvals.one, name="approval"),
    path(f"worth/approvals/{ONE}move/", approvals.move, name="move_approval"),
    path(f"worth/decisions/{ONE}", approvals.decision, name="decision"),
    path(f"worth/transcripts/{ONE}<str:kind>", approvals.transcript, name="transcript"),
]
