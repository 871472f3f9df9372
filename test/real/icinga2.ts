import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { guide } from '../../shared/sources/icinga2.ts';
import { type RunningProcess, startProcess } from './process.ts';
import { waitFor } from './wait.ts';

/** How often Icinga looks, and how many failures in a row make a problem of it. */
export const CHECK_MS = 1_000;
export const ATTEMPTS = 3;
const START_TIMEOUT_MS = 30_000;

/** One host for each service, since its notifications are the host's own or those of its service `http`. */
export interface Check {
  readonly slaService: string;
  readonly kind: 'host' | 'service';
  /** `host:port` of what is looked at; without it somebody else tells the results. */
  readonly target?: string;
}

export interface Icinga2 {
  /** Writes an external command, such as `ACKNOWLEDGE_SVC_PROBLEM;…`, into the command pipe. */
  readonly command: (words: readonly (string | number)[]) => Promise<void>;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * Icinga 2 as Debian installs it, with configuration and data of its own. It notifies by the script and the objects that our
 * guide to it prints.
 */
export async function startIcinga2(options: {
  /** An empty folder. */
  readonly folder: string;
  readonly checks: readonly Check[];
  readonly webhook: { readonly url: string; readonly secret: string };
}): Promise<Icinga2> {
  const { folder, checks, webhook } = options;
  const [script = '', objects = ''] = guideBlocks(webhook);
  const pipe = join(folder, 'command');
  mkdirSync(join(folder, 'scripts'), { recursive: true });
  writeFileSync(join(folder, 'scripts', 'attain.sh'), script);
  chmodSync(join(folder, 'scripts', 'attain.sh'), 0o755);
  const config = join(folder, 'icinga2.conf');
  writeFileSync(config, [basics(pipe), ...checks.map(objectsFor), objects].join('\n'));
  const program = await startProcess('icinga2', ['daemon', '-c', config, ...folders(folder)], {
    ICINGA2_USER: userInfo().username,
    ICINGA2_GROUP: execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim(),
  });
  await started(program).catch((error: unknown) => program.stop().then(() => Promise.reject(error)));
  return {
    command: (words) => appendFile(pipe, `[${Math.floor(Date.now() / 1_000)}] ${words.join(';')}\n`),
    output: program.output,
    stop: program.stop,
  };
}

/** The code blocks of the guide, filled in as its reader would. */
function guideBlocks({ url, secret }: { url: string; secret: string }): string[] {
  return [...guide.setUp.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, code = '']) =>
    code.replaceAll('{{url}}', url).replaceAll('{{secret}}', secret),
  );
}

function folders(folder: string): string[] {
  const places = ['DataDir', 'LogDir', 'CacheDir', 'SpoolDir', 'InitRunDir'].map((name) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return `-D${name}=${path}`;
  });
  return [`-DConfigDir=${folder}`, ...places, '-DNodeName=icinga.example.com', '-DZoneName=icinga.example.com'];
}

function started(program: RunningProcess): Promise<true> {
  const isUp = async () => program.output().includes('Activated all objects') || undefined;
  return waitFor('Icinga 2 to start', isUp, { timeoutMs: START_TIMEOUT_MS, context: program.output });
}

function basics(pipe: string): string {
  return `
include <itl>
object CheckerComponent "checker" { }
object NotificationComponent "notification" { }
object ExternalCommandListener "command" { command_path = "${pipe}" }
object CheckCommand "answers" {
  command = [ "/bin/sh", "-c", "curl -fsS -m 2 -o /dev/null http://$target$/ || exit 2" ]
}
template Host "quick-host" { check_interval = ${CHECK_MS}ms, retry_interval = ${CHECK_MS}ms, max_check_attempts = ${ATTEMPTS} }
template Service "quick-service" { check_interval = ${CHECK_MS}ms, retry_interval = ${CHECK_MS}ms, max_check_attempts = ${ATTEMPTS} }
`;
}

function objectsFor({ slaService, kind, target }: Check): string {
  const looked = target === undefined ? 'enable_active_checks = false' : `vars.target = "${target}"`;
  const watched = `vars.sla_service = "${slaService}"\n  ${looked}`;
  const name = hostOf(slaService);
  if (kind === 'host') {
    return `object Host "${name}" {\n  import "quick-host"\n  check_command = "answers"\n  ${watched}\n}`;
  }
  return `object Host "${name}" {\n  check_command = "dummy"\n}
object Service "http" {\n  import "quick-service"\n  host_name = "${name}"\n  check_command = "answers"\n  ${watched}\n}`;
}

export function hostOf(slaService: string): string {
  return `${slaService}-1.example.com`;
}
