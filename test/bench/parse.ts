import { sourceTypes } from '../../shared/sources/registry.ts';
import type { SourceType } from '../../shared/sources/source.ts';
import { examplePayloads } from '../sources/payloads.ts';
import { measure } from './measure.ts';
import { type BenchOptions, number, type Row, type Section } from './section.ts';

/** What it takes to read a webhook, without the I/O around it. */
export const parse: Section = {
  title: 'Reading the example payloads of each source',
  about: 'Medians of repeated runs in a warm process, over all example payloads of a source; slowest first.',
  columns: ['source', 'payloads', 'KB each', 'µs each', 'fastest µs', 'payloads a second'],
  rows: (options) => {
    const speeds = sourceTypes.map((type) => speedOf(type, options)).sort((a, b) => b.medianUs - a.medianUs);
    return [...speeds.map(row), row(together(speeds))];
  },
};

interface Speed {
  readonly name: string;
  readonly payloads: number;
  readonly bytes: number;
  /** Of one payload. */
  readonly medianUs: number;
  readonly fastestUs: number;
}

function speedOf(type: SourceType, options: BenchOptions): Speed {
  const payloads = examplePayloads(type.name);
  const { medianMs, fastestMs } = measure(() => {
    for (const { delivery, options: given } of payloads) type.parse(delivery, { feed: delivery.source, ...given });
  }, options);
  return {
    name: type.name,
    payloads: payloads.length,
    bytes: payloads.reduce((sum, { delivery }) => sum + delivery.body.length, 0),
    medianUs: (medianMs * 1000) / payloads.length,
    fastestUs: (fastestMs * 1000) / payloads.length,
  };
}

/** As if every payload came as often as any other. */
function together(speeds: readonly Speed[]): Speed {
  const payloads = sum(speeds, (speed) => speed.payloads);
  return {
    name: 'all',
    payloads,
    bytes: sum(speeds, ({ bytes }) => bytes),
    medianUs: sum(speeds, (speed) => speed.medianUs * speed.payloads) / payloads,
    fastestUs: sum(speeds, (speed) => speed.fastestUs * speed.payloads) / payloads,
  };
}

function sum(speeds: readonly Speed[], of: (speed: Speed) => number): number {
  return speeds.reduce((total, speed) => total + of(speed), 0);
}

function row({ name, payloads, bytes, medianUs, fastestUs }: Speed): Row {
  return [
    name,
    number(payloads),
    number(bytes / payloads / 1000, 1),
    number(medianUs, 1),
    number(fastestUs, 1),
    number(1e6 / medianUs),
  ];
}
