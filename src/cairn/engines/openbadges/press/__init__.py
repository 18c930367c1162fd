"""Compiled signing: many credentials signed fast, byte for byte as the general path signs them.

How to call. Make one `Press` and hand it `parts.Credential`s that share the objects of issuer and achievement:

    press = Press()
    for ... : text = press.sign(credential, signer=signer, created=now)     # JSON text, to be kept as it is

Each text is the one of `sign`, the general path, and any credential may be handed in: the first of a kind, and
whatever cannot be compiled, goes the general way, with the same errors. Most of the time left is the signer's
own, so let it hold its key ready; and give all of one batch the same `created`.

Where credentials differ in nothing but address, recipient, days and place in the status list, a `Series` is faster
still:

    series = Series(credential, signer=signer, created=now)
    for ... : text = series.sign(Own(...))

What credentials share need be kept only once: `write`, of both, parts it from what is each one's own, and `filled`
gives the text again.

How it works: a `Plate` takes the `compiled.Shape` of one credential's document, settles every text of it but
those of the earner, and is compared with the general path on two credentials before it is used.
"""

from cairn.engines.openbadges.forms import Written, filled
from cairn.engines.openbadges.press.pressing import Press, sign
from cairn.engines.openbadges.press.series import Own, Series

__all__ = ["Own", "Press", "Series", "Written", "filled", "sign"]
