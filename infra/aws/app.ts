import { synthesize } from './synthesize.ts';

// The CDK CLI runs this file, see cdk.json, and says through the environment where the result goes.
await synthesize({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out' });
