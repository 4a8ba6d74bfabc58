from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test.utils import override_settings

from interlink_openimis.reference import load_reference


class _None(dict):
    """For MIGRATION_MODULES: no application has migrations."""

    def __contains__(self, _: object) -> bool:
        return True

    def __getitem__(self, _: str) -> None:
        return None


class Command(BaseCommand):
    """The oldest openIMIS migrations expect tables that an SQL dump, in no registry, would have made.

    So an empty database gets its tables from the models, and the migrations are recorded as applied; on a database
    that has them, newer migrations run as usual.
    """

    help = "Makes the openIMIS tables and the rows without which nobody can log in. Safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        if "tblUsers" in connection.introspection.table_names():
            call_command("migrate", interactive=False, verbosity=0)
        else:
            with override_settings(MIGRATION_MODULES=_None()):
                call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
            call_command("migrate", fake=True, interactive=False, verbosity=0)
        load_reference()
        self.stdout.write("The openIMIS database is ready.")
