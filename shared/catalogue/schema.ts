import type * as z from 'zod';
import { agreement } from './schema-agreement.ts';
import { calendar, holidayList } from './schema-calendar.ts';
import { method } from './schema-method.ts';
import { list, listOfSome, person, strict } from './schema-parts.ts';
import { service } from './schema-service.ts';
import { source } from './schema-source.ts';
import { instant, name } from './values.ts';

/** A catalogue file: what a person writes (input) and its values in milliseconds, not yet normalised (output). */
export const catalogueFile = strict({
  organization: strict({
    name,
    owner: person.meta({ description: 'Owns improvement items of services that name no owner' }),
  }),
  effectiveFrom: instant.meta({ description: 'From when this version of the catalogue applies' }),
  methods: list(method).default([]),
  holidays: list(holidayList).default([]).meta({ description: 'Named lists of dates that calendars share' }),
  calendars: list(calendar).default([]),
  sources: list(source).default([]),
  services: listOfSome(service),
  agreements: list(agreement).default([]),
});

export type CatalogueFile = z.output<typeof catalogueFile>;
