import * as z from 'zod';
import type { KnownCorrections } from '../shared/domain/foreseen-refusal.ts';
import type { Io } from './io.ts';

const Instant = z.iso.datetime({ offset: true });

const Known = z.object({
  services: z.array(z.string()),
  sources: z.array(z.string()),
  corrections: z.array(
    z.object({
      service: z.string(),
      correction: z.string(),
      state: z.enum(['proposed', 'approved', 'rejected', 'expired', 'refused']),
      why: z.string(),
      proposedBy: z.string(),
      proposedAt: Instant,
      decidedAt: Instant.exactOptional(),
      expiresAt: Instant.exactOptional(),
    }),
  ),
});

const PATIENCE_MS = 10_000;

/** What the Attain behind a webhook knows of corrections; or why it cannot be asked, such as pages that are closed. */
export async function knownCorrections(
  webhook: string,
  io: Pick<Io, 'fetch'>,
): Promise<KnownCorrections | { readonly unasked: string }> {
  const url = webhook.replace(/\/webhooks\/[^/]+$/, '/api/corrections');
  try {
    const response = await io.fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) return { unasked: `${url} answers ${response.status}` };
    const known = Known.safeParse(await response.json());
    return known.success ? known.data : { unasked: `${url} answers something else` };
  } catch {
    return { unasked: `${url} does not answer` };
  }
}
