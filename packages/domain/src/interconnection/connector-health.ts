import type { ConnectorState } from '@interlink/contracts/interconnection/connectors';

/** What is known of the last hour of one connector. */
export interface CallTally {
  readonly calls: number;
  readonly failures: number;
  /** Failures at the newest end of the row of calls: `n` failed since the last answer. */
  readonly failedSinceAnswer: number;
}

/** As many in a row, and the system counts as down; the circuit opens before that. */
export const DOWN_AFTER = 10;

/** How a connector does, in one word. */
export function connectorState({ calls, failures, failedSinceAnswer }: CallTally): ConnectorState {
  if (calls === 0) return 'unused';
  if (failedSinceAnswer >= DOWN_AFTER || failures === calls) return 'down';
  return failures > 0 ? 'troubled' : 'well';
}

/** Whether a call came to nothing; "not found" is an answer. `result`: HTTP status, or why there was none. */
export function isFailedCall(result: string): boolean {
  return !/^([123]\d\d|404)$/.test(result);
}
