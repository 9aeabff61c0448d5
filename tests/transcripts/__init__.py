"""The tests of what happened, and of how it is shown."""
