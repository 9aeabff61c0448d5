"""`python -m assistants_v2` is the command `assistants-v2`."""

from __future__ import annotations

import sys

from .cli import main

sys.exit(main())
