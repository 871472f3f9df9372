import type { Catalogue } from '../domain/catalogue.ts';
import type { PromiseFinding } from '../domain/promises/finding.ts';
import { amendmentFindings } from './amendment-findings.ts';
import { consistencyFindings } from './consistency.ts';
import { creditFindings } from './credit-findings.ts';
import { toProblem } from './finding.ts';
import { maintenanceFindings } from './maintenance-findings.ts';
import { normalised } from './normalise-catalogue.ts';
import { type Place, placeIn } from './place.ts';
import { CatalogueError, type CatalogueProblem } from './problem.ts';
import { referenceFindings } from './references.ts';
import { catalogueFile } from './schema.ts';
import { schemaFindings } from './schema-findings.ts';
import { serviceFindings } from './service-findings.ts';
import { sourceFindings } from './source-findings.ts';
import { targetFindings } from './target-findings.ts';
import { unrepeatedAlerts } from './unrepeated-alerts.ts';
import { readYaml } from './yaml-document.ts';

/**
 * The catalogue that a YAML text describes: checked, with defaults filled in and times in milliseconds.
 *
 * @param file name of the file, for messages
 * @throws CatalogueError listing everything that is wrong, each with file, line, column, expected and actual
 * @example parseCatalogue('services: …', { file: 'catalogue.yaml' })
 */
export function parseCatalogue(text: string, { file }: { file: string }): Catalogue {
  return parsePlaced(text, { file }).catalogue;
}

/** A catalogue and the way back from what it holds to where that stands in the file. */
export interface PlacedCatalogue {
  readonly catalogue: Catalogue;
  /** Line and column of the key at a path of the catalogue, or of what is nearest to it. */
  readonly placeOf: (path: Place['path']) => Place;
  /** What is allowed and has no effect, as far as the file shows it and the catalogue does not any more. */
  readonly findings: readonly PromiseFinding[];
}

/** The same, to point at lines of it afterwards. @throws CatalogueError */
export function parsePlaced(text: string, { file }: { file: string }): PlacedCatalogue {
  const yaml = readYaml(text, file);
  if (yaml.problems.length > 0) throw new CatalogueError(yaml.problems);
  const result = catalogueFile.safeParse(yaml.data);
  const findings = [
    ...(result.success ? [] : schemaFindings(result.error.issues, yaml.data)),
    ...CHECKS.flatMap((check) => check(yaml.data)),
    ...amendmentFindings(yaml.data, CHECKS),
  ];
  if (result.success && findings.length === 0) {
    return {
      catalogue: normalised(result.data),
      placeOf: (path) => placeIn(yaml, path),
      findings: unrepeatedAlerts(result.data),
    };
  }
  throw new CatalogueError(findings.map((finding) => toProblem(finding, { yaml, file })).sort(byPlace));
}

const CHECKS = [
  referenceFindings,
  consistencyFindings,
  maintenanceFindings,
  targetFindings,
  serviceFindings,
  sourceFindings,
  creditFindings,
];

function byPlace(a: CatalogueProblem, b: CatalogueProblem): number {
  return a.line - b.line || a.column - b.column;
}
