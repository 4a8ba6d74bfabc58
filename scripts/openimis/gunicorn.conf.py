"""One worker, because openIMIS caches rights and users inside the process."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 1
threads = 4
timeout = 120
# Longer than clients keep an idle connection: else a request can meet a connection that is just being closed.
keepalive = 30
# It would lie in the home directory, shared by all instances.
control_socket_disable = True
