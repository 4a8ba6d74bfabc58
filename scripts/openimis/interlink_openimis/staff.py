"""Roles, users, service accounts and task groups, as rights.json and users.json name them."""

import os
from typing import Any

from core.models import Role, User
from location.models import Location
from tasks_management.models import TaskExecutor, TaskGroup

from interlink_openimis.accounts import put_role, put_user

RESOLVES_TASKS = {191002, 191003, 191004}
USERS_AND_ROLES = {*range(121701, 121705), *range(122001, 122007)}


class Staff:
    def __init__(self, rights: dict[str, Any], users: list[dict[str, Any]], admin: User) -> None:
        self.rights, self.users, self.admin = rights, users, admin
        self.districts = {row.code: row for row in Location.objects.filter(type="D", validity_to=None)}

    def load(self) -> None:
        roles = self.load_roles()
        people = {row["login"]: self.load_user(row, roles) for row in self.users}
        for row in self.rights["serviceAccounts"]:
            self.load_service_account(row)
        for row in self.rights["taskGroups"]:
            members = [people[user["login"]] for user in self.users if row["role"] in user["roles"]]
            self.load_task_group(row, members)

    def load_roles(self) -> dict[str, Role]:
        return {name: put_role(name, codes) for name, codes in self.rights_by_role(self.rights).items()}

    @staticmethod
    def rights_by_role(rights: dict[str, Any]) -> dict[str, set[int]]:
        codes = {row["permission"]: row["code"] for row in rights["permissions"]}
        return {row["name"]: {*row["openimis"], *(codes[one] for one in row["permissions"])} for row in rights["roles"]}

    @classmethod
    def rights_by_login(cls, rights: dict[str, Any], users: list[dict[str, Any]]) -> dict[str, set[int]]:
        by_role = cls.rights_by_role(rights)
        people = {row["login"]: set().union(*(by_role[name] for name in row["roles"])) for row in users}
        return {**people, **{row["login"]: set(row["openimis"]) for row in rights["serviceAccounts"]}}

    def load_user(self, row: dict[str, Any], roles: dict[str, Role]) -> User:
        return put_user(
            row["login"],
            row["name"],
            os.environ["DEMO_PASSWORD"],
            [roles[name] for name in row["roles"]],
            [self.districts[code] for code in row["districts"]],
        )

    def load_service_account(self, row: dict[str, Any]) -> None:
        if (RESOLVES_TASKS | USERS_AND_ROLES) & set(row["openimis"]):
            raise ValueError(f"{row['login']} may neither resolve tasks nor touch users and roles (S9).")
        name = row["login"].rpartition(".")[2]
        role = put_role(row["login"], row["openimis"])
        password = os.environ[f"SERVICE_PASSWORD_{name.upper()}"]
        put_user(row["login"], f"Interlink {name}", password, [role], self.districts.values())

    def load_task_group(self, row: dict[str, Any], members: list[User]) -> None:
        """openIMIS gives a new task to the first group that names its source (README.md)."""
        group = TaskGroup.objects.filter(code=row["code"]).first() or TaskGroup(code=row["code"])
        wanted = {"task_sources": row["sources"]}
        if (group.completion_policy, group.json_ext) != (row["policy"], wanted):
            group.completion_policy, group.json_ext = row["policy"], wanted
            group.save(user=self.admin)
        TaskExecutor.objects.filter(task_group=group).exclude(user__in=members).delete()
        held = set(TaskExecutor.objects.filter(task_group=group).values_list("user_id", flat=True))
        for user in members:
            if user.id not in held:
                TaskExecutor(task_group=group, user=user).save(user=self.admin)
