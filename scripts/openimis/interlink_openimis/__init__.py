"""openIMIS from released packages, for development and tests: loopback only, tasks run inline."""

from celery import Celery

# Without a broker `shared_task(...).delay()` must run at once instead of looking for one.
celery = Celery("interlink_openimis", broker="memory://", backend="cache+memory://")
celery.conf.update(task_always_eager=True, task_eager_propagates=True)
celery.set_default()
