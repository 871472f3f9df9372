import { wordingsOf } from './amendment.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Agreement, MaintenanceWindow, Service } from './catalogue.ts';
import type { CatalogueVersion } from './version.ts';

/** A window of the agreement, and when it was announced. */
export interface AnnouncedWindow {
  readonly window: MaintenanceWindow;
  /** Epoch ms. */
  readonly announcedAt: number;
}

/**
 * The windows that the agreement in the last of these versions has for a service. A window counts as announced when the
 * version took effect that brought it, be it in an amendment from a later date, but no earlier than that version was
 * published: one that later versions keep as it is keeps its announcement, one that is changed is announced anew.
 *
 * @param versions in order of effect
 */
export function announcedWindows(
  versions: readonly CatalogueVersion[],
  { agreement, service }: { agreement: Agreement; service: Service },
): { windows?: readonly AnnouncedWindow[] } {
  const own = agreement.maintenanceWindows?.filter(({ services }) => services?.includes(service.id) ?? true) ?? [];
  if (own.length === 0) return {};
  return {
    windows: own.map((window) => ({ window, announcedAt: announcementOf(window, agreement.id, versions) })),
  };
}

function announcementOf(window: MaintenanceWindow, agreement: string, versions: readonly CatalogueVersion[]): number {
  const says = saidBy(window);
  const silent = versions.findLastIndex(({ catalogue }) => {
    const windows = catalogue.agreements
      .filter(({ id }) => id === agreement)
      .flatMap(wordingsOf)
      .flatMap((worded) => worded.agreement.maintenanceWindows ?? []);
    return !windows.some((it) => saidBy(it) === says);
  });
  return Math.min(...versions.slice(silent + 1).map(firstReadable));
}

// A version may take effect from a date before it was published: until then nobody can have read it.
function firstReadable({ publishedAt, catalogue }: CatalogueVersion): number {
  return Math.max(publishedAt, catalogue.effectiveFrom);
}

function saidBy({ title: _title, ...window }: MaintenanceWindow): string {
  return canonicalJson(window);
}
