"""What Cairn is measured against, and the credential that both sides get."""
