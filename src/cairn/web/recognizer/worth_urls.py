"""Addresses of approvals, final decisions, payments and transcripts."""

from __future__ import annotations

from django.urls import path

from cairn.web.recognizer.views import approvals, decisions, exceptions, payments, transcripts

APPROVALS = "recognizing/approvals/"
DECISIONS = "recognizing/decisions/"
EXCEPTIONS = "recognizing/exceptions/"
PAYMENTS = "recognizing/payments/"
ONE = "<uuid:public_id>/"

patterns = [
    path(APPROVALS, approvals.show, name="approvals"),
    path(f"{APPROVALS}people/", approvals.people, name="approvers"),
    path(f"{APPROVALS}people/{ONE}end/", approvals.end_approver, name="end_approver"),
    path(f"{APPROVALS}delegates/{ONE}end/", approvals.end_delegation, name="end_delegation"),
    path(f"{APPROVALS}{ONE}", approvals.one, name="approval"),
    path(DECISIONS, decisions.index, name="decisions"),
    path(f"{DECISIONS}new/", decisions.decide, name="decide"),
    path(f"{DECISIONS}{ONE}", decisions.one, name="decision"),
    path(f"{DECISIONS}{ONE}set-aside/", decisions.set_aside, name="set_aside"),
    path(f"{DECISIONS}{ONE}packet/", decisions.packet, name="packet"),
    path(f"{DECISIONS}{ONE}packet.zip", decisions.packet_file, name="packet_file"),
    path(EXCEPTIONS, exceptions.waive, name="waive"),
    path(f"{EXCEPTIONS}{ONE}", exceptions.waiver, name="waiver"),
    path(f"{EXCEPTIONS}{ONE}take-back/", exceptions.take_back, name="take_back_waiver"),
    path(PAYMENTS, payments.show, name="payments"),
    path(f"{PAYMENTS}work-out/", payments.work_out, name="work_out"),
    path(f"{PAYMENTS}export/", payments.export, name="export_payments"),
    path(f"{PAYMENTS}budget/", payments.budget, name="budget"),
    path(f"{PAYMENTS}{ONE}release/", payments.release, name="release"),
    path(f"{PAYMENTS}batches/{ONE}<str:kind>", payments.batch, name="batch"),
    path("recognizing/transcripts/", transcripts.show, name="transcripts"),
    path(f"recognizing/transcripts/{ONE}<str:kind>", transcripts.file, name="transcript"),
]
