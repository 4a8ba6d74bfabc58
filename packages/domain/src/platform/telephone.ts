const E164 = /^\+[1-9]\d{6,14}$/;

/** A telephone as E.164 has it, however it was typed: `00254 (700) 000-001` too; undefined when it is none. */
export function toE164(typed: string): string | undefined {
  const bare = typed.replace(/[\s().-]/g, '').replace(/^00/, '+');
  return E164.test(bare) ? bare : undefined;
}
