import { createHash } from 'node:crypto';

/**
 * The same journey, step and attempt give the same id, so that a partner recognises a repeat: a name-based UUID (v8).
 */
export function requestIdOf(journeyId: string, step: string, attempt: number): string {
  const bytes = createHash('sha256').update(`interlink-enrolment|${journeyId}|${step}|${attempt}`).digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
