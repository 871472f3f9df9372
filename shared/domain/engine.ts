/**
 * Version of the counting rules. It is printed on every result and stored with every rollup: raising it makes the sweep
 * fold all buckets again. Raise it whenever the same events may give other numbers.
 */
export const ENGINE = 'attain-4';
