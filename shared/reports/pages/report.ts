import { type ComponentChild, h } from 'preact';
import type { SlaReport } from '../../domain/report.ts';
import type { MailOptions } from '../mail/content.ts';
import { COLOURS } from '../mail/mail-style.ts';
import { renderMail } from '../mail/render-mail.ts';
import { reportPath } from '../paths.ts';
import { moment } from '../when.ts';

interface Shown extends MailOptions {
  /** All versions of the report that there are by now, the first one first. */
  readonly versions: readonly SlaReport[];
}

/** A closed report as it was mailed. What the page adds above it is which versions came before and after. */
export function reportPage(report: SlaReport, { versions, webUrl }: Shown): string {
  return renderMail(report, { webUrl }, versionRemark(report, versions)).html;
}

function versionRemark(report: SlaReport, versions: readonly SlaReport[]): ComponentChild {
  const newest = versions.at(-1) ?? report;
  const others = versions.filter(({ version }) => version !== report.version && version !== newest.version);
  if (newest.version === report.version)
    return others.length === 0 ? null : remark('Earlier versions: ', listOf(others));
  return remark(
    `Version ${report.version} no longer holds. It was replaced by `,
    linkTo(newest),
    '.',
    others.length === 0 ? null : [' Other versions: ', listOf(others)],
  );
}

function remark(...children: ComponentChild[]): ComponentChild {
  const style = `margin:0 0 16px;padding:0 0 12px;border-bottom:1px solid ${COLOURS.line};font-size:14px`;
  return h('p', { class: 'line', style }, children);
}

function listOf(versions: readonly SlaReport[]): ComponentChild {
  return versions.map((version, index) => [index === 0 ? '' : ', ', linkTo(version)]).concat(['.']);
}

function linkTo({ agreement, period, version, closedAt }: SlaReport): ComponentChild {
  const href = reportPath({ agreement: agreement.id, period: period.name, version });
  const text = `version ${version} of ${moment(closedAt, period.timeZone)}`;
  return h('a', { href, class: 'link', style: `color:${COLOURS.link}` }, text);
}
