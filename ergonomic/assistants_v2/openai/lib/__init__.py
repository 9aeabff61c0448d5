"""The official SDK's place for `streaming`."""
