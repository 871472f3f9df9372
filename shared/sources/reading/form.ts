/**
 * The fields of a query string or of an `application/x-www-form-urlencoded` body; of a name that comes twice, the last.
 *
 * @example parseForm('Status=Up&Name=a+b')  //=> { Status: 'Up', Name: 'a b' }
 */
export function parseForm(text: string): Readonly<Record<string, string>> {
  return fieldsFrom(new URLSearchParams(text));
}

/** Whether a text can be a form, whatever its sender calls it: names and values, and no blank between them. */
export function isFormText(text: string): boolean {
  return /^[\w.%+*[\]-]+=[^\s]*$/.test(text);
}

/** The text fields of a `multipart/form-data` body (RFC 7578); what has no name is left out. */
export function parseMultipart(body: Uint8Array, boundary: string): Readonly<Record<string, string>> {
  const parts = Buffer.from(body).toString('utf8').split(`--${boundary}`);
  return fieldsFrom(parts.flatMap(fieldOf));
}

const NAME = /^content-disposition:[^\r\n]*;\s*name="([^"]*)"/im;

function fieldOf(part: string): [string, string][] {
  const [, head = '', value] = /^\r?\n?(.*?)\r?\n\r?\n(.*?)\r?\n?$/s.exec(part) ?? [];
  const name = NAME.exec(head)?.[1];
  return name === undefined || value === undefined ? [] : [[name, value]];
}

// Without a prototype a field named __proto__ is a field like any other.
function fieldsFrom(entries: Iterable<[string, string]>): Readonly<Record<string, string>> {
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of entries) fields[name] = value;
  return fields;
}
