"""Which openIMIS modules run here, each after those whose classes it imports.

`medical` and `medical_pricelist` are there only because health facilities, part of `location`, point at price lists.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Iterator

MODULES = (
    "core",
    "location",
    "medical",
    "medical_pricelist",
    "individual",
    "workflow",
    "tasks_management",
    "calculation",
    "contribution_plan",
    "invoice",
    "social_protection",
    "payment_cycle",
    "calcrule_social_protection",
    "payroll",
    "grievance_social_protection",
)


def submodules(name: str) -> Iterator[tuple[str, ModuleType]]:
    """Every module's submodule of this name, for those that have one."""
    for module in MODULES:
        if find_spec(f"{module}.{name}"):
            yield module, import_module(f"{module}.{name}")
