import { describe, expect, it } from 'vitest';
import { announcedWindows } from '../../shared/domain/announced-window.ts';
import type { Agreement, MaintenanceWindow } from '../../shared/domain/catalogue.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { agreement, service, version } from '../support/catalogue.ts';

const sunday: MaintenanceWindow = {
  id: 'sundays',
  from: '2026-01-04T02:00',
  durationMs: 7_200_000,
  timeZone: 'UTC',
};
const longer = { ...sunday, durationMs: 10_800_000 };

/** A version from an instant, published then unless said otherwise, with these agreements. */
function from(effectiveFrom: number, agreements: readonly Agreement[], publishedAt = effectiveFrom): CatalogueVersion {
  return { ...version({ effectiveFrom, agreements }), publishedAt };
}

function withWindows(...maintenanceWindows: readonly MaintenanceWindow[]): Agreement {
  return agreement({ maintenanceWindows });
}

/** When each window of the last version was announced. */
function announced(versions: readonly CatalogueVersion[], serviceId = 'checkout') {
  const signed = versions.at(-1)?.catalogue.agreements[0];
  if (signed === undefined) throw new Error('expected an agreement');
  const { windows } = announcedWindows(versions, { agreement: signed, service: service({ id: serviceId }) });
  return windows?.map(({ window, announcedAt }) => [window.id, announcedAt]);
}

describe('a window of the catalogue is announced', () => {
  it('when the version took effect that brought it', () => {
    expect(
      announced([from(10, [agreement()]), from(20, [withWindows(sunday)]), from(30, [withWindows(sunday)])]),
    ).toEqual([['sundays', 20]]);
  });

  it('by the first version, if all have it', () => {
    expect(announced([from(10, [withWindows(sunday)]), from(20, [withWindows(sunday)])])).toEqual([['sundays', 10]]);
  });

  it('anew when it is changed, be another one kept beside it', () => {
    const nightly = { ...sunday, id: 'nightly', from: '2026-01-05T03:00' };
    const versions = [from(10, [withWindows(sunday, nightly)]), from(20, [withWindows(longer, nightly)])];
    expect(announced(versions)).toEqual([
      ['sundays', 20],
      ['nightly', 10],
    ]);
  });

  it('anew when it was left out in between', () => {
    const versions = [from(10, [withWindows(sunday)]), from(20, [agreement()]), from(30, [withWindows(sunday)])];
    expect(announced(versions)).toEqual([['sundays', 30]]);
  });

  it('no earlier than it could be read: a version published at 50 took effect from 20', () => {
    expect(announced([from(10, [agreement()]), from(20, [withWindows(sunday)], 50)])).toEqual([['sundays', 50]]);
  });

  it('by its own agreement alone, not by another one that has the same', () => {
    const other = agreement({ id: 'globex', maintenanceWindows: [sunday] });
    const versions = [from(10, [agreement(), other]), from(20, [withWindows(sunday), other])];
    expect(announced(versions)).toEqual([['sundays', 20]]);
  });

  it('by an amendment of an earlier version', () => {
    const amended = agreement({ amendments: [{ from: 1_000, maintenanceWindows: [sunday] }] });
    expect(announced([from(10, [amended]), from(20, [withWindows(sunday)])])).toEqual([['sundays', 10]]);
  });
});

describe('a service has no windows', () => {
  it('where its agreement has none, or none for it', () => {
    expect(announced([from(10, [agreement()])])).toBe(undefined);
    const forSearch = withWindows({ ...sunday, services: ['search'] });
    expect(announced([from(10, [forSearch])])).toBe(undefined);
    expect(announced([from(10, [forSearch])], 'search')).toEqual([['sundays', 10]]);
  });
});
