const TITLES = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  502: 'Bad gateway',
  504: 'Gateway timeout',
};

/** RFC 9457, as our service answers too; nothing is sent twice. */
export function sendProblem(response, status, detail, code = 'shell.refused') {
  if (response.headersSent) return void response.destroy();
  const body = JSON.stringify({ type: 'about:blank', title: TITLES[status], status, detail, code });
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}
