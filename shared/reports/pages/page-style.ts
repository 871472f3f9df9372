import { createHash } from 'node:crypto';

/** One small style sheet for all pages, sent within each. Colours reach AA contrast on their grounds in both schemes. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;
--paper:#fff;--raised:#f6f8fa;--ink:#1f2328;--quiet:#57606a;--line:#d8dee4;--link:#0a5bbf;
--good:#1a7f37;--good-ground:#e6f6ea;--bad:#b42318;--bad-ground:#fdecea;--unsure:#8a5300;--unsure-ground:#fdf3dc;
--up:#4da36a;--degraded:#d29922;--down:#d1372a;--maintenance:#5b8def;--excluded:#9a7fd1;--unknown:#8c959f;--idle:#eaeef2}
@media (prefers-color-scheme:dark){:root{
--paper:#0f1419;--raised:#171d24;--ink:#e6edf3;--quiet:#9da7b1;--line:#2d353e;--link:#79b8ff;
--good:#56d364;--good-ground:#12301c;--bad:#ff9489;--bad-ground:#3d1714;--unsure:#e3b341;--unsure-ground:#33270c;
--up:#2f8f4e;--degraded:#bb8009;--down:#f0554a;--maintenance:#4f7fdc;--excluded:#8468c0;--unknown:#6e7781;--idle:#20272f}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;font-variant-numeric:tabular-nums}
a{color:var(--link)}
a:focus-visible,main:focus-visible,pre:focus-visible{outline:3px solid var(--link);outline-offset:2px}
main:focus{outline:0}
.skip{position:absolute;left:-999px;top:0;padding:8px 16px;background:var(--paper)}
.skip:focus{left:0;z-index:1}
.top{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 14px;padding:10px 24px;background:var(--raised);border-bottom:1px solid var(--line)}
.brand{font-weight:700;font-size:17px;color:var(--ink);text-decoration:none}
.organization{color:var(--quiet)}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0;padding:0;list-style:none}
.top nav{margin-left:auto}
.top nav a{text-decoration:none;padding:4px 0}
.top nav a[aria-current]{color:var(--ink);font-weight:600;border-bottom:2px solid var(--link)}
main{max-width:1160px;margin:0 auto;padding:20px 24px 56px}
h1{font-size:24px;line-height:1.25;margin:0 0 4px}
h2{font-size:17px;line-height:1.3;margin:32px 0 6px}
h2 a{color:inherit}
p{margin:0 0 8px;max-width:75ch}
.quiet{color:var(--quiet);font-size:14px}
.lead{font-size:16px;margin:0 0 4px}
.head{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:0 16px;margin:32px 0 6px}
.head h2{margin:0}
.crumbs{font-size:14px;margin:0 0 10px}
.periods{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:14px;margin:0 0 6px}
table{width:100%;border-collapse:collapse}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:7px 16px 7px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{font-size:13px;font-weight:600;color:var(--quiet);padding-top:4px;padding-bottom:4px;overflow-wrap:normal}
tbody th{font-weight:600}
table:not(.stack) tbody th{overflow-wrap:break-word}
tfoot th,tfoot td{font-weight:600;border-bottom:0}
.number{text-align:right;white-space:nowrap}
thead th:first-child{width:24%}thead .number{width:9em}thead .budget{width:300px}
table+.quiet{margin-top:8px}
.whole{white-space:nowrap}
.label{display:none}
.budget{min-width:220px}
.promise{min-width:13em}
.when{min-width:8.5em}
.bar{display:block;width:100%;max-width:260px;height:8px;margin:7px 0 3px}
.bar .ground{fill:var(--idle)}
.bar .good{fill:var(--up)}.bar .risk{fill:var(--degraded)}.bar .bad{fill:var(--down)}.bar .mark{fill:var(--ink)}
.words{font-size:13px;color:var(--quiet)}
.aside{display:block;font-size:13px;color:var(--quiet)}
.alarm{display:block;font-size:13px;font-weight:600;color:var(--bad)}
.verdict{display:inline-block;white-space:nowrap;padding:1px 9px;border-radius:10px;font-size:14px;font-weight:600}
.verdict.good{color:var(--good);background:var(--good-ground)}
.verdict.bad{color:var(--bad);background:var(--bad-ground)}
.verdict.unsure{color:var(--unsure);background:var(--unsure-ground)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:16px 0 0;padding:0}
.figures div{padding:10px 14px;border:1px solid var(--line);border-radius:6px;background:var(--raised)}
.figures dt{font-size:13px;color:var(--quiet)}
.figures dd{margin:0;font-size:22px;line-height:1.35;font-weight:600}
.figures dd.small{font-size:13px;font-weight:400;color:var(--quiet);line-height:1.45}
figure{margin:0}
.strip{display:block;width:100%;height:66px;overflow:visible}
.strip text{fill:var(--quiet);font-size:12px}
.strip .tick{stroke:var(--line)}
.strip .down{stroke:var(--down)}.strip .degraded{stroke:var(--degraded)}
.up{fill:var(--up)}.degraded{fill:var(--degraded)}.down{fill:var(--down)}.maintenance{fill:var(--maintenance)}
.excluded{fill:var(--excluded)}.unknown{fill:url(#unknown)}.outOfHours,.notInForce,.ahead{fill:var(--idle)}
#unknown rect{fill:var(--idle)}#unknown path{stroke:var(--unknown);stroke-width:2}
.key{display:inline-block;width:12px;height:12px;margin-right:6px;vertical-align:-1px}
.plain{margin:0;padding:0;list-style:none}
.legend{display:flex;flex-wrap:wrap;gap:2px 16px;margin:4px 0 8px;padding:0;list-style:none;font-size:13px;color:var(--quiet)}
dl.terms{margin:0;font-size:14px}
dl.terms dt{font-weight:600;float:left;clear:left;margin-right:6px}
dl.terms dd{margin:0 0 3px;color:var(--quiet);overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13px}
code{overflow-wrap:anywhere}
pre{padding:12px 14px;border:1px solid var(--line);border-radius:6px;background:var(--raised);overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
@media (max-width:640px){
.top{padding:10px 16px}.top nav{margin-left:0;width:100%}main{padding:16px 16px 40px}
th,td{padding-right:10px}thead th:first-child,thead .number{width:auto}
.extra{display:none}
.stack,.stack tbody,.stack tr{display:block}.stack thead{display:none}
.stack tr{padding:10px 0;border-bottom:1px solid var(--line)}
.stack th{display:block;padding:0 0 2px;border:0}
.stack td{display:inline-block;padding:0 18px 2px 0;border:0}
.stack .budget{display:block;padding:2px 0 4px}
.stack .label{display:inline;margin-right:6px;color:var(--quiet);font-size:13px}
.stack .budget .label{display:none}
.stack th .whole{white-space:normal}
.bar{max-width:none}
.figures{gap:8px}.figures div{padding:8px 10px}.figures dd{font-size:18px}.figures .verdict{padding:1px 7px;font-size:13px}
}`;

/**
 * The policy that pages are to be sent with: no scripts, no frames, nothing from elsewhere, this one style sheet.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
