"""Shipped recognition rules: YAML with the cases that it must keep beside it."""
