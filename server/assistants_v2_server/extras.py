"""Names the extra that brings what is not installed. Used by the package when it is imported."""

from __future__ import annotations

_EXTRAS = {"alembic": "local", "python_multipart": "local", "sqlalchemy": "local"}
"""Which extra brings a module that may be absent."""


def explain_missing(error: ModuleNotFoundError) -> ModuleNotFoundError:
    """Return the error with the remedy, if an extra brings the module that is missing."""
    module = (error.name or "").partition(".")[0]
    if module not in _EXTRAS:
        return error
    said = f"the embedded server needs {module}: pip install 'assistants-v2[{_EXTRAS[module]}]'."
    return ModuleNotFoundError(said, name=module)
