import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { TemplateError } from './errors.ts';

const Manifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.enum(['file', 'zip']) }),
      destinations: z.record(z.string(), z.object({ bucketName: z.string(), objectKey: z.string() })),
    }),
  ),
});

/** The assets of a cloud assembly by the bucket and key that a deploy would upload them to. */
export class Assets {
  readonly #paths: ReadonlyMap<string, string>;

  /** `place` fills in account and region in the names of buckets. */
  constructor(manifestFile: string, folder: string, place: { readonly account: string; readonly region: string }) {
    const { files } = Manifest.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
    const paths = Object.values(files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ bucketName, objectKey }) => {
        const bucket = bucketName
          .replaceAll(`\${AWS::AccountId}`, place.account)
          .replaceAll(`\${AWS::Region}`, place.region);
        return [`${bucket}/${objectKey}`, join(folder, source.path)] as const;
      }),
    );
    this.#paths = new Map(paths);
  }

  /** The file or, where a deploy would zip it, the folder; `undefined` when this is no asset. */
  find(bucket: string, key: string): string | undefined {
    return this.#paths.get(`${bucket}/${key}`);
  }

  /** @throws TemplateError when this is no asset */
  pathOf(bucket: string, key: string, at: string): string {
    const path = this.find(bucket, key);
    if (path === undefined) throw new TemplateError(`${at}: no asset of this assembly goes to s3://${bucket}/${key}`);
    return path;
  }
}
