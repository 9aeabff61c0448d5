"""Pages to look at conversations: written by a server at `/ui`, and by an export as files.

What is here is pure but for reading its own templates, and takes objects of the contract, as JSON has them.
Whoever writes pages says where they are (`addresses`) and hands over what they show (`writing`). Nothing here
is loaded before a page is asked for.
"""
