import { InvalidInputError } from '../shared/domain/errors.ts';

export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Bytes of the stream that were read when the line was complete. */
  readonly bytesRead: number;
}

/**
 * The lines of a stream of UTF-8, as it streams; a byte order mark is dropped, a carriage return is not.
 *
 * @throws InvalidInputError when the bytes are not UTF-8
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytesRead = 0;
  let number = 0;
  let rest = '';
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
    bytesRead += bytes.length;
    const parts = (rest + decoded(decoder, bytes, number)).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) yield { text, number: ++number, bytesRead };
  }
  rest += decoded(decoder, undefined, number);
  if (rest !== '') yield { text: rest, number: number + 1, bytesRead };
}

function decoded(decoder: TextDecoder, bytes: Uint8Array | undefined, line: number): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (cause) {
    throw new InvalidInputError(`expected UTF-8; got other bytes after line ${line}`, { cause });
  }
}
