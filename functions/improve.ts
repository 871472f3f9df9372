import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { busDetail, messageHandler } from '../shared/aws/handler.ts';
import { decideImprovement } from '../shared/domain/improvement.ts';
import type { Notice } from '../shared/domain/notice.ts';
import { versionAt } from '../shared/domain/version.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { addImprovement, listImprovements, replaceImprovement } from '../shared/store/improvements.ts';

const table = connectTable();
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);

/** Raises an improvement item for a breached target, or adds the breach to the one that is open. Safe to repeat. */
export const handler = messageHandler(async (body) => {
  const breach = busDetail(body) as Notice | undefined;
  if (breach === undefined) throw new Error('expected a SlaBreached event; got a message without a detail');
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) if (await improve(breach)) return;
  throw new Error(
    `the improvement items of ${breach.service} changed under ${ATTEMPTS} attempts; the message comes again`,
  );
});

const ATTEMPTS = 5;

/** @returns false when somebody else changed the item between reading and writing: decide again on what is there then */
async function improve(breach: Notice): Promise<boolean> {
  const { owner, serviceName } = await ownerOf(breach.service);
  const decision = decideImprovement(breach, await listImprovements(table), { owner, serviceName, now: Date.now() });
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

async function tellRaised(id: string): Promise<true> {
  await tell(bus, [{ type: 'ImprovementRaised', detail: { id } }]);
  return true;
}

async function ownerOf(serviceId: string) {
  const version = versionAt(await catalogues.read(), Date.now());
  if (version === undefined) throw new Error('expected a published catalogue; there is none');
  const service = version.catalogue.services.find(({ id }) => id === serviceId);
  return { owner: service?.owner ?? version.catalogue.organization.owner, serviceName: service?.name ?? serviceId };
}
