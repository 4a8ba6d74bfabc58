/** Ends the command with one clear sentence. 1 failed, 2 wrong use, 3 not logged in, 4 refused by the service. */
export class CliError extends Error {
  override readonly name = 'CliError';
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 3 | 4 = 1,
  ) {
    super(message);
  }
}
