import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Iterator

from core.models import InteractiveUser, Language
from django.core.management.base import BaseCommand, CommandError
from individual.models import Group, Individual
from location.models import Location
from payroll.apps import PayrollConfig
from social_protection.models import BenefitPlan
from tasks_management.models import TaskExecutor

from interlink_openimis.management.commands.load_country import CONFIG
from interlink_openimis.staff import Staff


class Command(BaseCommand):
    help = "Says whether the database holds the country, its staff with only their rights, and safe settings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--config", type=Path, default=CONFIG)

    def handle(self, folder: Path, config: Path, *args: object, **options: object) -> None:
        rights = json.loads((config / "rights.json").read_text())
        parts = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}
        wrong = [*_missing_rows(parts), *_wrong_rights(rights, parts["users"]), *_wrong_settings(rights)]
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("The country is complete.")


def _missing_rows(parts: dict[str, list]) -> Iterator[str]:
    wanted = {
        Location: len(parts["locations"]),
        BenefitPlan: len(parts["programmes"]),
        Group: len(parts["households"]),
        Individual: len(parts["people"]) + sum(one.get("inOpenimis", True) for one in parts["applicants"]),
    }
    for model, count in wanted.items():
        found = model.objects.count()
        # Journeys add people, never take them away.
        if found < count:
            yield f"{model.__name__}: {found} rows, wanted {count}"
    without_history = Individual.objects.exclude(id__in=Individual.history.values("id")).count()
    if without_history:
        yield f"Individual: {without_history} rows without history"


def _wrong_rights(rights: dict, users: list[dict]) -> Iterator[str]:
    wanted = Staff.rights_by_login(rights, users)
    for login, codes in wanted.items():
        person = InteractiveUser.objects.filter(login_name=login, validity_to=None).first()
        if person is None:
            yield f"{login}: no such user"
        elif set(person.rights) != codes:
            yield f"{login}: rights differ by {sorted(set(person.rights) ^ codes)}"
    admin = InteractiveUser.objects.get(login_name="Admin", validity_to=None)
    if any(990100 <= right <= 990199 for right in admin.rights):
        yield "Admin holds rights of Interlink"
    if not admin.check_password(os.environ["ADMIN_PASSWORD"]):
        yield "Admin: another password"


def _wrong_settings(rights: dict) -> Iterator[str]:
    if not PayrollConfig.gateway_base_url.startswith("http://127.0.0.1:9/"):
        yield f"payroll would send payments to {PayrollConfig.gateway_base_url}"
    missing = {"en", "fr", "ar"} - set(Language.objects.values_list("code", flat=True))
    if missing:
        yield f"languages missing: {sorted(missing)}"
    for row in rights["taskGroups"]:
        if not TaskExecutor.objects.filter(task_group__code=row["code"]).exists():
            yield f"task group {row['code']} has no members"
