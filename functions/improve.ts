import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { busDetail, messageHandler } from '../shared/aws/handler.ts';
import { settleAll, throwFailures } from '../shared/aws/settle.ts';
import {
  decideImprovement,
  type ImprovementDecision,
  type ImprovementItem,
  type TargetItem,
} from '../shared/domain/improvement.ts';
import { reviewed } from '../shared/domain/improvement-review.ts';
import type { Notice } from '../shared/domain/notice.ts';
import { decideTruncation, type Truncation } from '../shared/domain/truncation.ts';
import { type CatalogueVersion, versionAt } from '../shared/domain/version.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { EvidenceFigures } from '../shared/store/evidence-figures.ts';
import { addImprovement, listImprovements, replaceImprovement } from '../shared/store/improvements.ts';

const table = connectTable();
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);

/**
 * Raises an improvement item for a breached target, or adds the breach to the one that is open; and one for a source that
 * leaves events out. On a schedule it appends to items what has become of their evidence. Safe to repeat.
 */
export const handler = messageHandler(async (body) => {
  if (isReviewDue(body)) return await reviewAll();
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

function isReviewDue(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'type' in body && body.type === 'ReviewImprovements';
}

const AT_ONCE = 4;

// Counted after the items were read and kept only if they are as they were: whatever comes when, the newest is the last.
async function reviewAll(): Promise<void> {
  const versions = await catalogues.read();
  if (versions.length === 0) return;
  const items = (await listImprovements(table)).filter((item) => item.type === 'nonconformity');
  const now = Date.now();
  const figures = new EvidenceFigures(table, versions, now);
  const review = async (item: TargetItem): Promise<void> => {
    const after = reviewed(item, await figures.of(item), now);
    // What somebody else has changed meanwhile is looked at by the next review.
    if (after !== item) await replaceImprovement(table, item, after);
  };
  throwFailures(await settleAll(items, AT_ONCE, review));
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
