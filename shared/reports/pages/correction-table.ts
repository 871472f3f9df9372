import { type ComponentChild, h } from 'preact';
import type { Attainment, CorrectionResult } from '../../domain/result.ts';
import { webAddress } from '../clean.ts';
import {
  correctionGrounds,
  correctionName,
  correctionPlace,
  correctionState,
  withoutWords,
} from '../correction-words.ts';
import { capitalised } from '../words.ts';
import { dataTable } from './data-table.ts';

/** The result without exclusions and corrections, where there are any. */
export function withoutNote(attainment: Attainment): ComponentChild {
  const words = withoutWords(attainment);
  return words === '' ? null : h('p', null, `${capitalised(words)}.`);
}

/** Corrections that touch the period, in force or not. */
export function correctionTable(corrections: readonly CorrectionResult[], timeZone: string): ComponentChild {
  return dataTable({
    caption: 'Corrections',
    stack: true,
    columns: [{ label: 'Correction' }, { label: 'When' }, { label: 'State' }, { label: 'Proposed by, why' }],
    rows: corrections.map((it) => [
      correctionName(it, timeZone),
      correctionPlace(it, timeZone),
      correctionState(it),
      grounds(it),
    ]),
  });
}

function grounds(correction: CorrectionResult): ComponentChild {
  const text = correctionGrounds(correction);
  const evidence = webAddress(correction.evidence);
  return evidence === undefined ? text : [text, ' (', h('a', { href: evidence, rel: 'noreferrer' }, 'evidence'), ')'];
}
