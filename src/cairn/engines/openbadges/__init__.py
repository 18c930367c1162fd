"""Open Badges 3.0, with learner records (CLR 2.0) and the older Open Badges 2.0: credentials built, signed, baked,
kept track of and verified.

Nothing is fetched, no clock is read and no key is kept here: callers hand in a signer, the instant and, where
they allow it, a way to fetch. Start reading at `documents` (what is said), `model` (every object there is, typed),
`proofs` (how it is signed) and `verifying` (how it is judged). This file imports nothing, so that each part can be
loaded alone.
"""
