from django.core.management.base import BaseCommand
from graphql.utils.schema_printer import print_schema


class Command(BaseCommand):
    help = "Prints the GraphQL schema that this backend serves."

    def handle(self, *args: object, **options: object) -> None:
        from interlink_openimis.graphql import schema

        self.stdout.write(print_schema(schema), ending="")
