import { type ComponentChild, h } from 'preact';
import type { TargetResult } from '../../domain/result.ts';
import { isAtRisk, sharesOf, spentOf } from '../../domain/targets/spent.ts';
import { budgetSentence } from '../target-words.ts';

/**
 * The error budget as a bar and in words. The bar is as long as the larger of allowed and used, with a mark where the
 * allowance ends once more than that is used; it warns as long as a running target is at risk. The words say it all, so
 * the bar is hidden from screen readers.
 */
export function budgetBar(target: TargetResult, running: boolean): ComponentChild {
  return [bar(target, running), h('span', { class: 'words' }, budgetSentence(target))];
}

function bar(target: TargetResult, running: boolean): ComponentChild {
  const { allowed, used } = sharesOf(spentOf(target));
  const over = used > allowed;
  const risky = running && isAtRisk(target);
  const whole = Math.max(allowed, used, 1);
  return h(
    'svg',
    { class: 'bar', 'aria-hidden': 'true', preserveAspectRatio: 'none', viewBox: '0 0 1000 8' },
    h('rect', { class: 'ground', width: 1000, height: 8, rx: 2 }),
    h('rect', {
      class: over ? 'bad' : risky ? 'risk' : 'good',
      width: Math.ceil((1000 * used) / whole),
      height: 8,
      rx: 2,
    }),
    over ? h('rect', { class: 'mark', x: Math.floor((1000 * allowed) / whole), width: 4, height: 8 }) : null,
  );
}
