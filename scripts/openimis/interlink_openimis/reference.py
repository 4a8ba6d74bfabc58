"""The rows without which nobody can log in; no personal or country data."""

import json
import os
from pathlib import Path

from core.models import Language, ModuleConfiguration
from django.db import connection, transaction

from interlink_openimis.accounts import ADMINISTRATOR, put_role, put_user

LANGUAGES = (("en", "English"), ("fr", "Français"), ("ar", "العربية"))
# core looks these up by their bit when it makes users of the kinds that we do not use.
OTHER_SYSTEM_ROLES = ((1, "Enrolment Officer"), (256, "Claim Administrator"))


@transaction.atomic
def load_reference() -> None:
    with connection.cursor() as cursor:
        cursor.execute(Path(__file__).with_name("json_schema.sql").read_text())
    for order, (code, name) in enumerate(LANGUAGES, start=1):
        Language.objects.update_or_create(code=code, defaults={"name": name, "sort_order": order})
    for bit, name in OTHER_SYSTEM_ROLES:
        put_role(name, [], bit)
    # First of all users: core takes the interactive user 1 for the administrator.
    put_user("Admin", "Admin", os.environ["ADMIN_PASSWORD"], [put_role("IMIS Administrator", [], ADMINISTRATOR)])
    # The released default is a public address.
    configure("payroll", "be", {"gateway_base_url": "http://127.0.0.1:9/"})


def configuration(module: str, layer: str) -> dict:
    row = ModuleConfiguration.objects.filter(module=module, layer=layer).first()
    return json.loads(row.config) if row else {}


def configure(module: str, layer: str, config: dict) -> None:
    """Sets the module's configuration; what it leaves out keeps the module's default."""
    row = ModuleConfiguration.objects.filter(module=module, layer=layer).first()
    row = row or ModuleConfiguration(module=module, layer=layer, version="1")
    row.config = json.dumps(config)
    # Only an exposed configuration reaches the frontend.
    row.is_exposed = layer == "fe"
    row.save()
