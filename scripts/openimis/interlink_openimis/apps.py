from django.apps import AppConfig

from interlink_openimis.modules import submodules


class Wiring(AppConfig):
    """Comes last among the applications, so that every module is ready when its signals are bound."""

    name = "interlink_openimis"

    def ready(self) -> None:
        for _, signals in submodules("signals"):
            if hasattr(signals, "bind_service_signals"):
                signals.bind_service_signals()
