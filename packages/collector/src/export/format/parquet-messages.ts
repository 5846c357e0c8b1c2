import type { BasicType } from 'hyparquet-writer';

export interface ParquetColumn {
  name: string;
  type: BasicType;
  nullable: boolean;
}

/** What the encoder's thread is started with. */
export interface EncoderStart {
  file: string;
  columns: ParquetColumn[];
}

/** What the export and its encoder say to each other, one question at a time. `data` is the rows, column by column. */
export type ToEncoder = { do: 'write'; data: unknown[][]; bytes: number } | { do: 'finish' };
export type FromEncoder = { did: ToEncoder['do'] } | { did: 'fail'; message: string };
