import { InvalidInputError } from '../domain/errors.ts';

/**
 * The text of a file.
 *
 * @param file its name, for messages
 * @throws InvalidInputError naming the first line whose bytes are not UTF-8
 */
export function utf8Text(bytes: Uint8Array, { file }: { file: string }): string {
  return decoded(bytes) ?? refuse(bytes, file);
}

// Line by line, as no character reaches over a line's end.
function refuse(bytes: Uint8Array, file: string): never {
  let line = 1;
  for (let start = 0, end = 0; end >= 0; start = end + 1, line += 1) {
    end = bytes.indexOf(LINE_FEED, start);
    if (decoded(bytes.subarray(start, end < 0 ? undefined : end)) === undefined) break;
  }
  throw new InvalidInputError(`${file}:${line}: expected UTF-8; got other bytes`);
}

const LINE_FEED = 10;

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
