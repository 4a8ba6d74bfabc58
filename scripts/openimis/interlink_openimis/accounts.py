from secrets import token_hex
from typing import Iterable

from core.models import InteractiveUser, Role, RoleRight, User, UserRole
from location.models import Location, UserDistrict

# The bit that core takes for "every right that a module declares"; ours are declared by none.
ADMINISTRATOR = 64
_BY_SETUP = {"audit_user_id": -1}


def put_role(name: str, rights: Iterable[int], is_system: int = 0) -> Role:
    """Makes the role, or makes an existing one hold exactly these rights."""
    role = Role.objects.filter(name=name, is_system=is_system, validity_to=None).first()
    role = role or Role.objects.create(name=name, is_system=is_system, is_blocked=False, **_BY_SETUP)
    wanted = set(rights)
    RoleRight.objects.filter(role=role).exclude(right_id__in=wanted).delete()
    held = set(RoleRight.objects.filter(role=role, validity_to=None).values_list("right_id", flat=True))
    for right in sorted(wanted - held):
        RoleRight.objects.create(role=role, right_id=right, **_BY_SETUP)
    return role


def put_user(login: str, name: str, password: str, roles: Iterable[Role], districts: Iterable[Location] = ()) -> User:
    """Makes the user, or gives an existing one this password and exactly these roles and districts."""
    other_names, _, last_name = name.partition(" ")
    person = InteractiveUser.objects.filter(login_name=login, validity_to=None).first() or InteractiveUser(
        login_name=login, language_id="en", email=f"{login.lower()}@example.org"
    )
    person.other_names, person.last_name = other_names, last_name or other_names
    if not (person.pk and person.check_password(password)):
        # core's default key is drawn once per process: without our own, all users made here would share it.
        person.set_password(password, private_key=token_hex(128))
    person.save()
    _align(UserRole, {"user": person}, "role", roles)
    _align(UserDistrict, {"user": person}, "location", districts)
    return User.objects.filter(username=login).first() or User.objects.create(username=login, i_user=person)


def _align(model: type, owner: dict, field: str, wanted: Iterable) -> None:
    wanted = list(wanted)
    rows = model.objects.filter(**owner, validity_to=None)
    rows.exclude(**{f"{field}__in": wanted}).delete()
    held = set(rows.values_list(field, flat=True))
    for one in wanted:
        if one.pk not in held:
            model.objects.create(**owner, **{field: one}, **_BY_SETUP)
