import { workerData } from 'node:worker_threads';
import { synthesize } from '../aws/synthesize.ts';

await synthesize(workerData);
