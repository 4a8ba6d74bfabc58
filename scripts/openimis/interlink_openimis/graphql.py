"""One GraphQL schema and view out of what every module declares."""

import graphene
from django.apps import apps
from django.http import HttpRequest
from graphene_django.views import GraphQLView
from graphql_jwt.exceptions import JSONWebTokenError

from interlink_openimis.modules import submodules

_declared = [module for _, module in submodules("schema")]


def _merge(name: str, **fields: object) -> type:
    bases = [getattr(module, name) for module in _declared if hasattr(module, name)]
    return type(name, (*bases, graphene.ObjectType), fields)


schema = graphene.Schema(query=_merge("Query", node=graphene.relay.Node.Field()), mutation=_merge("Mutation"))

# These signals tie entries of the mutation log to what they made; bound once, when the schema is.
for _module in _declared:
    if hasattr(_module, "bind_signals"):
        _module.bind_signals()


class View(GraphQLView):
    """Fills the data loaders that resolvers expect and answers 401 to a token that does not hold."""

    def get_context(self, request: HttpRequest) -> HttpRequest:
        request.dataloaders = {}
        for config in apps.get_app_configs():
            if hasattr(config, "set_dataloaders"):
                config.set_dataloaders(request.dataloaders)
        return request

    def execute_graphql_request(self, request: HttpRequest, *args: object, **kwargs: object):
        result = super().execute_graphql_request(request, *args, **kwargs)
        errors = (result.errors if result else None) or []
        causes = [getattr(error, "original_error", None) for error in errors]
        request.bad_token = any(isinstance(cause, JSONWebTokenError) for cause in causes)
        return result

    def get_response(self, request: HttpRequest, data: dict, show_graphiql: bool = False):
        body, status = super().get_response(request, data, show_graphiql)
        return body, 401 if getattr(request, "bad_token", False) else status
