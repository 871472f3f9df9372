import { stripVTControlCharacters, styleText } from 'node:util';

/** What `npm start` prints. A bar redraws its line on a terminal and is left out of a file. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly progress: (label: string, done: number, total: number) => void;
  /** An error of a function or of the runtime, cut to a line; floods are counted instead of printed. */
  readonly report: (who: string, line: string) => void;
}

/** As much of a stream as is needed. */
interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const linesPerMinute = 20;
const width = 24;

export function terminalOn(stream: Output): Terminal {
  const said = new Map<string, { count: number; since: number }>();
  const clear = stream.isTTY ? '\r\u001b[K' : '';
  return {
    print: (text) => void stream.write(`${clear}${text}\n`),
    progress: (label, done, total) => {
      if (!stream.isTTY) return;
      const filled = Math.round((width * done) / total);
      stream.write(`${clear}${label} ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}`);
    },
    report: (who, line) => {
      const heard = said.get(who) ?? { count: 0, since: Date.now() };
      if (Date.now() - heard.since > 60_000) Object.assign(heard, { count: 0, since: Date.now() });
      said.set(who, { ...heard, count: heard.count + 1 });
      if (heard.count > linesPerMinute) return;
      const text = heard.count === linesPerMinute ? 'more of it; see its log' : summaryOf(line);
      stream.write(`${clear}${styleText('red', '✗')} ${styleText('bold', who)} ${text}\n`);
    },
  };
}

/**
 * A line of a function's log, for people: the message and the error's, without a stack.
 *
 * @example summaryOf('{"level":"ERROR","message":"Not kept","error":{"message":"no table"}}')  //=> 'Not kept: no table'
 */
export function summaryOf(line: string): string {
  const { message, error } = parsed(line);
  const parts = [message, error?.message].filter((part) => part !== undefined);
  const text = parts.length === 0 ? line : parts.join(': ');
  return stripVTControlCharacters(text).replaceAll(/\s+/g, ' ').slice(0, 300);
}

function parsed(line: string): { readonly message?: string; readonly error?: { readonly message?: string } } {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
