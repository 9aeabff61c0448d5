"""Files and vector stores that are on another server: requests that are handed to it, and what we need there.

`Server` is told where they are with an `Upstream`. `relay` hands whole requests over, `holdings` looks up,
makes and reads what our own requests and runs name, and `searching` searches. Everything that is sent leaves
through a `channel.Channel`, which belongs to one address and has the key of that address and no other. A
server that has everything itself loads nothing of this.
"""
