/** Sees what a body holds once it is decoded, and hands on what the parser is to read in its place. */
export type Watcher = (content: unknown, place: string) => unknown;

const AS_IT_IS: Watcher = (content) => content;
let watcher: Watcher = AS_IT_IS;

/** Parses with a watcher of the bodies. Parsing is synchronous, so that nobody else's bodies come past meanwhile. */
export function watching<Result>(watch: Watcher, parse: () => Result): Result {
  watcher = watch;
  try {
    return parse();
  } finally {
    watcher = AS_IT_IS;
  }
}

/** The content for the parser; `place` says where it was packed, `body` for a body as a whole. */
export function watched(content: unknown, place: string): unknown {
  return watcher(content, place);
}
