import { expect, it } from 'vitest';
import type { Target } from '../../../shared/domain/catalogue.ts';
import { attainmentOf, HOUR, MINUTE, was } from './october.ts';

const NINES: Target = { kind: 'availability', target: '99.9' };
const DOWNTIME: Target = { kind: 'downtime', atMostMs: HOUR };

it('an availability is judged by its own percentage, wherever it stands among the targets', () => {
  // 0.1 % of 44,640 min are 44.64 min.
  const attainment = attainmentOf([DOWNTIME, NINES], was('down', '05T10:00', 50));
  expect(attainment.targets).toMatchObject([
    { kind: 'downtime', verdict: 'met' },
    { kind: 'availability', verdict: 'missed', allowedMs: 44.64 * MINUTE, usedMs: 50 * MINUTE },
  ]);
});

it('an availability is judged over the days on which it is promised', () => {
  // Promised from the 15th on: 17 days are 24,480 min, of which 24.48 may be lost; the outage of the 5th is none of them.
  const signals = [...was('down', '05T10:00', 50), ...was('down', '20T10:00', 20)];
  const attainment = attainmentOf([NINES], signals, { before: { day: '15', targets: [DOWNTIME] } });
  expect(attainment.targets).toMatchObject([
    { kind: 'availability', verdict: 'met', allowedMs: 24.48 * MINUTE, usedMs: 20 * MINUTE },
    { kind: 'downtime', verdict: 'met', usedMs: 50 * MINUTE },
  ]);
});
