import { describe, expect, it } from 'vitest';
import { meanings } from '../../../shared/sources/reading/meanings.ts';

describe('the meaning of a word', () => {
  const meaningOf = meanings({ down: ['1', 'Major Outage'], up: ['ok', 'operational'] });

  it.each(['major_outage', 'MAJOR-OUTAGE', 'MajorOutage', 1, '1'])('is found however it is written: %j', (word) => {
    expect(meaningOf(word)).toBe('down');
  });

  it.each(['down', '', null, undefined, ['ok'], 'constructor'])('is not known of %j', (word) => {
    expect(meaningOf(word)).toBeUndefined();
  });
});
