"""A client library for accessing Companions of the Assistants API v2"""

from assistants_v2_raw.client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
