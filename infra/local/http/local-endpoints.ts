import * as z from 'zod';
import { InvalidInputError } from '../../../shared/domain/errors.ts';
import { formatInstant, parseDuration, parseInstant } from '../../../shared/domain/instant.ts';
import { LocalError } from '../errors.ts';
import type { LocalAttain } from '../local.ts';
import { type Answer, json, type Request } from './aws-call.ts';

const Event = z.strictObject({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.record(z.string(), z.unknown()),
  resources: z.array(z.string()).default([]),
  time: z.string().optional(),
  version: z.string().optional(),
  id: z.string().optional(),
  account: z.string().optional(),
  region: z.string().optional(),
});

const Jump = z.union([z.strictObject({ now: z.string() }), z.strictObject({ forward: z.string() })]);

/**
 * What exists only on this machine, for tests, demos and the CLI. Each endpoint by method and path:
 *
 * - `GET /_local/clock` and `POST {"now": "2026-11-01T00:00:00Z"}` or `{"forward": "P14D"}`: the time, and a jump ahead
 * - `GET /_local/stack`: outputs of the template, physical names by logical id, and where the table is
 * - `GET /_local/idle`: answers once nothing waits or runs, with what waits out a failure and what is dead
 * - `GET /_local/usage`: SDK calls and capacity units so far by calling function and action, and invocations
 * - `POST /_local/events`: puts an event on the default bus, which AWS allows itself only
 */
export async function answerLocally(request: Request, local: LocalAttain): Promise<Answer> {
  try {
    return (
      (await endpoints[`${request.method} ${request.path.slice('/_local/'.length)}`]?.(request, local)) ??
      notFound(request)
    );
  } catch (error) {
    if (error instanceof LocalError) return json({ message: error.message }, 409);
    if (error instanceof InvalidInputError) return json({ message: error.message }, 400);
    throw error;
  }
}

type Endpoint = (request: Request, local: LocalAttain) => Answer | Promise<Answer>;

const endpoints: Readonly<Record<string, Endpoint>> = {
  'GET clock': (_request, { now }) => json({ now: formatInstant(now()) }),
  'POST clock': ({ body }, { now, setClock }) => {
    const wanted = bodyOf(Jump, body);
    setClock('now' in wanted ? parseInstant(wanted.now) : now() + parseDuration(wanted.forward));
    return json({ now: formatInstant(now()) });
  },
  'GET stack': (_request, { url, outputs, resources, dynamoDbUrl }) => json({ url, outputs, resources, dynamoDbUrl }),
  'GET idle': async (_request, { idle }) => json(await idle()),
  'GET usage': async (_request, { usage }) => json(await usage()),
  'POST events': ({ body }, { publishEvent }) => {
    const { source, detail, resources, time, ...rest } = bodyOf(Event, body);
    const event = {
      source,
      'detail-type': rest['detail-type'],
      detail,
      resources,
      ...(time !== undefined && { time }),
    };
    return json({ id: publishEvent(event) });
  },
};

function bodyOf<Shape extends z.ZodType>(schema: Shape, body: Buffer): z.output<Shape> {
  const parsed = schema.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(z.prettifyError(parsed.error));
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (cause) {
    throw new InvalidInputError(`expected JSON, got "${body.toString().slice(0, 100)}"`, { cause });
  }
}

function notFound({ method, path }: Request): Answer {
  const known = Object.keys(endpoints).map((each) => each.replace(' ', ' /_local/'));
  return json({ message: `Nothing at ${method} ${path}; known: ${known.join(', ')}` }, 404);
}
