"""Loads the demo country, made by scripts/country/generate.mjs. Every part is safe to repeat."""

import json
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Iterable
from uuid import UUID, uuid5

from contribution_plan.models import PaymentPlan
from core.models import User
from django.contrib.contenttypes.models import ContentType
from individual.models import Group, GroupIndividual, Individual
from location.models import Location
from simple_history.utils import bulk_create_with_history
from social_protection.models import Beneficiary, BeneficiaryStatus, BenefitPlan, GroupBeneficiary

# Ids derive from keys, so a second load finds what the first one made.
NAMESPACE = UUID("6d0f2c0e-6a53-4d0b-9f0e-1a5b1f1c0d01")
FLAT_AMOUNT = UUID("32d96b58-898a-460a-b357-5fd4b95cd87c")
START, END = date(2026, 1, 1), date(2035, 12, 31)
MAX_SMALL_INTEGER = 32_767


class Country:
    def __init__(self, folder: Path, mapping: dict[str, dict[str, Any]], admin: User) -> None:
        self.folder, self.mapping, self.admin = folder, mapping, admin

    def load(self) -> None:
        self.load_locations()
        self.load_programmes()
        self.load_people()
        self.load_households()
        self.load_beneficiaries()

    def read(self, name: str) -> Any:
        return json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))

    def load_locations(self) -> None:
        known = {row.code: row for row in Location.objects.filter(validity_to=None)}
        for row in self.read("locations"):
            if row["code"] not in known:
                known[row["code"]] = Location.objects.create(
                    uuid=self.id("location", row["code"]),
                    code=row["code"],
                    name=row["name"],
                    type=row["type"],
                    parent=known.get(row["parent"]),
                    audit_user_id=-1,
                )

    def load_programmes(self) -> None:
        programmes = self.read("programmes")
        self.add(BenefitPlan, (self.plan(row) for row in programmes))
        for row in programmes:
            plan = BenefitPlan.objects.get(code=row["code"])
            if not PaymentPlan.objects.filter(benefit_plan_id=str(plan.id)).exists():
                self.make_payment_plan(plan, row)

    def plan(self, row: dict) -> dict[str, Any]:
        journey_id = self.mapping["beneficiary"]["journeyId"]["key"]
        return {
            "id": self.id("programme", row["code"]),
            "code": row["code"],
            "name": row["name"],
            "type": row["kind"],
            "institution": row["institution"],
            "max_beneficiaries": MAX_SMALL_INTEGER,
            "date_valid_from": START,
            "date_valid_to": END,
            "json_ext": self.extension("benefitPlan", row),
            "beneficiary_data_schema": {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "type": "object",
                "properties": {journey_id: {"type": "string"}},
            },
        }

    def make_payment_plan(self, plan: BenefitPlan, row: dict) -> None:
        amount = row["monthlyAmountMinor"] / 100
        PaymentPlan(
            code=f"{row['code']}-MONTHLY",
            name=f"{row['name']}, monthly",
            calculation=FLAT_AMOUNT,
            benefit_plan_id=str(plan.id),
            benefit_plan_type=ContentType.objects.get_for_model(BenefitPlan),
            periodicity=1,
            date_valid_from=START,
            date_valid_to=END,
            json_ext={
                "calculation_rule": {"fixed_batch": amount, "limit_per_single_transaction": amount},
                "advanced_criteria": [],
            },
        ).save(user=self.admin)

    def load_people(self) -> None:
        villages = {row.code: row for row in Location.objects.filter(type="V", validity_to=None)}
        self.add(
            Individual,
            (
                {
                    "id": self.id("person", person["key"]),
                    "first_name": person["givenName"],
                    "last_name": person["surname"],
                    "dob": date.fromisoformat(person["birthDate"]),
                    "location": villages[person["village"]],
                    "json_ext": self.extension("individual", self.elements(person)),
                }
                for person in self.people
            ),
        )

    def load_households(self) -> None:
        villages = {row.code: row for row in Location.objects.filter(type="V", validity_to=None)}
        self.add(
            Group,
            (
                {
                    "id": self.id("household", home["code"]),
                    "code": home["code"],
                    "location": villages[home["village"]],
                    "json_ext": self.household_extension(home),
                }
                for home in self.households
            ),
        )
        self.add(
            GroupIndividual,
            (
                {
                    "id": self.id("member", f"{home['code']}/{member['personKey']}"),
                    "group_id": self.id("household", home["code"]),
                    "individual_id": self.id("person", member["personKey"]),
                    "role": member["role"],
                    "recipient_type": member.get("recipientType"),
                }
                for home in self.households
                for member in home["members"]
            ),
        )

    def load_beneficiaries(self) -> None:
        plans = {plan.code: plan for plan in BenefitPlan.objects.all()}
        home_of = {m["personKey"]: home["code"] for home in self.households for m in home["members"]}
        rows: dict[type, list[dict]] = {Beneficiary: [], GroupBeneficiary: []}
        for person in self.people:
            for code in person["programmes"]:
                common = {
                    "id": self.id("enrolment", f"{code}/{person['key']}"),
                    "benefit_plan": plans[code],
                    "status": BeneficiaryStatus.ACTIVE,
                    "date_valid_from": START,
                }
                if plans[code].type == "GROUP":
                    home = self.id("household", home_of[person["key"]])
                    rows[GroupBeneficiary].append({**common, "group_id": home})
                else:
                    rows[Beneficiary].append({**common, "individual_id": self.id("person", person["key"])})
        for model, wanted in rows.items():
            self.add(model, wanted)

    @cached_property
    def people(self) -> list[dict]:
        return [*self.read("people"), *(one for one in self.read("applicants") if one.get("inOpenimis", True))]

    @cached_property
    def households(self) -> list[dict]:
        return self.read("households")

    def elements(self, person: dict) -> dict[str, Any]:
        """The unified model's elements that openIMIS keeps in jsonExt."""
        account = person.get("account") or {}
        return {**person, "accountProvider": account.get("provider"), "accountNumber": account.get("number")}

    def extension(self, entity: str, elements: dict) -> dict[str, Any]:
        known = self.mapping[entity].items()
        return {spec["key"]: elements[name] for name, spec in known if elements.get(name) is not None}

    def household_extension(self, home: dict) -> dict[str, Any]:
        """What openIMIS itself keeps there when it changes a household."""
        by_key = {person["key"]: person for person in self.people}
        full = {m["personKey"]: "{givenName} {surname}".format(**by_key[m["personKey"]]) for m in home["members"]}
        head = home["members"][0]["personKey"]
        head_id = str(self.id("person", head))
        return {
            "members": {str(self.id("person", key)): name for key, name in full.items()},
            "head": full[head],
            "head_id": head_id,
            "primary_recipient": full[head],
            "primary_recipient_id": head_id,
            **self.extension("group", {"householdSize": len(full)}),
        }

    def add(self, model: type, rows: Iterable[dict]) -> None:
        """Adds in bulk those not there yet, with the history row that `save()` would have written."""
        known = set(model.objects.values_list("id", flat=True))
        by = {"user_created": self.admin, "user_updated": self.admin}
        new = [model(**{"json_ext": {}, **by, **row}) for row in rows if row["id"] not in known]
        bulk_create_with_history(new, model, batch_size=1000, default_user=self.admin)

    @staticmethod
    def id(kind: str, key: str) -> UUID:
        return uuid5(NAMESPACE, f"{kind}/{key}")
