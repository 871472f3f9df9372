import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { busDetail, messageHandler } from '../shared/aws/handler.ts';
import { decideImprovement, type ImprovementDecision, type ImprovementItem } from '../shared/domain/improvement.ts';
import type { Notice } from '../shared/domain/notice.ts';
import { decideTruncation, type Truncation } from '../shared/domain/truncation.ts';
import { type CatalogueVersion, versionAt } from '../shared/domain/version.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { addImprovement, listImprovements, replaceImprovement } from '../shared/store/improvements.ts';

const table = connectTable();
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);

/**
 * Raises an improvement item for a breached target, or adds the breach to the one that is open; and one for a source that
 * leaves events out. Safe to repeat.
 */
export const handler = messageHandler(async (body) => {
  const detail = busDetail(body) as Trouble | undefined;
  if (detail === undefined) {
    throw new Error('expected a SlaBreached or DeliveryTruncated event; got a message without a detail');
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) if (await improve(detail)) return;
  throw new Error(`the improvement items changed under ${ATTEMPTS} attempts; the message comes again`);
});

type Trouble = Notice | (Truncation & { readonly type: 'DeliveryTruncated' });

const ATTEMPTS = 5;

/** @returns false when somebody else changed the item between reading and writing: decide again on what is there then */
async function improve(trouble: Trouble): Promise<boolean> {
  const decision = await decide(trouble, await listImprovements(table));
  switch (decision.type) {
    case 'addEvidence':
      return await replaceImprovement(table, decision.before, decision.after);
    case 'raise':
      return (await addImprovement(table, decision.item)) && (await tellRaised(decision.item.id));
    case 'known':
      // Perhaps raised by an earlier try that was cut off before it could tell.
      return await tellRaised(decision.item.id);
  }
}

async function decide(trouble: Trouble, existing: readonly ImprovementItem[]): Promise<ImprovementDecision> {
  const { catalogue } = await catalogueInForce();
  const { owner } = catalogue.organization;
  const now = Date.now();
  if (trouble.type === 'DeliveryTruncated') {
    const type = catalogue.sources.find(({ id }) => id === trouble.source)?.type;
    return decideTruncation(trouble, existing, { owner, type, now });
  }
  const service = catalogue.services.find(({ id }) => id === trouble.service);
  const about = { owner: service?.owner ?? owner, serviceName: service?.name ?? trouble.service };
  return decideImprovement(trouble, existing, { ...about, now });
}

async function tellRaised(id: string): Promise<true> {
  await tell(bus, [{ type: 'ImprovementRaised', detail: { id } }]);
  return true;
}

async function catalogueInForce(): Promise<CatalogueVersion> {
  const version = versionAt(await catalogues.read(), Date.now());
  if (version === undefined) throw new Error('expected a published catalogue; there is none');
  return version;
}
