"""The one name that the released modules import from the assembly project."""

from interlink_openimis.modules import MODULES


def openimis_apps() -> list[str]:
    return list(MODULES)
