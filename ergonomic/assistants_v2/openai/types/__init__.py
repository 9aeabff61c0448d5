"""The official SDK's places for the API's objects; written by `make generate`."""
