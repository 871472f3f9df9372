import type { SlaReport } from '../../shared/domain/report.ts';
import type { CreditResult } from '../../shared/domain/result.ts';

const DUE: CreditResult = {
  state: 'due',
  currency: 'EUR',
  amount: 65_000,
  tier: null,
  units: 0,
  cappedBy: null,
  claimBy: null,
};

/** The report with EUR 650.00 due for checkout. */
export function owing(report: SlaReport): SlaReport {
  const services = report.services.map((it) => {
    return it.id === 'checkout' ? { ...it, attainment: { ...it.attainment, credit: DUE } } : it;
  });
  return { ...report, services };
}
