"""Pure rules: values and decisions without I/O, clock, randomness or async. `flows` and `io` follow them."""
