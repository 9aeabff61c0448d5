"""The programs of examples/ do what they say."""
