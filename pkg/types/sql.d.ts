/** A row of an in-application stream: its columns by their names. Whole numbers beyond 2^53 are rounded, as by `JSON.parse`. */
export type SqlRow = Record<string, string | number | boolean | null>;

/** The rows that left streams, by the streams' names; `error_stream` holds what could not be read or computed. */
export type SqlRows = Record<string, SqlRow[]>;

/** Rows that go in: objects, or texts such as lines of CSV; or the text or bytes of all lines. */
export type SqlInputRows = readonly (object | string)[] | string | Uint8Array | ArrayBuffer;

/** Columns with their types, as `{ ticker: "VARCHAR(8)" }`; or a SourceSchema, as DescribeApplication prints it. */
export type SqlSchema = Record<string, string> | SqlSourceSchema;

export interface SqlSourceSchema {
  RecordFormat: {
    RecordFormatType: "JSON" | "CSV";
    MappingParameters?: {
      JSONMappingParameters?: { RecordRowPath: string };
      CSVMappingParameters?: { RecordRowDelimiter: string; RecordColumnDelimiter: string };
    };
  };
  RecordEncoding?: string;
  RecordColumns: { Name: string; Mapping?: string; SqlType: string }[];
}

export interface SqlOptions {
  /** What the application reads. Without `schema` and `sample`, its schema is found in the rows of the first `push`. */
  input?: {
    /** The in-application stream that it fills. Default `SOURCE_SQL_STREAM_001`. */
    name?: string;
    schema?: SqlSchema;
    /** Rows in which the schema is found. */
    sample?: readonly (object | string)[] | string;
    /** The column whose time is the ROWTIME of a row: a timestamp, or milliseconds since 1970. The application's clock otherwise. */
    rowtime?: string;
  };
  /** Tables of reference data by their names: rows, or rows with a schema. */
  references?: Record<string, readonly (object | string)[] | string | { schema?: SqlSchema; rows: readonly (object | string)[] | string }>;
  /** What RANDOM_CUT_FOREST draws its chance from. Default 0. */
  seed?: number | bigint;
  /** Whether rows have a member ROWTIME. Default false: they are as a destination gets them. */
  withRowtime?: boolean;
}

/** Something wrong in the code of an application. */
export interface SqlProblem {
  severity: "error" | "warning";
  message: string;
  hint: string | null;
  /** Counted from 1, as is the column. */
  line: number;
  column: number;
  length: number;
}

/** Why an application does not run; `line`, `column` and `hint` are those of the first error of its code. */
export class SqlError extends Error {
  private constructor();
  readonly problems: SqlProblem[];
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly hint: string | null | undefined;
}

/** A SQL application of Kinesis Data Analytics that runs over rows. */
export interface SqlApplication {
  /** What was found in its code that does not keep it from running; nothing before its columns are known. */
  readonly warnings: SqlProblem[];
  /** Takes rows, and gives those that leave streams because of them. @throws SqlError as `k.sql`, where these rows are the first to tell the columns. */
  push(rows: SqlInputRows): SqlRows;
  /** Lets the application's clock go on, and gives what windows tell that end by it. */
  advance(ms: number): SqlRows;
  /** Ends all windows, and gives what they tell. */
  finish(): SqlRows;
  /** What it does, drawn as trees. @throws Error before its columns are known. */
  explain(): string;
  /** Gives the memory back; afterwards every method throws. */
  free(): void;
  /** As `free`, for `using`. */
  [Symbol.dispose](): void;
}

export {};
