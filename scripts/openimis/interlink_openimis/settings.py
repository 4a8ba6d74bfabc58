"""Django settings; whatever differs between machines comes from the environment (README.md lists it)."""

import os
from datetime import timedelta
from pathlib import Path

from interlink_openimis.modules import MODULES

_env = os.environ.get

# --- read by the openIMIS modules --------------------------------------------------------------------------------
# "dev" would switch off openIMIS's CSRF check; "PROD" adds rate limit and lockout, and in the environment makes
# mutations wait for a Celery worker, which ASYNC=False prevents.
MODE = os.environ.setdefault("MODE", "STAGE")
os.environ.setdefault("ASYNC", "False")
OPENIMIS_APPS = list(MODULES)
ROW_SECURITY = True
MSSQL = False
IS_TESTING = False
IS_UNIT_TEST_ENV = True  # else the modules look for OpenSearch
FRONTEND_URL = _env("FRONTEND_URL", "http://127.0.0.1:3000")
PASSWORD_MIN_LENGTH = 8
PASSWORD_UPPERCASE = PASSWORD_LOWERCASE = PASSWORD_DIGITS = PASSWORD_SYMBOLS = 1
RATELIMIT_GROUP = "graphql"
RATELIMIT_KEY = "ip"
RATELIMIT_RATE = "6000/m"
CACHE_OBJECT_TTL = 60
CACHE_OBJECT_DEFAULT = False
SCHEDULER_AUTOSTART = False
SCHEDULER_JOBS: list = []
SCHEDULER_CUSTOM: list = []
SCHEDULER_CONFIG = {
    "apscheduler.jobstores.default": {"class": "apscheduler.jobstores.memory:MemoryJobStore"},
    "apscheduler.executors.default": {"type": "threadpool"},
}


def SITE_ROOT() -> str:
    return "api/"


# --- Django ------------------------------------------------------------------------------------------------------
SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
USE_X_FORWARDED_HOST = True
CSRF_TRUSTED_ORIGINS = _env("CSRF_TRUSTED_ORIGINS", FRONTEND_URL).split(",")
ROOT_URLCONF = "interlink_openimis.urls"
WSGI_APPLICATION = "interlink_openimis.wsgi.application"
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = False
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
MEDIA_ROOT = Path(_env("MEDIA_ROOT", "media"))
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_HOST_USER = "noreply@localhost"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": _env("DB_HOST", "127.0.0.1"),
        "PORT": _env("DB_PORT", "5439"),
        "NAME": _env("DB_NAME", "openimis"),
        "USER": _env("DB_USER", "openimis"),
        "PASSWORD": os.environ["DB_PASSWORD"],
        "CONN_MAX_AGE": 60,
    }
}
# The modules ask for three caches by name. They live in the process, hence one gunicorn worker.
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name, "KEY_PREFIX": name}
    for name in ("default", "location", "coverage")
}
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "graphene_django",
    "rest_framework",
    "graphql_jwt.refresh_token.apps.RefreshTokenConfig",
    "axes",
    "django_apscheduler",
    *MODULES,
    "interlink_openimis.apps.Wiring",
]
MIDDLEWARE = [
    "core.middleware.GraphQLRateLimitMiddleware",
    "axes.middleware.AxesMiddleware",
    "core.middleware.DefaultAxesAttributesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",  # keeps the CSRF token of getCsrfToken
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.SecurityHeadersMiddleware",
]

# --- who is asking -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "graphql_jwt.backends.JSONWebTokenBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_ENABLED = MODE == "PROD"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=5)
GRAPHENE = {
    "SCHEMA": "interlink_openimis.graphql.schema",
    "RELAY_CONNECTION_MAX_LIMIT": 100,
    "MIDDLEWARE": ["graphql_jwt.middleware.JSONWebTokenMiddleware"],
}
GRAPHQL_JWT = {
    "JWT_AUTH_HEADER_PREFIX": "Bearer",
    "JWT_VERIFY_EXPIRATION": True,
    "JWT_EXPIRATION_DELTA": timedelta(days=1),
    "JWT_REFRESH_EXPIRATION_DELTA": timedelta(days=30),
    # core signs with the user's own key.
    "JWT_ENCODE_HANDLER": "core.jwt.jwt_encode_user_key",
    "JWT_DECODE_HANDLER": "core.jwt.jwt_decode_user_key",
    "JWT_ALLOW_ANY_CLASSES": [
        *(f"graphql_jwt.mutations.{name}" for name in ("ObtainJSONWebToken", "Verify", "Refresh", "Revoke")),
        "core.schema.ResetPasswordMutation",
        "core.schema.SetPasswordMutation",
    ],
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "core.jwt_authentication.JWTAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "EXCEPTION_HANDLER": "interlink_openimis.rest.answer_401_to_strangers",
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": _env("LOG_LEVEL", "WARNING")},
}
