import type { Catalogue } from '../catalogue.ts';
import { amendedPromises } from './amended-promises.ts';
import { certainPromises } from './certain-promises.ts';
import { creditTerms } from './credit-terms.ts';
import { emptyCalendars } from './empty-calendars.ts';
import { LEVELS, type Lint, type LintContext, type PromiseFinding } from './finding.ts';
import { fineTargets } from './fine-targets.ts';
import { lastDays } from './last-days.ts';
import { lifelessAgreements } from './lifeless-agreements.ts';
import { maintenanceAllowances } from './maintenance-allowances.ts';
import { openSources } from './open-sources.ts';
import { overlappingHours } from './overlapping-hours.ts';
import { readers } from './readers.ts';
import { responseChains } from './response-chains.ts';
import { reviews } from './reviews.ts';
import { sharedSignals } from './shared-signals.ts';
import { supplyChains } from './supply-chains.ts';
import { unagreedServices } from './unagreed-services.ts';
import { unheardMonitors } from './unheard-monitors.ts';
import { unownedServices } from './unowned-services.ts';
import { unwatchedServices } from './unwatched-services.ts';

const LINTS: readonly Lint[] = [
  openSources,
  unwatchedServices,
  unheardMonitors,
  sharedSignals,
  unagreedServices,
  unownedServices,
  emptyCalendars,
  overlappingHours,
  lifelessAgreements,
  lastDays,
  certainPromises,
  fineTargets,
  supplyChains,
  responseChains,
  maintenanceAllowances,
  creditTerms,
  reviews,
  readers,
];

/** What is wrong with the promises of a catalogue before anybody is held to them, the gravest first. */
export function lintPromises(catalogue: Catalogue, context: LintContext): PromiseFinding[] {
  const found = LINTS.flatMap((lint) => lint(catalogue, context));
  const findings = [...found, ...amendedPromises(catalogue, context, { lints: LINTS, found })];
  return findings.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}
