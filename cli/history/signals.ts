import { readSignalRows, sizeOf } from '../signal-file.ts';
import type { HistoryFormat, HistoryIo, Row } from './history.ts';

/** Attain's own signals, one JSON object a line or one array: read as it streams, larger than memory if need be. */
export const signals: HistoryFormat = {
  name: 'signals',
  takes: [],
  open: async (files, _options, io) => {
    const sizes = files.map((file) => sizeOf(file, io));
    const total = sizes.reduce((sum, size) => (sum === undefined || size === undefined ? undefined : sum + size), 0);
    return { total, rows: rowsOf(files, sizes, io) };
  },
};

async function* rowsOf(
  files: readonly string[],
  sizes: readonly (number | undefined)[],
  io: HistoryIo,
): AsyncGenerator<Row> {
  let before = 0;
  for (const [index, file] of files.entries()) {
    for await (const { bytesRead, ...row } of readSignalRows(file, io)) yield { ...row, read: before + bytesRead };
    before += sizes[index] ?? 0;
  }
}
