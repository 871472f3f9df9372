import { TemplateError } from '../errors.ts';
import { isRecord } from '../template/intrinsics.ts';

/** Whether an event passes. */
export type Matcher = (event: unknown) => boolean;

/** Whether one value of an event passes; `undefined` when the event has no such field. */
type Test = (value: unknown) => boolean;

/**
 * Compiles an EventBridge event pattern.
 *
 * @throws TemplateError for an operator that has no meaning here, naming it
 * @example compilePattern({ source: ['attain'] }, 'Rule')({ source: 'attain' })  //=> true
 */
export function compilePattern(pattern: unknown, at: string): Matcher {
  if (!isRecord(pattern)) throw new TemplateError(`${at}: expected an event pattern, got ${JSON.stringify(pattern)}`);
  const fields = Object.entries(pattern).map(([name, value]) => field(name, value, `${at}.${name}`));
  return (event) => fields.every((matches) => matches(event));
}

function field(name: string, pattern: unknown, at: string): Matcher {
  if (name === '$or') return anyOf(pattern, at);
  const matches = Array.isArray(pattern) ? leaf(pattern, at) : nested(pattern, at);
  return (event) => matches(isRecord(event) ? event[name] : undefined);
}

function anyOf(patterns: unknown, at: string): Matcher {
  if (!Array.isArray(patterns)) throw new TemplateError(`${at}: expected a list of patterns`);
  const choices = patterns.map((pattern, index) => compilePattern(pattern, `${at}[${index}]`));
  return (event) => choices.some((matches) => matches(event));
}

/** A list of objects passes when one of them does. */
function nested(pattern: unknown, at: string): Test {
  const matches = compilePattern(pattern, at);
  return (value) => (Array.isArray(value) ? value.some(matches) : matches(value));
}

function leaf(choices: readonly unknown[], at: string): Test {
  const tests = choices.map((choice) => (isRecord(choice) ? operator(choice, at) : equals(choice)));
  return (value) => tests.some((test) => test(value));
}

/** A list in the event passes when one of its entries does. */
function some(test: Test): Test {
  return (value) => (Array.isArray(value) ? value.some(test) : test(value));
}

function equals(expected: unknown): Test {
  return some((value) => value === expected);
}

function operator(choice: Record<string, unknown>, at: string): Test {
  const [name, argument] = Object.entries(choice)[0] ?? ['nothing', undefined];
  switch (name) {
    case 'prefix':
      return text(argument, at, (value, expected) => value.startsWith(expected));
    case 'suffix':
      return text(argument, at, (value, expected) => value.endsWith(expected));
    case 'equals-ignore-case':
      return text(argument, at, (value, expected) => value.toLowerCase() === expected.toLowerCase());
    case 'wildcard':
      return text(argument, at, (value, expected) => wildcard(expected).test(value));
    case 'anything-but':
      return anythingBut(argument, at);
    case 'exists':
      return (value) => (value !== undefined && !isRecord(value)) === argument;
    case 'numeric':
      return numeric(argument, at);
    default:
      throw new TemplateError(`${at}: no local meaning for the pattern operator ${name}`);
  }
}

function text(argument: unknown, at: string, compare: (value: string, expected: string) => boolean): Test {
  if (typeof argument !== 'string') throw new TemplateError(`${at}: expected a text, got ${JSON.stringify(argument)}`);
  return some((value) => typeof value === 'string' && compare(value, argument));
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

/** A missing field is not "anything", so it does not pass. */
function anythingBut(argument: unknown, at: string): Test {
  const excluded = isRecord(argument) ? operator(argument, at) : leaf([argument].flat(), at);
  return some((value) => value !== undefined && !excluded(value));
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function numeric(argument: unknown, at: string): Test {
  const wrong = () =>
    new TemplateError(`${at}: expected ["<", 5] or [">", 0, "<=", 5], got ${JSON.stringify(argument)}`);
  if (!Array.isArray(argument) || argument.length === 0 || argument.length % 2 !== 0) throw wrong();
  const bounds = Array.from({ length: argument.length / 2 }, (_, index) => {
    const compare = comparisons[argument[2 * index]];
    const bound: unknown = argument[2 * index + 1];
    if (compare === undefined || typeof bound !== 'number') throw wrong();
    return (value: number) => compare(value, bound);
  });
  return some((value) => typeof value === 'number' && bounds.every((within) => within(value)));
}
