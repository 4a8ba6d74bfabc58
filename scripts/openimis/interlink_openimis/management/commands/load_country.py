import json
from argparse import ArgumentParser
from pathlib import Path

from core.models import User
from django.core.management.base import BaseCommand
from django.db import transaction

from interlink_openimis.country import Country
from interlink_openimis.reference import configuration, configure, load_reference
from interlink_openimis.staff import Staff

MODULES = ("fe-core", "fe-interlink-enrolment", "fe-interlink-social-registry")
CONFIG = Path(__file__).resolve().parents[5] / "openimis-config/development"


class Command(BaseCommand):
    help = "Loads the demo country and its staff. Safe to repeat; restart the backend after it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="made by scripts/country/generate.mjs")
        parser.add_argument("--config", type=Path, default=CONFIG, help="rights.json, mapping.json, fe-*.json")

    @transaction.atomic
    def handle(self, folder: Path, config: Path, *args: object, **options: object) -> None:
        read = {
            name: json.loads((config / f"{name}.json").read_text()) for name in ("rights", "mapping", *MODULES)
        }
        load_reference()
        admin = User.objects.get(username="Admin")
        country = Country(folder, read["mapping"], admin)
        country.load()
        Staff(read["rights"], country.read("users"), admin).load()
        for module in MODULES:
            configure(module, "fe", read[module])
        schema = individual_schema(read["mapping"]["individual"])
        configure("individual", "be", {**configuration("individual", "be"), "individual_schema": schema})
        self.stdout.write("The country is loaded.")


def individual_schema(mapping: dict[str, dict[str, str]]) -> str:
    """Tells openIMIS's pages and filters which keys an individual's jsonExt may hold."""
    return json.dumps({"properties": {spec["key"]: {"type": "string"} for spec in mapping.values()}})
