"""What `chat` is made of: who answers, turns that are taken, where they are shown, where words come from."""
