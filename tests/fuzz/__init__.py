"""Requests that schemathesis makes up from the contract, valid and not, and what the server answers."""
