"""What an installed wheel does with each extra, in an environment of its own; `make extras` runs it."""
