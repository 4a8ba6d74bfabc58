from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from graphql_jwt.decorators import jwt_cookie

from interlink_openimis.graphql import View
from interlink_openimis.modules import submodules


def healthy(_: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


# Django's own CSRF check is off for GraphQL because openIMIS checks each mutation by itself (MODE, settings.py).
urlpatterns = [
    path("healthz", healthy),
    path("api/graphql", csrf_exempt(jwt_cookie(View.as_view()))),
    *(path(f"api/{module}/", include(urls)) for module, urls in submodules("urls")),
]
