/** A setting that the stack puts into a function's environment. @throws Error naming the variable that is missing */
export function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`expected the environment variable ${name}; it is not set`);
  return value;
}

/** True only where the local runtime says so: a source without a secret may then be open. */
export function isLocal(): boolean {
  return process.env.ATTAIN_LOCAL === '1';
}
