/** The parts of `type:value@provider`. */
export interface AddressParts {
  readonly type: string;
  readonly value: string;
  readonly provider: string;
}

const FORM = /^([^:@\s]+):([^:@\s]+)@([^:@\s]+)$/;

/** Undefined when a part is empty or holds what separates parts: it cannot be said in this form. */
export function toAddress({ type, value, provider }: AddressParts): string | undefined {
  const address = `${type}:${value.replace(/\s/g, '')}@${provider}`;
  return FORM.test(address) ? address : undefined;
}

/** Undefined for what is no address. */
export function readAddress(address: string): AddressParts | undefined {
  const [, type, value, provider] = FORM.exec(address) ?? [];
  return type === undefined || value === undefined || provider === undefined ? undefined : { type, value, provider };
}

/** Whether two addresses lead to one account, whatever each side calls the type of it. */
export function isSameAccount(a: string, b: string): boolean {
  const [one, other] = [readAddress(a), readAddress(b)];
  if (!one || !other) return false;
  return fold(one.value) === fold(other.value) && fold(one.provider) === fold(other.provider);
}

const fold = (text: string) => text.toLowerCase();
