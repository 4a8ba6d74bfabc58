import { Type, type Static } from 'typebox';

/** What a partner's integrator knows of himself and of us; his own file, on his own machine. */
export const SelfTestProfile = Type.Object(
  {
    /** Origin of the service, e.g. https://registry.example. */
    url: Type.String({ minLength: 8 }),
    clientId: Type.String({ minLength: 1 }),
    clientSecret: Type.String({ minLength: 1 }),
    /** `sender_id` and `receiver_id` of the messages. */
    dciId: Type.String({ minLength: 1 }),
    receiverId: Type.String({ minLength: 1 }),
    /** Private Ed25519 or P-256 key whose public half is registered and confirmed. */
    privateKey: Type.Record(Type.String(), Type.Unknown()),
    role: Type.Enum(['sr', 'ibr', 'crvs', 'dr', 'fr']),
    recordType: Type.String({ minLength: 1 }),
    /** An identifier to ask for; whether anybody has it does not matter. */
    identifier: Type.Object({ type: Type.String({ minLength: 1 }), value: Type.String({ minLength: 1 }) }),
  },
  { additionalProperties: false },
);
export type SelfTestProfile = Static<typeof SelfTestProfile>;
