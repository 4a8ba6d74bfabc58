from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from interlink_openimis.reference import configure, configuration

# Module by module: what makes a task of a change instead of making the change.
SWITCHES = {
    "individual": ("check_individual_update", "check_individual_delete"),
    "social_protection": ("gql_check_beneficiary_crud", "gql_check_group_beneficiary_crud"),
}


class Command(BaseCommand):
    help = "Turns openIMIS's own second-person approval of people and beneficiaries on or off; restart afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("position", choices=("on", "off"))

    def handle(self, position: str, *args: object, **options: object) -> None:
        for module, switches in SWITCHES.items():
            configure(module, "be", {**configuration(module, "be"), **dict.fromkeys(switches, position == "on")})
        self.stdout.write(f"Tasks for changes of people and beneficiaries are {position}.")
