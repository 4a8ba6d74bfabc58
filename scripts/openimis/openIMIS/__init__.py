"""Stands in for the package of openIMIS's assembly project, which no registry carries."""
