"""Requests that schemathesis makes up from the contracts, valid and not, and what the server answers."""
