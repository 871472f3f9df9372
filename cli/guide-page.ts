import { lengthWords } from '../shared/domain/targets/promise.ts';
import type { SignalPart, SourceGuide } from '../shared/sources/guide.ts';
import type { SourceType } from '../shared/sources/source.ts';

export interface GuidedSource {
  readonly type: SourceType;
  readonly guide: SourceGuide;
}

const PARTS: Readonly<Record<SignalPart, string>> = {
  delivery: 'delivery (an exact duplicate has the same)',
  stream: 'stream: the monitor, the same at opening and closing',
  start: 'start of an occurrence',
  end: 'end of an occurrence',
  service: 'labels that pick the service',
  title: 'title',
  incident: 'incident',
  priority: 'priority',
};

const SILENCE = {
  up: 'it speaks only when something is wrong: silence means up, as long as the feed is known to live.',
  unknown: 'it speaks when a check changes: before its first word, the state is unknown.',
} as const;

/** The page of one source, as Markdown. */
export function guidePage({ type, guide }: GuidedSource): string {
  return [
    `# ${guide.title}`,
    `Source type \`${type.name}\`. ${guide.reads} The sender's own documentation: <${guide.documentation}>.`,
    '## Point it here',
    guide.setUp.trim(),
    ...placeholders(guide),
    '## Credentials',
    guide.credentials.trim(),
    '## What becomes of it',
    table(
      ['Part of a signal', 'from'],
      guide.fields.map(({ part, from }) => [PARTS[part], from]),
    ),
    table(
      ['It says', 'which becomes'],
      guide.states.map(({ says, becomes }) => [says, becomes]),
    ),
    `Silence: ${SILENCE[type.silenceMeans]}`,
    ...repeatsOf(type),
    '## How exact it is',
    guide.resolution.trim(),
    '## What it does not tell',
    table(
      ['Blind spot', 'What Attain does'],
      guide.blindSpots.map(({ what, remedy }) => [what, remedy]),
    ),
    `Try a payload without storing it: \`attain parse --source ${type.name} < payload.json\`.`,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function repeatsOf({ repeats }: SourceType): string[] {
  if (repeats === undefined) return [STAYS_OPEN];
  const which =
    repeats === 'asItSays'
      ? 'whose signals carry `heardAt`'
      : `that it repeats, every ${lengthWords(repeats.everyMs)} unless it is set up otherwise,`;
  return [`Repeats: an open alert ${which} is unknown once it was not heard of for \`alerts.staleAfter\`.`];
}

const STAYS_OPEN =
  'What it calls down stays down until it says more. With `alerts.openAtMost` in the catalogue it is unknown after so long\n' +
  'without another word, and down all along once its end is told after all.';
const URL_SENTENCE =
  '`{{url}}` is the address of the installation, which `npm start` and `cdk deploy` print, with `/webhooks/<id>` behind\n' +
  'it: the id of the source in the catalogue.';
const SECRET_SENTENCE = '`{{secret}}` is the secret that the catalogue names.';

/** What to put for the placeholders that the page has. */
function placeholders({ setUp, credentials }: SourceGuide): string[] {
  const text = `${setUp}\n${credentials}`;
  const sentences = [
    ...(text.includes('{{url}}') ? [URL_SENTENCE] : []),
    ...(text.includes('{{secret}}') ? [SECRET_SENTENCE] : []),
  ];
  return sentences.length === 0 ? [] : [sentences.join(' ')];
}

/** The list of all pages, as Markdown. */
export function guideIndex(sources: readonly GuidedSource[]): string {
  const rows = [...sources]
    .sort((a, b) => (a.guide.title.toLowerCase() < b.guide.title.toLowerCase() ? -1 : 1))
    .map(({ type, guide }) => [`[${guide.title}](${type.name}.md)`, `\`${type.name}\``, guide.reads]);
  return `${[
    '# Sources',
    "What can be pointed at Attain, and what of it is read. A source that is not here can send Attain's own signals: " +
      'see [generic](generic.md).',
    '[What users complain of](../complaints.md) in monitoring tools, and what becomes of it here, has a page of its own.',
    table(['Sender', 'Source type', 'Reads'], rows),
  ].join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|');
}
