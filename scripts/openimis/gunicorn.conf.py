"""One worker, because openIMIS caches rights and users inside the process."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 1
threads = 4
timeout = 120
# It would lie in the home directory, shared by all instances.
control_socket_disable = True
