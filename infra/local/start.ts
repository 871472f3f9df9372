import { checkNode } from './node-version.ts';

// npm start. The rest is loaded once it is known that this Node can.
checkNode(process.versions.node);
const { start } = await import('./command.ts');
await start(process.argv.slice(2));
