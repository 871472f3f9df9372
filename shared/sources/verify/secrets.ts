/**
 * The active secrets in the text of a stored secret: a JSON list while one secret replaces another, else the text
 * itself.
 *
 * @example activeSecrets('["new","old"]')  //=> ['new', 'old']
 * @example activeSecrets('s3cret')         //=> ['s3cret']
 */
export function activeSecrets(text: string): readonly string[] {
  const list = listOf(text);
  return list ?? [text.trim()].filter((secret) => secret !== '');
}

function listOf(text: string): readonly string[] | undefined {
  try {
    const json: unknown = JSON.parse(text);
    if (Array.isArray(json)) return json.filter((secret) => typeof secret === 'string' && secret !== '');
  } catch {
    // No JSON: the secret itself.
  }
  return undefined;
}
