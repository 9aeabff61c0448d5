"""From an address and bytes to a checked request."""
