import { closestName } from '../../shared/catalogue/closest-name.ts';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import { csv } from './csv.ts';
import type { HistoryFormat } from './history.ts';
import { ics } from './ics.ts';
import { prometheus } from './prometheus.ts';
import { signals } from './signals.ts';
import { upptime } from './upptime.ts';
import { uptimeKuma } from './uptime-kuma.ts';

const FORMATS: readonly HistoryFormat[] = [signals, prometheus, uptimeKuma, upptime, csv, ics];

export const FORMAT_NAMES = FORMATS.map(({ name }) => name);

/** @throws InvalidInputError listing the known names */
export function historyFormat(name: string): HistoryFormat {
  const format = FORMATS.find((it) => it.name === name);
  if (format !== undefined) return format;
  const meant = closestName(name, FORMAT_NAMES);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  throw new InvalidInputError(`expected --from with one of ${FORMAT_NAMES.join(', ')}; got "${name}"${hint}`);
}
