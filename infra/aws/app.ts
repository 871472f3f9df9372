import { AttainError } from '../../shared/domain/errors.ts';
import { synthesize } from './synthesize.ts';

// The CDK CLI runs this file, see cdk.json, and says through the environment where the result goes.
try {
  await synthesize({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out' });
} catch (error) {
  if (!(error instanceof AttainError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
