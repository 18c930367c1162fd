"""What happens here beside what allauth does: an address that was proved brings what waited under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext

from cairn.workflows.persons import claiming

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Confirms addresses."""

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Note that an address was proved, and let her claim what was kept for it."""
        proved = bool(super().confirm_email(request, email_address))
        if proved:
            person = email_address.user
            came = claiming.claim(address=email_address.email, by=person, at=timezone.now())
            if came:
                messages.success(
                    request, gettext("What was kept for this address is yours now. Look at your portfolio.")
                )
        return proved
