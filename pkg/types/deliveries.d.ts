// What delivery streams bring into the types.

/** What a delivery stream calls its function with; `data` of each record is base64. */
export interface TransformationEvent {
  invocationId: string;
  deliveryStreamArn: string;
  /** Where the delivery stream reads a stream. */
  sourceKinesisStreamArn?: string;
  region: string;
  records: TransformationRecord[];
}

export interface TransformationRecord {
  recordId: string;
  /** Milliseconds since the epoch. */
  approximateArrivalTimestamp: number;
  data: string;
  kinesisRecordMetadata?: {
    sequenceNumber: string;
    subsequenceNumber: number;
    partitionKey: string;
    shardId: string;
    approximateArrivalTimestamp: number;
  };
}

/** What a function makes of the records, each of which it must name; `data` is base64. */
export interface TransformationResult {
  records: {
    recordId: string;
    result: "Ok" | "Dropped" | "ProcessingFailed";
    data?: string;
    metadata?: { partitionKeys?: Record<string, string | number | boolean>; [more: string]: unknown };
  }[];
}

/** A function as AWS Lambda runs it for a delivery stream. What it throws is `Lambda.FunctionError`. */
export type TransformationFunction = (event: TransformationEvent) => TransformationResult | Promise<TransformationResult>;

/** What sends requests, as `fetch` does. */
export type Fetch = (
  url: string,
  request: { method: "POST"; headers: [string, string][]; body: any; redirect: "manual"; signal: AbortSignal },
) => Promise<Response>;

/** A fault that strikes a share of the requests to destinations, the same ones for the same seed. */
export interface DestinationFault {
  /** What it strikes; all unless given. */
  target?: "s3" | "lambda" | "http_endpoint" | "splunk" | "opensearch" | "redshift" | "snowflake" | "iceberg" | "glue";
  /** Of which delivery stream; of any unless given. */
  delivery_stream?: string;
  /** From 0 to 1; all unless given. */
  share?: number;
  /** How long, in milliseconds; until `clear_faults` unless given. */
  for_ms?: number;
  effect:
    /** Nobody is there. */
    | "down"
    /** Requests are refused: by a status where servers are asked, else by a reason as logs have it. */
    | { refuse: { status?: number; code?: string; message?: string } }
    /** Requests are done and answered later. */
    | { delay: { ms: number } }
    /** Requests are done, and nobody hears the answer. */
    | "lose_answer"
    /** Records are rejected one by one, by those who answer for each. */
    | "reject_records";
}

/** What happened to a delivery stream; `type` says what. A `code` and its `message` are as CloudWatch Logs would have them. */
export type DeliveryStreamEvent =
  /** It changed its state; `null` once it is gone. */
  | { type: "StatusChanged"; status: string | null }
  /** Its destination is another, or has another configuration. */
  | { type: "DestinationUpdated"; version: number }
  /** Producers put records; `throttled` of them were refused, because it was too much. */
  | { type: "Put"; operation: string; count: number; bytes: number; throttled: number; billedBytes: number }
  /** It read records of its source. */
  | { type: "Read"; shard: string; count: number; bytes: number; billedBytes: number; millisBehind: number }
  /** Its source could not be read. */
  | { type: "ReadFailed"; code: string }
  /** A buffer closed. */
  | { type: "BufferClosed"; lane: string; cause: "size" | "interval" | "flush"; records: number; bytes: number }
  /** A function answered. */
  | { type: "FunctionAnswered"; ok: number; okBytes: number; dropped: number; failed: number; attempts: number; tookMs: number }
  /** A function did not answer as it should. */
  | {
      type: "FunctionFailed";
      code: string;
      message: string;
      records: number;
      attempts: number;
      isRepeated: boolean;
      tookMs: number;
    }
  /** Records could not be processed or delivered: they are told of in an object for errors. */
  | { type: "RecordsFailed"; kind: string; code: string; message: string; records: number }
  /** Records were delivered together. */
  | {
      type: "Delivered";
      target: string;
      lane: string;
      place: string;
      records: number;
      bytes: number;
      billedBytes: number;
      bodyBytes: number;
      cause: string;
      attempts: number;
      oldest: string;
      isConverted: boolean;
      isPartitioned: boolean;
    }
  /** A delivery was not taken; `next` is when it is tried again, `null` where it is given up. */
  | {
      type: "DeliveryFailed";
      target: string;
      lane: string;
      place: string;
      records: number;
      code: string;
      message: string;
      attempts: number;
      next: string | null;
    }
  /** Its log of errors got a line, which clients of CloudWatch Logs read; `processor` is its function, if it has one. */
  | {
      type: "ErrorLogged";
      logGroup: string;
      logStream: string;
      destination: string;
      version: number;
      message: string;
      code: string;
      processor: string | null;
    };

/** What delivery streams have delivered to. Bodies are text; what is not UTF-8 in them is replaced by signs. */
export interface Deliveries {
  /** Objects by bucket, of the default account. Their bytes come by GetObject. */
  buckets: Record<string, { key: string; size: number; modified: string }[]>;
  /** The last 100 requests to each simulated HTTP endpoint, by its URL, and how many there ever were. */
  httpEndpoints: Record<
    string,
    { count: number; requests: { at: string; headers: Record<string, string>; body: string; status: number }[] }
  >;
  /** The last 100 batches of events to each simulated collector, by what its URL begins with. */
  splunk: Record<string, { count: number; batches: { at: string; path: string; body: string }[] }>;
  /** The text of each document, by cluster, index and id. */
  opensearch: Record<string, Record<string, Record<string, string>>>;
  /** Tables and the last 100 commands of each cluster, by JDBC URL; a command has `rows` or an `error`. */
  redshift: Record<
    string,
    {
      tables: Record<string, { columns: string[]; rows: (string | null)[][] }>;
      copies: { at: string; statement: string; rows: number | null; error: string | null }[];
    }
  >;
  /** Rows as JSON by table: Snowflake's below the URL of an account, Iceberg's below the ARN of a catalog. */
  warehouses: Record<string, Record<string, string[]>>;
}

/** Columns of a table, as Hive writes their types: `{ id: "bigint", tags: "array<string>" }`. */
export type Columns = Record<string, string> | { name: string; type: string }[];

/** What an object is and the first of what it holds. */
export type ObjectPreview =
  | {
      kind: "columns";
      format: "Parquet" | "ORC";
      compression: string;
      columns: { name: string; type: string }[];
      rowCount: number;
      /** Row groups of Parquet, stripes of ORC. */
      groups: { rows: number; bytes: number }[];
      rows: Record<string, unknown>[];
      /** Why there are fewer rows than there could be, if so. */
      trouble: string | null;
    }
  | {
      kind: "bytes";
      /** How they were packed. */
      packing: "None" | "Gzip" | "Zip" | "Snappy" | "HadoopSnappy";
      isText: boolean;
      head: Uint8Array;
      /** Whether there are no more. */
      isWhole: boolean;
    };

/** Where a wasm module may come from, if not from beside the package. */
export type FormatsSource = string | URL | Request | Response | Uint8Array | ArrayBuffer | object;

export {};
