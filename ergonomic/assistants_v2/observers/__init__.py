"""Observers of what clients do: the log, and OpenTelemetry. `flows.observing` tells them."""
