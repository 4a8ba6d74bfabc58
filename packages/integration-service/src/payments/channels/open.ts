import { ServiceError } from '@interlink/contracts/errors';
import { Value } from 'typebox/value';
import type { ChannelTools, OpenChannel, PaymentChannel } from './channel.js';

/** Channels that work with hardly any settings are always there; the others when interlink.json has theirs. */
export function openChannels(
  channels: readonly PaymentChannel[],
  tools: ChannelTools,
  configured: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, OpenChannel> {
  const unknown = Object.keys(configured).find((id) => !channels.some((one) => one.id === id));
  if (unknown !== undefined)
    throw new Error(`interlink.json has settings of a payment channel ${unknown}: there is none`);
  return new Map(
    channels.flatMap((channel) => {
      const given = configured[channel.id];
      if (given === undefined && !Value.Check(channel.settings, {})) return [];
      const settings = Value.Default(channel.settings, structuredCloneOf(given));
      if (!Value.Check(channel.settings, settings)) {
        throw new Error(`interlink.json: the settings of the payment channel ${channel.id} are not right`);
      }
      return [[channel.id, channel.open(tools, settings)] as const];
    }),
  );
}

const structuredCloneOf = (given: unknown): unknown => JSON.parse(JSON.stringify(given ?? {})) as unknown;

/** Throws `payments.channel-missing` when interlink.json has it no more. */
export function channelOf(context: { readonly channels: ReadonlyMap<string, OpenChannel> }, id: string): OpenChannel {
  const found = context.channels.get(id);
  if (!found) throw new ServiceError('payments.channel-missing', { channel: id });
  return found;
}
