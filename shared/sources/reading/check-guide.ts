import { ACKNOWLEDGEMENT, KEPT, type SourceGuide } from '../guide.ts';

/** What becomes of the states of Nagios and its descendants, as the pages of each tell it. */
export const CHECK_STATES: SourceGuide['states'] = [
  { says: '`OK`, `UP`', becomes: 'up' },
  { says: '`WARNING`', becomes: 'degraded' },
  { says: '`CRITICAL`, `DOWN`, `UNREACHABLE`', becomes: 'down' },
  { says: '`UNKNOWN`', becomes: 'unknown' },
  { says: '`ACKNOWLEDGEMENT`', becomes: ACKNOWLEDGEMENT },
  { says: '`DOWNTIMEEND`, `DOWNTIMEREMOVED` with `downtime_start`', becomes: 'maintenance, from then to now' },
  { says: '`DOWNTIMESTART`', becomes: 'noted as maintenance' },
  { says: 'other `DOWNTIME…`, `FLAPPING…`, `CUSTOM`, `ALERTHANDLER`, soft states', becomes: KEPT },
];

/** When a check tells of what it found. */
export const CHECK_RESOLUTION = `The start is the first check that failed, so up to a check interval late. A notification comes when
\`max_check_attempts\` confirmed the state: shorter outages are never told.`;

/** What its notifications leave out. */
export const CHECK_BLIND_SPOTS: SourceGuide['blindSpots'] = [
  {
    what: 'Nothing is sent in a downtime; what has changed by its end is sent then',
    remedy: 'dates it by the last state change',
  },
  {
    what: 'A downtime tells neither its end when it starts nor its start when it ends, and nothing before it starts',
    remedy:
      'the script remembers the start: a window of up to a day, once it is over, announced as it began; where notice is agreed, ' +
      'send a `maintenance` signal or a calendar (`attain import --from ics`) in advance',
  },
  { what: 'A script that cannot reach Attain', remedy: 'the next notification of the problem carries the same start' },
];
