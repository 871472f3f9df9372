/** Ends the process with a word of advice when Node is older than the code it would run. */
export function checkNode(version: string): void {
  const [major = 0] = version.split('.').map(Number);
  if (major >= 24) return;
  process.stderr.write(
    `Attain needs Node 24 or newer and this is ${version}.\n` +
      'Run it as "npm start", which takes Node from node_modules, after "npm ci" without --ignore-scripts.\n',
  );
  process.exit(1);
}
