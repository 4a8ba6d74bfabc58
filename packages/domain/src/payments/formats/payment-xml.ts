import { isPaymentText } from '../charset.js';

/** The characters of payments need no escaping in XML; anything else must not get this far. Throws RangeError. */
export function safe(name: string, text: string): string {
  if (!isPaymentText(text)) throw new RangeError(`${name} has characters that payments do not know`);
  return text;
}

/** `<name>text</name>`. Throws RangeError as `safe`. */
export function element(name: string, text: string): string {
  return wrap(name, safe(name, text));
}

/** A text inside elements named by a path such as `Id/Othr/Id`. Throws RangeError as `safe`. */
export function nest(path: string, text: string): string {
  const names = path.split('/');
  const innermost = names.pop() ?? '';
  return names.reduceRight((inside, name) => wrap(name, inside), element(innermost, text));
}

/** What is inside is XML already. */
export function wrap(name: string, inside: string): string {
  return `<${name}>${inside}</${name}>`;
}
