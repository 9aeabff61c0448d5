"""A server of Responses on loopback whose model plays a script, for tests of whoever speaks to such servers.

Written from the types of the official SDK, which read all that it sends. It is as strict as it can be about
what it is sent, keeps what real servers keep, really searches what was uploaded, and really runs code.
`peer.ResponsesPeer` is the server, `script` what its model says. `chat.ChatPeer` is a chat completions
endpoint whose model plays the same script, so that a conversation can be held both ways.
"""
