import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The address of the DynamoDB to test against, if it is not dynalite. */
export const ENGINE_ADDRESS = 'ATTAIN_TEST_DYNAMODB';

/** The program that npm installs where there is one for the platform. */
export function dynoxide(): string | undefined {
  try {
    return join(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json'), '../dynoxide');
  } catch {
    return undefined;
  }
}

export function isEngineKnown(): boolean {
  return process.env[ENGINE_ADDRESS] !== undefined || dynoxide() !== undefined;
}
