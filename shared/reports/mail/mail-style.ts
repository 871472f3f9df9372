import type { Tone } from '../words.ts';

/** Colours of the light scheme, dark enough on white to survive a client that inverts them by itself. */
export const COLOURS = {
  paper: '#ffffff',
  ink: '#1f2328',
  quiet: '#57606a',
  line: '#d0d7de',
  link: '#0a5bbf',
} as const;

export const TONE_COLOURS: Readonly<Record<Tone, string>> = {
  good: '#1a7f37',
  bad: '#b42318',
  unsure: '#8a5300',
};

/**
 * What inline styles cannot say. Clients that drop it (or all of it, if it were longer than 8,192 characters) show the
 * light scheme and let the tables wrap.
 */
export const MAIL_STYLE = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  '@media (prefers-color-scheme:dark){',
  '.page{background:#15191e !important}',
  '.ink{color:#e6edf3 !important}',
  '.quiet{color:#9da7b1 !important}',
  '.line{border-color:#3a424b !important}',
  '.link{color:#79b8ff !important}',
  '.good{color:#56d364 !important}',
  '.bad{color:#ff9489 !important}',
  '.unsure{color:#e3b341 !important}',
  '}',
  '@media (max-width:480px){',
  '.data thead{display:none !important}',
  '.data,.data tbody,.data tr{display:block !important}',
  '.data tr{padding:8px 0 !important;border-bottom:1px solid #8c959f !important}',
  '.data th,.data td{display:inline-block !important;padding:0 14px 2px 0 !important;border:0 !important;text-align:left !important}',
  '.data .name{display:block !important;padding:0 0 2px !important;font-size:15px !important}',
  '.data .label{display:inline !important}',
  '}',
].join('\n');

/** The policy that a mail is to be sent with where it stands on a web page: its inline styles, and nothing else. */
export const MAIL_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
