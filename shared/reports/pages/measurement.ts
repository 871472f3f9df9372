import { type ComponentChild, h } from 'preact';
import { clean } from '../clean.ts';
import { formulasOf, type Term, worked } from '../formulas.ts';
import { resolutionWords } from '../resolution-words.ts';
import { moment } from '../when.ts';
import type { ServicePageInput } from './service-model.ts';

/** Formulas, the worked line, and what fixes method and data, the hashes in full. */
export function measurement({ service, attainment, catalogue, monitors = [] }: ServicePageInput): ComponentChild {
  const { method, methodHash, period, until, availability } = attainment;
  const resolution = resolutionWords(monitors);
  const terms: Term[] = [
    ...formulasOf([{ ...service, attainment }]),
    ...(availability === null ? [] : [{ term: 'So here', text: worked({ ...service, attainment }) }]),
    { term: 'Counted until', text: moment(until, period.timeZone) },
    ...(resolution === '' ? [] : [{ term: 'Resolution', text: resolution }]),
    { term: 'Method', text: `${clean(method)}, sha256 ${clean(methodHash)}` },
    ...(catalogue === undefined ? [] : [{ term: 'Catalogue', text: `sha256 ${clean(catalogue)}` }]),
  ];
  return h(
    'dl',
    { class: 'terms' },
    terms.flatMap(({ term, text }) => [h('dt', null, `${term}:`), h('dd', null, text)]),
  );
}
