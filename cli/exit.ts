/** Exit codes that scripts may rely on. */
export const EXIT = {
  fine: 0,
  /** A target is missed and `--fail-on missed` was given. */
  missed: 1,
  /** A file, an option or a name is wrong; the message says what was expected. */
  badInput: 2,
  /** It could not be done now: the other side does not answer, or Attain has a bug. */
  failed: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
