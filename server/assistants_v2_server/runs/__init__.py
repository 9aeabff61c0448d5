"""From a queued run to its end."""
