/**
 * All that the second calculator knows of the first: the shapes of question, knowledge and answer. Types only, so that
 * not a line of code is common to the two.
 */
export type { AlertRules } from '../alert-rules.ts';
export type {
  Calendar,
  Catalogue,
  DayHours,
  Dependency,
  MaintenanceWindow,
  Monitor,
  Service,
  Source,
} from '../catalogue.ts';
export type { CorrectionRecord } from '../correction.ts';
export type { Knowledge, Question } from '../evaluate.ts';
export type { ApprovalEvent, CorrectionEvent } from '../event.ts';
export type { StreamHistory } from '../fold.ts';
export type { AccountingMethod, UnknownTreatment } from '../method.ts';
export type { Recurrence } from '../recurrence.ts';
export type { Attainment, TimeClass, UnknownCause } from '../result.ts';
export type { MonitorState } from '../signal.ts';
export type { Change } from '../stream.ts';
export type { Term } from '../term.ts';
