/** Where a content that is decoded was packed: in a named place, `body` for the body as a whole, or in a text. */
export type Packed = { readonly place: string } | { readonly text: string };

/** Sees what a delivery holds once it is decoded, and hands on what the parser is to read in its place. */
export type Watcher = (content: unknown, packed: Packed) => unknown;

const AS_IT_IS: Watcher = (content) => content;
let watcher: Watcher = AS_IT_IS;

/** Parses with a watcher of what is decoded. Parsing is synchronous, so that nothing of others comes past meanwhile. */
export function watching<Result>(watch: Watcher, parse: () => Result): Result {
  watcher = watch;
  try {
    return parse();
  } finally {
    watcher = AS_IT_IS;
  }
}

/** The content for the parser. */
export function watched(content: unknown, packed: Packed): unknown {
  return watcher(content, packed);
}
