import { Type, type Static } from 'typebox';

/** What a bank answers to an account and name check. More members may be there; none of them is the holder's name. */
export const AccountAnswer = Type.Object({
  requestId: Type.String({ minLength: 1, maxLength: 100 }),
  result: Type.Union([
    Type.Literal('MATCH'),
    Type.Literal('CLOSE_MATCH'),
    Type.Literal('NO_MATCH'),
    Type.Literal('NOT_POSSIBLE'),
  ]),
  accountStatus: Type.Union([
    Type.Literal('OPEN'),
    Type.Literal('CLOSED'),
    Type.Literal('BLOCKED'),
    Type.Literal('UNKNOWN'),
  ]),
  reference: Type.String({ maxLength: 100 }),
});
export type AccountAnswer = Static<typeof AccountAnswer>;

/** What we send it; checked before it leaves. */
export const AccountQuestion = Type.Object(
  {
    accountNumber: Type.String({ minLength: 4, maxLength: 34 }),
    accountName: Type.String({ minLength: 1, maxLength: 200 }),
    requestId: Type.String({ minLength: 1, maxLength: 100 }),
  },
  { additionalProperties: false },
);
export type AccountQuestion = Static<typeof AccountQuestion>;
