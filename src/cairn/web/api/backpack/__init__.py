"""The Open Badges 3.0 API (section 6): what programs that a person lets at her badges may read and add."""
