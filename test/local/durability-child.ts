import { startLocal } from '../../infra/local/local.ts';

// Runs a stack until it is killed. Arguments: the assembly's folder, and the one for data.
const [, , assembly = '', folder = ''] = process.argv;
const { url } = await startLocal({ assembly, folder });
process.stdout.write(`${url}\n`);
