"""How values are written: JSON with limits, instants with their zone, bytes in multibase.

`instants`, `multibase` and `strictjson` are imported one by one.
"""
