"""The official SDK's own tests of the 23 operations, through our face. None of them is here."""
