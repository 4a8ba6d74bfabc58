from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.response import Response
from rest_framework.views import exception_handler


def answer_401_to_strangers(error: Exception, context: dict) -> Response | None:
    """The frontend shows its login page on 401 and a fault on 403, which the framework would answer."""
    response = exception_handler(error, context)
    if response is not None and isinstance(error, (NotAuthenticated, AuthenticationFailed)):
        response.status_code = 401
    return response
