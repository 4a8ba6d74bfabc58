import { createProxyMiddleware } from 'http-proxy-middleware';
import { sendProblem } from './problem.mjs';

const NAMES = { '/api': 'openIMIS', '/interlink': 'the Interlink service' };
/** Only this proxy may say where a request came from. */
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
];
const TIMED_OUT = ['ECONNRESET', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'];

function onError(name, timeoutMs) {
  return (error, request, response) => {
    if (typeof response.writeHead !== 'function') return void response.destroy();
    const waited = Date.now() - request.arrivedAt;
    const isLate = TIMED_OUT.includes(error.code) && waited >= timeoutMs;
    if (isLate)
      return sendProblem(
        response,
        504,
        `${name} did not answer in time. Try again in a moment.`,
        'shell.gateway-timeout',
      );
    return sendProblem(response, 502, `${name} cannot be reached. Try again in a moment.`, 'shell.bad-gateway');
  };
}

/**
 * One handler for each prefix; bodies stream both ways, cookies and the Host header pass unchanged. A connection is made
 * for each request: openIMIS's server closes idle ones without notice, and a change that dies on one cannot be repeated.
 */
export function createProxies(targets, timeoutMs) {
  return Object.fromEntries(
    Object.entries(targets).map(([prefix, target]) => {
      const name = NAMES[prefix];
      const handle = createProxyMiddleware({
        target,
        changeOrigin: false,
        xfwd: true,
        proxyTimeout: timeoutMs,
        on: { error: onError(name, timeoutMs) },
      });
      return [
        prefix,
        (request, response) => {
          for (const header of FORWARDED) delete request.headers[header];
          request.arrivedAt = Date.now();
          return handle(request, response);
        },
      ];
    }),
  );
}
