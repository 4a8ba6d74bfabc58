import { Type, type Static } from 'typebox';

const Name = Type.Optional(Type.String({ maxLength: 256 }));

/** What a mobile money operator says of whom a wallet belongs to (GSMA Mobile Money API 1.1, `accountname`). */
export const WalletName = Type.Object({
  name: Type.Object({ fullName: Name, firstName: Name, middleName: Name, lastName: Name, nativeName: Name }),
});
export type WalletName = Static<typeof WalletName>;

/** Whether the wallet can be paid into (`status`): `unavailable` is one that is closed, suspended or barred. */
export const WalletStatus = Type.Object({
  accountStatus: Type.Union([Type.Literal('available'), Type.Literal('unavailable'), Type.Literal('unregistered')]),
});
export type WalletStatus = Static<typeof WalletStatus>;
