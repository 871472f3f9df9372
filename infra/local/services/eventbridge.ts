import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { type Answer, type AwsCall, type AwsService, awsError, json, targetOf } from '../http/aws-call.ts';
import type { Place } from '../template/names.ts';
import type { Rule } from './rules.ts';

const Entry = z.object({
  EventBusName: z.string().optional(),
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  /** Epoch seconds. */
  Time: z.number().optional(),
});
const PutEvents = z.object({ Entries: z.array(Entry).min(1).max(10) });

type Entry = z.output<typeof Entry>;

/** An event as its targets get it. */
export interface BusEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
  readonly time?: string;
}

/** Buses and their rules. What no rule matches is gone, and so is what goes to a bus that does not exist, as on AWS. */
export class EventBridge implements AwsService {
  readonly #rules: readonly Rule[];
  readonly #buses: ReadonlySet<string>;
  readonly #place: Place;
  readonly #clock: Clock;
  readonly #report: (line: string) => void;

  constructor(settings: {
    readonly rules: readonly Rule[];
    /** Names of the buses besides the default one. */
    readonly buses: readonly string[];
    readonly place: Place;
    readonly clock: Clock;
    readonly report: (line: string) => void;
  }) {
    this.#rules = settings.rules;
    this.#buses = new Set(['default', ...settings.buses]);
    this.#place = settings.place;
    this.#clock = settings.clock;
    this.#report = settings.report;
  }

  action = (request: Parameters<AwsService['action']>[0]): string => `events:${targetOf(request)}`;

  answer = ({ action, body }: AwsCall): Answer => {
    if (action !== 'events:PutEvents') return awsError('UnknownOperationException', `No local meaning for ${action}`);
    const parsed = PutEvents.safeParse(JSON.parse(body.toString()));
    if (!parsed.success) return awsError('ValidationException', z.prettifyError(parsed.error));
    const results = parsed.data.Entries.map((entry) => this.#put(entry));
    return json({ FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results });
  };

  /** Puts one event on a bus, given by name or ARN, and into each matching rule's targets before it returns its id. */
  publish(bus: string, event: BusEvent): string {
    const name = bus.split('/').at(-1) ?? bus;
    if (!this.#buses.has(name)) this.#report(`An event went to the bus ${name}, which the template does not have`);
    const { region, account } = this.#place;
    const id = randomUUID();
    const time = event.time ?? `${new Date(this.#clock.now()).toISOString().slice(0, 19)}Z`;
    const whole = { version: '0', id, account, region, resources: [], ...event, time };
    for (const rule of this.#rules) if (rule.bus === name && rule.matches(whole)) rule.deliver(whole);
    return id;
  }

  #put(entry: Entry): { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string } {
    const { Source, DetailType, Detail, Resources, Time, EventBusName = 'default' } = entry;
    if (!Source || !DetailType || !Detail) {
      return { ErrorCode: 'InvalidArgument', ErrorMessage: 'Source, DetailType and Detail are needed' };
    }
    if (Source.startsWith('aws.')) {
      return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: `Not authorized for the source ${Source}` };
    }
    const detail = parseObject(Detail);
    if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    const EventId = this.publish(EventBusName, {
      source: Source,
      'detail-type': DetailType,
      detail,
      ...(Resources && { resources: Resources }),
      ...(Time !== undefined && { time: `${new Date(Time * 1000).toISOString().slice(0, 19)}Z` }),
    });
    return { EventId };
  }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
