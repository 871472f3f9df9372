import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The order in which a changed rule is noticed soonest: the tests of its own file (`related` names it), then those of the
 * files that are named like it, then the rest, and properties last.
 */
export class OwnTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const changed = basename(this.ctx.config.related?.[0] ?? '', '.ts');
    return files.toSorted((a, b) => distance(basename(a.moduleId), changed) - distance(basename(b.moduleId), changed));
  }
}

function distance(test: string, changed: string): number {
  const [firstWord = changed] = changed.split('-');
  const near = test.startsWith(`${changed}.`) ? 0 : test.startsWith(firstWord) ? 1 : 2;
  return test.includes('.property.') ? near + 3 : near;
}
