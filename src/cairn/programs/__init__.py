"""Programs that ship with Cairn: micro-credentials and stacks as plain data, one folder each."""
