import { InvalidInputError } from '../../shared/domain/errors.ts';

/** A content line of an iCalendar (RFC 5545, section 3.1): names in upper case. */
export interface Property {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
}

/** An event of a calendar: its properties by name, in their order. */
export interface CalendarEvent {
  /** Line of the file that it begins on, from 1. */
  readonly line: number;
  readonly properties: readonly Property[];
}

export interface ReadCalendar {
  readonly events: readonly CalendarEvent[];
  /** Zone that the calendar as a whole names, in which its local times are. */
  readonly zone: string | undefined;
}

/**
 * The events of a calendar file. What is inside of an event, such as an alarm, is left out.
 *
 * @throws InvalidInputError when it is no calendar
 */
export function readCalendar(text: string): ReadCalendar {
  const events: CalendarEvent[] = [];
  const open: string[] = [];
  let properties: Property[] = [];
  let line = 0;
  let zone: string | undefined;
  for (const unfolded of unfoldedLines(text)) {
    const property = propertyOf(unfolded.text);
    if (property === undefined) throw new InvalidInputError(`line ${unfolded.line}: expected NAME:VALUE`);
    const { name, value } = property;
    if (name === 'BEGIN') {
      open.push(value.toUpperCase());
      if (value.toUpperCase() === 'VEVENT') [properties, line] = [[], unfolded.line];
    } else if (name === 'END') {
      if (open.pop() === 'VEVENT') events.push({ line, properties });
    } else if (open.at(-1) === 'VEVENT') properties.push(property);
    else if (open.length === 1 && name === 'X-WR-TIMEZONE') zone = value;
  }
  if (open.length > 0) throw new InvalidInputError(`expected END:${open.at(-1)} before the end of the file; got none`);
  return { events, zone };
}

/** Lines that are longer than 75 bytes go on in the next, after a blank. */
function* unfoldedLines(text: string): Generator<{ text: string; line: number }> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (!/^BEGIN:VCALENDAR/i.test(lines[0] ?? '')) throw new InvalidInputError('line 1: expected BEGIN:VCALENDAR');
  let current: { text: string; line: number } | undefined;
  for (const [index, line] of lines.entries()) {
    if (/^[ \t]/.test(line) && current !== undefined) current.text += line.slice(1);
    else {
      if (current !== undefined && current.text !== '') yield current;
      current = { text: line, line: index + 1 };
    }
  }
  if (current !== undefined && current.text !== '') yield current;
}

const PARAMETER = /;([\w-]+)=("[^"]*"|[^";:]*(?:,(?:"[^"]*"|[^";:,]*))*)/y;

function propertyOf(line: string): Property | undefined {
  const name = /^[\w-]+/.exec(line)?.[0];
  if (name === undefined) return undefined;
  const parameters: Record<string, string> = {};
  let at = name.length;
  while (line[at] === ';') {
    PARAMETER.lastIndex = at;
    const [whole = '', key = '', value = ''] = PARAMETER.exec(line) ?? [];
    if (whole === '') return undefined;
    parameters[key.toUpperCase()] = value.replace(/^"|"$/g, '');
    at += whole.length;
  }
  if (line[at] !== ':') return undefined;
  return { name: name.toUpperCase(), parameters, value: line.slice(at + 1) };
}

/** A text without the escapes of the format: `plainText('a\\, b')  //=> 'a, b'`. */
export function plainText(value: string): string {
  return value.replace(/\\([nN,;\\])/g, (_, character: string) => (/n/i.test(character) ? ' ' : character));
}
