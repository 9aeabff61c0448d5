from __future__ import annotations

from assistants_v2_raw.models import ThreadToolResources as ThreadToolResources
