"""The way out: what an export of the neutral form becomes at a server of Responses and Conversations.

`checking` says what maps and what does not, `carrying` writes threads as conversations, and `modules` writes
assistants as Python. The command `migrate` uses them. What decides is pure: `items` and `steps` make items of
a thread, `conversations` a conversation, `assistants` the settings of requests.
"""
