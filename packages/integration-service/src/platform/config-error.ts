/** A mistake in the configuration: its message is one sentence for whoever runs the deployment. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
