/** What the names of headers begin with that only Attain itself puts on a delivery: no webhook can bring one. */
export const OWN_HEADERS = 'x-attain-';

/** The header of a delivery that holds what was found out by asking the sender. */
export const RECONCILED = `${OWN_HEADERS}reconciled`;
