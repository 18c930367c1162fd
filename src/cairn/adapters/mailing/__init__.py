"""Letters by mail. Address the file backend as `cairn.adapters.mailing.filing.EmailBackend`."""

from .messages import message, message_id

__all__ = ["message", "message_id"]
