declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** Folder of the LevelDB store; in memory without it. */
    readonly path?: string;
    /** How long a new table stays in the state CREATING, ms. */
    readonly createTableMs?: number;
  }

  /** A server that speaks DynamoDB's protocol; its `close` closes the store too. */
  function dynalite(options?: Options): Server;
  export = dynalite;
}
