import { parseCatalogue } from '../../../shared/catalogue/parse-catalogue.ts';
import type { LintContext, PromiseFinding } from '../../../shared/domain/promises/finding.ts';
import { lintPromises } from '../../../shared/domain/promises/lint-promises.ts';

const NOW = Date.UTC(2026, 10, 19, 12);

/** What there is to say of the promises of a catalogue in YAML on 19 November 2026, noon UTC. */
export function linted(text: string, context: Partial<LintContext> = {}): PromiseFinding[] {
  return lintPromises(parseCatalogue(text, { file: 'c.yaml' }), { now: NOW, ...context });
}

/** The findings of one rule. */
export function findingsOf(lint: string, text: string, context: Partial<LintContext> = {}): PromiseFinding[] {
  return linted(text, context).filter((it) => it.lint === lint);
}

/** The same as their messages. */
export function messagesOf(lint: string, text: string, context: Partial<LintContext> = {}): string[] {
  return findingsOf(lint, text, context).map(({ message }) => message);
}

/** A catalogue with these services and agreements; each takes the keys that matter. */
export function shop({
  services,
  agreements,
  more = '',
}: {
  services: string;
  agreements: string;
  more?: string;
}): string {
  return `organization: { name: Example, owner: { name: Mara, email: mara@example.com } }
effectiveFrom: 2026-01-01T00:00:00Z
${more}
services:
${indented(services)}
agreements:
${indented(agreements)}
`;
}

function indented(text: string): string {
  return text.trim().replaceAll(/^ */gm, '  ');
}

/** The keys of an agreement that a test does not care about. */
export const USUAL = 'from: 2026-01-01, timeZone: UTC, reviewedAt: 2026-07-01, recipients: [sla@example.com]';
