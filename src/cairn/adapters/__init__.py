"""The neighbors that Cairn calls, one folder each: client, translation and fake."""
