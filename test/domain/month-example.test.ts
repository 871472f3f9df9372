import { describe, expect, it } from 'vitest';
import { type AccountingMethod, methodNamed } from '../../shared/domain/method.ts';
import { countTwice } from '../support/counted-twice.ts';
import { AFTER_THE_MONTH, MONTH, monthSignals, monthVersions } from '../support/month-example.ts';

/**
 * One month, every method: 720 hours with 4 h of announced maintenance in which the service was down for 3 h, 1 h of
 * full outage, 2 h degraded and 6 h without data. See docs/accounting.md.
 */
const OWN: readonly AccountingMethod[] = [
  { ...methodNamed('checkmk-exclude'), name: 'warnings-are-fine', degradedWeight: 0 },
  { ...methodNamed('checkmk-exclude'), name: 'only-bad-downtime', upInMaintenanceIsUp: true },
  {
    ...methodNamed('checkmk-exclude'),
    name: 'only-bad-downtime-warnings-are-fine',
    upInMaintenanceIsUp: true,
    degradedWeight: 0,
  },
];

const versions = monthVersions(OWN);
const folded = monthSignals(versions);

function counted(method: string) {
  const [attainment] = countTwice(versions, folded, { period: MONTH, method, now: AFTER_THE_MONTH });
  if (attainment === undefined) throw new Error('expected an attainment');
  const { agreedMs, downtimeMs, availability } = attainment;
  return { agreed: agreedMs / 3_600_000, down: downtimeMs / 3_600_000, percent: availability?.percent };
}

describe('the month of the example, in hours', () => {
  it.each([
    // maintenance 4 and unknown 6 leave both sides: 720 − 10 = 710; down: the outage.      709 ÷ 710 = 99.8591…
    ['contract', 710, 1, '99.859'],
    // Nothing is spared: 3 (maintenance) + 1 + 2 degraded + 6 unknown = 12 of 720.         708 ÷ 720 = 98.3333…
    ['strict', 720, 12, '98.333'],
    // Maintenance is up, WARNING is up, the gap keeps up: 1 of 720.                        719 ÷ 720 = 99.8611…
    ['icinga', 720, 1, '99.861'],
    // Maintenance is up, degraded is a problem: 1 + 2 = 3 of 720.                          717 ÷ 720 = 99.5833…
    ['zabbix', 720, 3, '99.583'],
    // The gap leaves both sides: 714; not OK are downtime 4, outage 1, WARN 2: 7.          707 ÷ 714 = 99.0196…
    ['checkmk', 714, 7, '99.019'],
    // The downtime leaves too: 710; outage 1, WARN 2: 3.                                   707 ÷ 710 = 99.5774…
    ['checkmk-exclude', 710, 3, '99.577'],
    // An outage is an outage: 714; 3 + 1 + 2 = 6.                                          708 ÷ 714 = 99.1596…
    ['checkmk-ignore', 714, 6, '99.159'],
    // What the monitor saw, and all but operational is down: 3 + 1 + 2 = 6 of 720.         714 ÷ 720 = 99.1666…
    ['oneuptime', 720, 6, '99.166'],
    // With one monitor the average is that monitor.                                        714 ÷ 720 = 99.1666…
    ['oneuptime-average', 720, 6, '99.166'],
    // 1 + 2 × 0.5 = 2 of 720.                                                              718 ÷ 720 = 99.7222…
    ['openstatus', 720, 2, '99.722'],
    // 1 + 2 × 0.3 = 1.6 of 720.                                                          718.4 ÷ 720 = 99.7777…
    ['statuspage', 720, 1.6, '99.777'],
    // As checkmk-exclude, with WARN counted as OK.                                         709 ÷ 710 = 99.8591…
    ['warnings-are-fine', 710, 1, '99.859'],
    // Of the downtime only its 3 bad hours leave: 720 − 6 − 3 = 711; 1 + 2 = 3.            708 ÷ 711 = 99.5780…
    ['only-bad-downtime', 711, 3, '99.578'],
    // The same with WARN counted as OK.                                                    710 ÷ 711 = 99.8593…
    ['only-bad-downtime-warnings-are-fine', 711, 1, '99.859'],
  ])('%s agrees on %d hours, %d of them down: %s %%', (method, agreed, down, percent) => {
    expect(counted(method)).toEqual({ agreed, down, percent });
  });
});
