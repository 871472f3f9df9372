import type { MaintenanceWindow } from '../domain/catalogue.ts';
import type { CatalogueFile } from './schema.ts';

type AgreementInFile = CatalogueFile['agreements'][number];
type WindowInFile = NonNullable<AgreementInFile['maintenanceWindows']>[number];

/** A window of a file with its length in milliseconds, in its own zone or the agreement's. */
export function windowOf(window: WindowInFile, { timeZone }: Pick<AgreementInFile, 'timeZone'>): MaintenanceWindow {
  const { id, title, services, from, duration, rule, except } = window;
  return {
    id,
    ...(title !== undefined && { title }),
    ...(services && { services }),
    from,
    durationMs: duration,
    timeZone: window.timeZone ?? timeZone,
    ...(rule && { rule }),
    ...(except && { except }),
  };
}
