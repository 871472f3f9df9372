import type { Temporal } from 'temporal-polyfill';
import { startOfDay } from '../domain/period.ts';
import { KINDS } from '../domain/period-kind.ts';
import { agreedService } from './schema-agreed-service.ts';
import { amendment } from './schema-amendment.ts';
import { credits } from './schema-credits.ts';
import { maintenanceAllowance, maintenanceWindow } from './schema-maintenance.ts';
import { list, listOfSome, oneOf, strict } from './schema-parts.ts';
import { target } from './schema-target.ts';
import { date, dateOrInstant, duration, email, id, instant, millionths, name, text, timeZone } from './values.ts';

const exclusion = strict({
  start: instant,
  end: instant,
  services: listOfSome(id)
    .optional()
    .meta({ description: 'Services that it holds for; all of the agreement unless said' }),
  reason: text,
  approvedBy: name,
});

const PERIODS = KINDS.map(({ kind }) => kind);

export const agreement = strict({
  id,
  kind: oneOf(['sla', 'ola', 'supplier']),
  customer: name.meta({ description: 'The customer; for a supplier agreement, the supplier' }),
  from: dateOrInstant,
  to: dateOrInstant.optional().meta({ description: 'First moment in which the agreement no longer holds' }),
  period: oneOf(PERIODS).default('month'),
  timeZone,
  hours: text.default('24x7').meta({ description: 'Id of a calendar, or 24x7' }),
  method: text
    .default('contract')
    .meta({ description: 'Accounting method: a built-in one, or the id of one in methods' }),
  maintenanceNotice: duration.prefault('PT0S'),
  maintenanceAllowance: maintenanceAllowance
    .optional()
    .meta({ description: 'How much announced maintenance counts as such, in agreed hours; all of it unless said' }),
  maintenanceWindows: list(maintenanceWindow)
    .optional()
    .meta({ description: 'Maintenance that the agreement itself announces' }),
  unknownTolerance: millionths.prefault('1 %'),
  grace: duration.prefault('P3D'),
  targets: listOfSome(target).optional().meta({ description: 'Targets of each service that names none of its own' }),
  services: listOfSome(agreedService),
  exclusions: list(exclusion).default([]),
  credits: credits.optional().meta({ description: 'Service credits for missed availability' }),
  reviewedAt: date.optional().meta({ description: 'When somebody last went through it with the customer' }),
  recipients: list(email).default([]).meta({ description: 'Who gets the report by mail' }),
  amendments: listOfSome(amendment)
    .optional()
    .meta({ description: 'What is agreed otherwise from a date on, each on top of those before' }),
}).transform((agreed) => ({ ...agreed, ...inForce(agreed) }));

type Moment = Temporal.PlainDate | number;

/** A local date means its first moment in the agreement's zone. */
function inForce(agreed: { from: Moment; to?: Moment | undefined; timeZone: string }) {
  const at = (moment: Moment) => (typeof moment === 'number' ? moment : startOfDay(moment, agreed.timeZone));
  return { from: at(agreed.from), to: agreed.to === undefined ? undefined : at(agreed.to) };
}
