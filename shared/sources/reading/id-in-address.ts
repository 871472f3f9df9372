/**
 * The id that stands in an address behind one of these words, if there is one; ids have a digit, and what pages are called has none.
 *
 * @example idInAddress('https://example.com/accounts/1/issues/8ceed342-f305?notifier=x', 'issues')  //=> '8ceed342-f305'
 */
export function idInAddress(address: unknown, ...words: readonly string[]): string | undefined {
  if (typeof address !== 'string') return undefined;
  const [path = ''] = address.split(/[?#]/);
  const parts = path.split('/');
  return parts.find((part, index) => words.includes(parts[index - 1] ?? '') && /^[\w.-]*\d[\w.-]*$/.test(part));
}
