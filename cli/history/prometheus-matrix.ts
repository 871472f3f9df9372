import * as z from 'zod';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { Labels, MonitorState } from '../../shared/domain/signal.ts';
import { fingerprint } from '../../shared/sources/reading/fingerprint.ts';
import { preview } from '../../shared/sources/signals/signal-json.ts';
import { LONGEST_ID } from '../../shared/sources/signals/signal-schema.ts';

const Matrix = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])) }),
    ),
  }),
});

export interface Series {
  readonly metric: Labels;
  /** Epoch seconds, and the value as text. */
  readonly values: readonly (readonly [number, string])[];
}

/**
 * The series in the answer to a range query: https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries
 *
 * @throws InvalidInputError for anything else
 */
export function seriesIn(json: unknown): Series[] {
  const matrix = Matrix.safeParse(json);
  if (matrix.success) return matrix.data.data.result;
  const [issue] = matrix.error.issues;
  throw new InvalidInputError(
    `expected the answer to a range query (status success, resultType matrix); got ${preview(json)}, ` +
      `in which ${issue?.path.join('.') ?? 'something'} is not as it should be`,
  );
}

/**
 * The state that a sample of a series such as `up` or `probe_success` tells.
 *
 * @throws InvalidInputError for any other value
 */
export function stateOfSample(value: string): MonitorState {
  if (value === '1') return 'up';
  if (value === '0') return 'down';
  if (value === 'NaN') return 'unknown';
  throw new InvalidInputError(`expected 1, 0 or NaN; got ${preview(value)}`);
}

/** A series as the name of a monitor: as PromQL writes it, or by its fingerprint if that is too long. */
export function seriesName({ __name__: name = '', ...labels }: Labels): string {
  const inside = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const text = `${name}{${inside.join(',')}}`;
  return text.length <= LONGEST_ID ? text : `${name.slice(0, 100)}~${fingerprint(labels)}`;
}
