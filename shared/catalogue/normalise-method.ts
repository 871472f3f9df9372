import { type AccountingMethod, methodNamed, type UnknownTreatment } from '../domain/method.ts';
import type { UnknownCause } from '../domain/result.ts';
import type { MethodInFile } from './schema-method.ts';

/** A team's own method: the built-in one that it is based on, with what it says otherwise. */
export function methodOf({ id, basedOn, ...own }: MethodInFile): AccountingMethod {
  const base = methodNamed(basedOn);
  const { upInMaintenanceIsUp, unknownBeforeMaintenance, shortInterruptionMs, displayDigits, ...plain } = base;
  const digits = own.displayDigits ?? displayDigits;
  return {
    ...plain,
    name: id,
    version: 1,
    maintenance: own.maintenance ?? base.maintenance,
    unknown: unknownOf(own.unknown, base.unknown),
    degradedWeight: own.degradedWeight ?? base.degradedWeight,
    initialState: own.initialState ?? base.initialState,
    // What is off is left out, as in the built-in methods: so one policy has one hash.
    ...((own.upInMaintenanceIsUp ?? upInMaintenanceIsUp) && { upInMaintenanceIsUp: true }),
    ...((own.unknownBeforeMaintenance ?? unknownBeforeMaintenance) && { unknownBeforeMaintenance: true }),
    ...shortInterruption(own.shortInterruption ?? shortInterruptionMs ?? 0),
    ...(own.rollUp !== undefined && { rollUp: own.rollUp }),
    ...(digits !== undefined && { displayDigits: digits }),
  };
}

function unknownOf(own: MethodInFile['unknown'], base: AccountingMethod['unknown']): AccountingMethod['unknown'] {
  const of = (cause: UnknownCause): UnknownTreatment => (typeof own === 'object' ? own[cause] : own) ?? base[cause];
  return {
    reported: of('reported'),
    feedSilent: of('feedSilent'),
    neverSeen: of('neverSeen'),
    pending: of('pending'),
    noMonitor: of('noMonitor'),
  };
}

function shortInterruption(ms: number): Pick<AccountingMethod, 'shortInterruptionMs'> {
  return ms > 0 ? { shortInterruptionMs: ms } : {};
}
