import { ServiceError } from '@interlink/contracts/errors';
import { Value } from 'typebox/value';
import type { ChannelTools, OpenChannel, PaymentChannel } from './channel.js';

/**
 * Channels that work with hardly any settings are always there; the others when interlink.json has theirs. A second one
 * of a kind is named `<kind>-<name>`, as `sftp-wallets`.
 */
export function openChannels(
  channels: readonly PaymentChannel[],
  tools: ChannelTools,
  configured: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, OpenChannel> {
  const kindOf = (id: string) => channels.find((one) => one.id === id || id.startsWith(`${one.id}-`));
  const unknown = Object.keys(configured).find((id) => !kindOf(id));
  if (unknown !== undefined)
    throw new Error(`interlink.json has settings of a payment channel ${unknown}: there is none`);
  const always = channels.filter(({ settings }) => Value.Check(settings, {})).map(({ id }) => id);
  const ids = [...new Set([...always, ...Object.keys(configured)])].sort();
  return new Map(ids.flatMap((id) => openOne(kindOf(id), id, tools, configured[id])));
}

function openOne(channel: PaymentChannel | undefined, id: string, tools: ChannelTools, given: unknown) {
  if (!channel) return [];
  const settings = Value.Default(channel.settings, structuredCloneOf(given));
  if (!Value.Check(channel.settings, settings)) {
    throw new Error(`interlink.json: the settings of the payment channel ${id} are not right`);
  }
  return [[id, channel.open(tools, settings)] as const];
}

const structuredCloneOf = (given: unknown): unknown => JSON.parse(JSON.stringify(given ?? {})) as unknown;

/** Throws `payments.channel-missing` when interlink.json has it no more. */
export function channelOf(context: { readonly channels: ReadonlyMap<string, OpenChannel> }, id: string): OpenChannel {
  const found = context.channels.get(id);
  if (!found) throw new ServiceError('payments.channel-missing', { channel: id });
  return found;
}
