import { attain, withFiles } from '../command-line.ts';

/** What `attain import --print` says of files: the signals as JSON, and what it could not read. */
export async function printed(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  io: Parameters<typeof attain>[1] = {},
): Promise<{ code: number; signals: readonly Record<string, unknown>[]; err: string }> {
  return await withFiles(files, async (cwd) => {
    const { code, out, err } = await attain(['import', ...argv, '--print'], { cwd, ...io });
    const lines = out.split('\n').filter((line) => line !== '');
    return { code, signals: lines.map((line) => JSON.parse(line)), err };
  });
}
