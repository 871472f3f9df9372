import { Temporal } from 'temporal-polyfill';
import type { Agreement, Amendment } from '../domain/catalogue.ts';
import { startOfDay } from '../domain/period.ts';
import { windowOf } from './normalise-maintenance.ts';
import type { CatalogueFile } from './schema.ts';

type AgreementInFile = CatalogueFile['agreements'][number];
type AmendmentInFile = NonNullable<AgreementInFile['amendments']>[number];

/** An agreement of a file with the targets of each service filled in; keys that the file does not use are not there. */
export function agreementOf(agreed: AgreementInFile): Agreement {
  const {
    to,
    targets,
    services,
    exclusions,
    maintenanceNotice,
    unknownTolerance,
    grace,
    credits,
    reviewedAt,
    maintenanceAllowance,
    maintenanceWindows,
    amendments,
    ...rest
  } = agreed;
  return {
    ...rest,
    ...(to !== undefined && { to }),
    ...(credits && { credits }),
    ...(reviewedAt !== undefined && { reviewedAt }),
    maintenanceNoticeMs: maintenanceNotice,
    ...(maintenanceAllowance && { maintenanceAllowance }),
    ...(maintenanceWindows && { maintenanceWindows: maintenanceWindows.map((it) => windowOf(it, agreed)) }),
    unknownToleranceMillionths: unknownTolerance,
    graceMs: grace,
    services: withTargets({ services, targets }),
    exclusions: exclusions.map(({ services: only, ...exclusion }) => ({
      ...exclusion,
      ...(only && { services: only }),
    })),
    ...(amendments && { amendments: amendmentsOf(amendments, agreed) }),
  };
}

type Promised = Pick<AgreementInFile, 'services' | 'targets'>;

function withTargets({ services, targets = [] }: Promised): Agreement['services'] {
  return services.map(({ service, targets: own }) => ({ service, targets: own ?? targets }));
}

// Targets for all that name none are of the services of an earlier wording, and the other way round.
function amendmentsOf(amendments: readonly AmendmentInFile[], agreed: AgreementInFile): Amendment[] {
  let promised: Promised = agreed;
  return amendments.map((amendment) => {
    const { services = promised.services, targets = promised.targets } = amendment;
    promised = { services, targets };
    return amendmentOf(amendment, promised, agreed);
  });
}

function amendmentOf(amendment: AmendmentInFile, promised: Promised, agreed: AgreementInFile): Amendment {
  const { from, hours, method, maintenanceNotice, maintenanceAllowance, maintenanceWindows } = amendment;
  const { unknownTolerance, grace, credits, recipients } = amendment;
  const isPromised = amendment.services !== undefined || amendment.targets !== undefined;
  return {
    from: startOfDay(Temporal.PlainDate.from(from), agreed.timeZone),
    ...(hours !== undefined && { hours }),
    ...(method !== undefined && { method }),
    ...(maintenanceNotice !== undefined && { maintenanceNoticeMs: maintenanceNotice }),
    ...(maintenanceAllowance && { maintenanceAllowance }),
    ...(maintenanceWindows && { maintenanceWindows: maintenanceWindows.map((it) => windowOf(it, agreed)) }),
    ...(unknownTolerance !== undefined && { unknownToleranceMillionths: unknownTolerance }),
    ...(grace !== undefined && { graceMs: grace }),
    ...(isPromised && { services: withTargets(promised) }),
    ...(credits && { credits }),
    ...(recipients && { recipients }),
  };
}
