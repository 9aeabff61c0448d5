"""The pages of a server at `/ui`, for people who look. Loaded when the first of them is asked for.

`door.pages` is the user: it hands a request over in a thread, and sends what `site` answers. How pages look
is said in `assistants_v2_transcripts.pages`.
"""
