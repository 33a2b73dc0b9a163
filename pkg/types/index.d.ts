/// <reference lib="esnext.disposable" />

import type {
  Columns,
  Deliveries,
  DeliveryStreamEvent,
  DestinationFault,
  Fetch,
  FormatsSource,
  ObjectPreview,
  TransformationFunction,
} from "./deliveries.js";

import type { SqlApplication, SqlOptions } from "./sql.js";

export type * from "./deliveries.js";
export * from "./sql.js";

/** A moment: a Date, milliseconds since the epoch, or text such as `2026-01-01T00:00:00Z`. */
export type Time = Date | number | string;

/**
 * Who moves the clock. `"virtual"`: only you, with `advance` and `run`. `"real"`: the machine's clock too, as read by
 * `Date.now()` before each request and each look.
 */
export type Clock = "virtual" | "real";

/** What a world is made of. The same options and the same calls give the same answers, everywhere. */
export interface WorldOptions {
  /** Seed of all chance, from 0 to 2^64 - 1. Default 0. */
  seed?: number | bigint;
  /** Where the clock starts. Default 2026-01-01T00:00:00Z; with `clock: "real"`, now. */
  startTime?: Time;
  /** Whether throughput limits refuse: 1,000 records and 1 MiB a second into a shard, for one. Default false. */
  enforceLimits?: boolean;
  /** How long streams stay CREATING, UPDATING and DELETING, in virtual time. Default 0: they change at once. */
  transitionMs?: number;
  /** Open shards that an account may have. Default 20,000. */
  shardLimit?: number;
  /** Region of callers that name none. Default `us-east-1`. */
  region?: string;
  /** Account of callers whose access key id is no account id: twelve digits. Default `000000000000`. */
  account?: string;
  /** A scenario, whose settings, streams and actors the world starts with. The options above go before its settings. */
  scenario?: Scenario | string;
  /** Who moves the clock. Default `"virtual"`. */
  clock?: Clock;
}

/**
 * What a world reaches outside of itself. With `functions` or `httpDelivery` the clock stands still while something is done
 * there, and so `advance` returns a promise.
 */
export interface OutsideOptions {
  /** Functions that delivery streams call, by the name in their LambdaArn. */
  functions?: Record<string, TransformationFunction>;
  /** How long a function may take, in milliseconds of the machine's clock. Default, and at most, 300,000. */
  functionTimeoutMs?: number;
  /**
   * Whether deliveries to HTTP endpoints, Splunk and OpenSearch really go out: by the global `fetch`, or by yours. Default
   * false: servers are simulated, and `deliveries` shows what they got.
   */
  httpDelivery?: boolean | { fetch: Fetch };
}

/** Options of a world that reaches outside of itself. */
export type Reaching = OutsideOptions & ({ functions: object } | { httpDelivery: true | object });

/** Options of a world that does not. */
export type Inside = { functions?: undefined; httpDelivery?: false | undefined };

/** What a restored world may be told anew. */
export interface RestoreOptions {
  /** Who moves the clock, from where the snapshot was taken. Default `"virtual"`. */
  clock?: Clock;
}

/** Who a client is and what it does about throttling. */
export interface ClientOptions {
  /** Its region: each has its own streams. Default: the world's. */
  region?: string;
  /** Its account: each has its own streams. Default: the world's. */
  account?: string;
  /**
   * What becomes of a call that was throttled. `"none"`: it fails at once. `"virtual"`: it is sent again after a back-off
   * that passes on the virtual clock. `"sdk"`: the SDK's own retries, which sleep in real time. Default `"none"`.
   */
  retries?: "none" | "virtual" | "sdk";
  /** Sends of one call, the first included, with `"virtual"` and `"sdk"`. Default 3. */
  maxAttempts?: number;
}

/** A request as the AWS SDK makes it. */
export interface SdkRequest {
  method: string;
  path?: string;
  query?: Record<string, string | string[] | null>;
  headers?: Record<string, string>;
  body?: any;
}

/** An answer as the AWS SDK takes it. */
export interface SdkResponse {
  statusCode: number;
  headers: Record<string, string>;
  /** Whole, or in parts as they come: SubscribeToShard's. */
  body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** The SDK's HTTP client, in-process. */
export interface InProcessHandler {
  readonly metadata: { handlerProtocol: string };
  handle(request: SdkRequest, options?: { abortSignal?: any }): Promise<{ response: SdkResponse }>;
  destroy(): void;
  updateHttpClientConfig(key: never, value: never): void;
  httpHandlerConfigs(): {};
}

/** Retries of the SDK that take virtual time. */
export interface VirtualRetries {
  readonly mode: string;
  acquireInitialRetryToken(scope: string): Promise<RetryToken>;
  refreshRetryTokenForRetry(token: RetryToken, error: { errorType: string }): Promise<RetryToken>;
  recordSuccess(token: RetryToken): void;
}

export interface RetryToken {
  getRetryCount(): number;
  getRetryDelay(): number;
  getRetryCost(): number | undefined;
}

/** What a client of the AWS SDK for JavaScript v3 is constructed with. */
export interface ClientConfig {
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  requestHandler: InProcessHandler;
  maxAttempts?: number;
  retryStrategy?: VirtualRetries;
}

/** A request in the manner of `fetch`; a `Request` will do. */
export interface RequestLike {
  method?: string;
  /** Path and query, or a whole URL, of which only these count. */
  url: string;
  headers?: Iterable<readonly [string, string]> | Record<string, string>;
  body?: string | ArrayBuffer | ArrayBufferView | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | null;
}

/** A scenario file: streams, producers, readers and what happens when. The engine checks it and says what is wrong. */
export interface Scenario {
  version: number;
  id: string;
  title?: string;
  seed?: number;
  start?: string;
  enforce_limits?: boolean;
  transition_ms?: number;
  streams?: { name: string; shards?: number }[];
  producers?: object[];
  readers?: object[];
  inputs?: { at_ms: number; action: Action }[];
  [more: string]: unknown;
}

/** What can be done to a world besides calls: by {@link Kinetoscope.act} now, by a scenario at its times. */
export type Action =
  | { fault: FaultPlan }
  /** Ends all faults that were begun by `fault`. */
  | { clear_faults: Record<string, never> }
  /** A shard refuses all writes for so long. */
  | { refuse_writes: { stream: string; shard: number; for_ms: number } }
  /** What becomes of attempts to use a KMS key from now on. */
  | { key: { key_id: string; state: KeyState } }
  /** A producer of a scenario does not hear answers for so long. */
  | { lose_answers: { producer: string; for_ms: number } }
  /** Changes a producer of a scenario; what is not given stays. */
  | { producer: { name: string; running?: boolean; [change: string]: unknown } }
  /** Changes a reader of a scenario: a slow reader is one with a long `poll_ms`. */
  | { reader: { name: string; running?: boolean; poll_ms?: number; [change: string]: unknown } }
  /** A reader of a scenario forgets what it has not written down, and begins again after so long. */
  | { crash_reader: { reader: string; for_ms?: number } }
  /** An application of Data Analytics breaks off, and goes on from its last checkpoint. */
  | { restart_application: { application: string } }
  /** A fault of what delivery streams deliver to or call, where it is simulated. */
  | { destination_fault: DestinationFault }
  /** Lets nothing wait in a buffer that a delivery stream has accepted. */
  | { flush: { delivery_stream: string } }
  /** Reads an object, as GetObject does; `*` at the end of the key means the newest object whose key begins so. */
  | { open_object: { bucket: string; key: string } }
  /** Runs the COPY of a delivery stream by hand, on what a manifest lists; `*` at its end means each whose key begins so. */
  | { copy: { delivery_stream: string; manifest: string } }
  /** Sends a request to S3: the path begins with the bucket, the body is base64. */
  | { s3: { method: string; uri: string; headers?: Record<string, string>; body?: string } }
  /** Makes a bucket. */
  | { bucket: { name: string } }
  /** Makes a function that is simulated, as the console of Firehose offers it: `apache_log_to_json`, for one. */
  | { function: { name: string; blueprint: string } }
  /** Puts a table into the data catalog. */
  | { table: { database: string; name: string; columns: { name: string; type: string }[] } }
  /** Calls an operation. */
  | { call: { service?: string; operation: string; input: object } };

/** A fault that strikes a share of the calls, the same ones for the same seed. */
export interface FaultPlan {
  /** Operations that it strikes; all unless given. */
  operations?: string[];
  /** The stream that calls must be about; any unless given. */
  stream?: string;
  /** From 0 to 1; all unless given. */
  share?: number;
  /** How long, in milliseconds; until `clear_faults` unless given. */
  for_ms?: number;
  effect: FaultEffect;
}

export type FaultEffect =
  /** Calls are refused with an error of the service and do nothing. */
  | { refuse: { error: string; message?: string } }
  /** Records of a batch are refused one by one. */
  | { refuse_records: { error: string; message?: string } }
  /** Calls are done and answered later: a virtual clock moves by that much. */
  | { delay: { ms: number } }
  /** Calls are done, and the client sees its connection break. */
  | "lose_answer";

/** What becomes of attempts to use a KMS key. */
export type KeyState =
  | "enabled"
  | "disabled"
  | "pending_deletion"
  | "absent"
  | "denied"
  | "not_opted_in"
  | "throttled";

/** How a scenario runs. */
export interface RunOptions {
  /** How much virtual time to run for, in milliseconds. */
  untilMs: number;
  /** Called from time to time, and at the end. */
  onProgress?: (progress: Progress) => void;
  /** Stops the run, where it stands, with the signal's reason. */
  signal?: AbortSignal;
}

/** How far a run is. */
export interface Progress {
  now: Date;
  elapsedMs: number;
  untilMs: number;
}

/** Where a world stands, in its default account and region. */
export interface Summary {
  /** The clock, to the microsecond. */
  now: string;
  hash: string;
  /** How many events there were. */
  eventCount: number;
  /** The state in two to five sentences. */
  text: string;
  streams: StreamSummary[];
  producers: ProducerSummary[];
  readers: ReaderSummary[];
  /** What happened lately, newest first. */
  notes: string[];
}

export interface StreamSummary {
  name: string;
  status: "CREATING" | "ACTIVE" | "UPDATING" | "DELETING";
  openShards: number;
  recordsAccepted: number;
  recordsRefused: number;
  recordsRead: number;
  recordsStored: number;
}

export interface ProducerSummary {
  name: string;
  stream: string;
  sent: number;
  accepted: number;
  refused: number;
  dropped: number;
}

export interface ReaderSummary {
  name: string;
  stream: string;
  read: number;
  unread: number;
  millisBehind: number;
  expiredUnread: number;
}

/** What every event says. */
export interface EventBase {
  /** Counts up from 0. */
  id: number;
  /** Virtual time, to the microsecond. */
  at: string;
  account: string;
  region: string;
}

/** The limit that refused something, or a fault: of a shard, or of records that it strikes with an error. */
export type Limit = "WriteRecords" | "WriteBytes" | "ReadCalls" | "ReadBytes" | "Fault" | { Struck: string };

/** Who asked for a change: the scenario at its time, or whoever looks on. */
export type Origin = "Scenario" | "Person";

interface EventDetails {
  /** An operation was called and answered; `error` is the type of a refusal. */
  Call: { operation: string; error: string | null };
  /** A stream changed its state; `null` once it is gone. */
  StreamStatusChanged: { stream: string; status: StreamSummary["status"] | null };
  /** A shard opened; its parents are none, one (split) or two (merge). */
  ShardOpened: { stream: string; shard: string; parents: string[]; range: { start: string; end: string } };
  /** A stream was configured, when it was made or later. */
  StreamConfigured: { stream: string; onDemand: boolean; retentionHours: number; consumers: number; shardMetrics: string[] };
  /** The account is committed to a minimum of throughput: until then, or until it asks for the end. */
  Committed: { until: string | null };
  /** A shard closed: it can be read, not written. */
  ShardClosed: { stream: string; shard: string };
  /** A call that moves no records was answered; `parameters` is its input as JSON text. */
  Logged: {
    operation: string;
    error: string | null;
    message: string | null;
    parameters: string | null;
    stream: string | null;
    accessKey: string | null;
    userAgent: string | null;
    requestId: string | null;
  };
  /** Records of one call went into one shard. */
  RecordsAccepted: { stream: string; shard: string; count: number; bytes: number; kib: number; payloadUnits: number; first: string; digest: string };
  /** Records of one call were refused by one shard. */
  RecordsRefused: { stream: string; shard: string; count: number; bytes: number; limit: Limit };
  /** A GetRecords call was answered. */
  RecordsRead: { stream: string; shard: string; count: number; bytes: number; millisBehindLatest: number };
  /** A GetRecords call was refused. */
  ReadRefused: { stream: string; shard: string; limit: Limit };
  /** Records passed the trim horizon and are gone. */
  RecordsTrimmed: { stream: string; shard: string; count: number };
  /** Records were dropped early, to keep to a bound on memory. */
  RecordsEvicted: { stream: string; shard: string; count: number };
  /** A shard passed the trim horizon and is no longer listed. */
  ShardExpired: { stream: string; shard: string };
  /** A producer was changed; `null` is what stayed. Keys and retry are as in scenario files. */
  ProducerChanged: {
    producer: string;
    by: Origin;
    running: boolean | null;
    recordsPerSecond: number | null;
    recordBytes: number | null;
    keys: object | string | null;
    retry: object | string | null;
  };
  /** From now on a producer does not hear the answers to its calls: a fault that was asked for. */
  AnswersLost: { producer: string; by: Origin; until: string };
  /** A reader was changed; `null` is what stayed. */
  ReaderChanged: {
    reader: string;
    by: Origin;
    running: boolean | null;
    pollMs: number | null;
    limit: number | null;
    checkpointMs: number | null;
    fanOut: boolean | null;
    parentsFirst: boolean | null;
    start: unknown;
  };
  ReaderCrashed: { reader: string; by: Origin; until: string | null };
  ReaderRestarted: { reader: string };
  Checkpointed: { reader: string; shard: string; after: string };
  /** Somebody came on the stage, went, or is called or connected otherwise now. */
  CastChanged: {
    actor: string;
    change: 'Producer' | 'Reader' | 'Duplicate' | 'Removed' | 'Renamed' | 'Connected';
    other: string | null;
    by: Origin;
  };
  /** Actions are to happen later. */
  Planned: { count: number; by: Origin };
  /** What a scenario, or a plan, has happen at this time could not be done; nothing changed. */
  InputRefused: { action: string; message: string };
  /** From now on other things become of attempts to use a KMS key: a fault that was asked for, or its end. */
  KeyStateChanged: {
    key: string;
    by: Origin;
    state: KeyState;
  };
  /** A consumer subscribed to a shard. */
  SubscriptionStarted: { stream: string; consumer: string; shard: string };
  /** A consumer was refused, because it had just subscribed to the shard. */
  SubscriptionRefused: { stream: string; consumer: string; shard: string };
  /** An event of a subscription was made, maybe without records. */
  RecordsDelivered: {
    stream: string;
    consumer: string;
    shard: string;
    count: number;
    bytes: number;
    millisBehindLatest: number;
  };
  /** A subscription is over; `Closed` where its reader has gone. */
  SubscriptionEnded: {
    stream: string;
    consumer: string;
    shard: string;
    end:
      | "Expired"
      | "ShardEnd"
      | "TakenOver"
      | "ConsumerGone"
      | "StreamGone"
      | "ShardGone"
      | "KeyUnusable"
      | "Closed";
  };
  /** From now on a shard refuses every write: a fault that was asked for. */
  WritesRefused: { stream: string; shard: string; by: Origin; until: string };
  /** From now on a fault that was asked for strikes calls. */
  FaultBegan: { plan: FaultPlan; by: Origin };
  /** The faults that were begun so are over. */
  FaultsCleared: { by: Origin };
  /** A fault lets a call, whose other facts follow, be answered late. */
  AnswerDelayed: { operation: string; millis: number };
  /** The answer to the call just told is lost on its way: a fault that was asked for. */
  AnswerLost: { operation: string };
  /** A reader of the scenario went on past records that were gone before it read them. */
  ExpiredUnread: { reader: string; shard: string; count: number };
  /** A queue, told by its id and name, changed its state; `null` once it is gone. */
  QueueStatusChanged: { queue: string; name: string; status: StreamSummary["status"] | null };
  /** A receive from a queue, of dead letters or others, was answered. */
  QueueRecordsReceived: { queue: string; deadLetter: boolean; count: number; bytes: number };
  /** Records of a queue were acknowledged and will not come again. */
  QueueRecordsAcknowledged: { queue: string; deadLetter: boolean; count: number };
  /** Records of a queue were received as often as they may be without being acknowledged: they are dead letters now. */
  QueueRecordsDeadLettered: { queue: string; count: number };
  /** Something happened to a delivery stream. */
  DeliveryStream: { deliveryStream: string; event: DeliveryStreamEvent };
  /** From now on a fault that was asked for strikes what delivery streams work with. */
  DestinationFaultBegan: { plan: DestinationFault; by: Origin };
  /** Somebody asked for the buffers of a delivery stream to be closed. */
  FlushAsked: { deliveryStream: string; by: Origin };
  /** Something that delivery streams work with was made. */
  Provided: { kind: "bucket" | "function" | "table"; name: string; by: Origin };
  /** Somebody read an object of a bucket. */
  ObjectRead: { bucket: string; key: string };
  /** Somebody ran the COPY of a delivery stream by hand; `error` is why no rows came. */
  CopyRun: { deliveryStream: string; manifest: string; rows: number; error: string | null };
  /** Delivered objects left memory because the scenario allows no more. */
  ObjectsEvicted: { bucket: string; count: number };
  /** Requests, documents or rows of a simulated server left memory because the scenario allows no more. */
  ReceivedEvicted: { server: string; count: number };
  /** Somebody changed a bucket or an object by a request to S3; the key is empty where the operation is about the bucket. */
  BucketChanged: { operation: string; bucket: string; key: string };
  /** Dead letters of a queue came back to ordinary delivery. */
  QueueRecordsRestored: { queue: string; count: number };
}

/** The names of all kinds of event. */
export type EventType = keyof EventDetails;

/** Something that happened; `type` says what, and so which other members there are. */
export type KinetoscopeEvent = { [Type in EventType]: EventBase & { type: Type } & EventDetails[Type] }[EventType];

/** A world that reaches outside of itself: there the clock waits for functions and servers. */
export interface ReachingKinetoscope extends Omit<Kinetoscope, "advance" | "flush"> {
  /** Moves the clock and does all that falls due, and waits for what is done outside meanwhile. */
  advance(step: number | { to: Time }): Promise<Date>;
  /** As in other worlds; resolves once nothing is under way outside. */
  flush(deliveryStreamName: string): Promise<void>;
}

/** A world of Amazon Kinesis Data Streams, Data Firehose and S3 with a virtual clock, inside this process. */
export class Kinetoscope {
  private constructor();

  /** Makes a world. @throws TypeError that names a wrong option. */
  static create(options: WorldOptions & Reaching): Promise<ReachingKinetoscope>;
  static create(options?: WorldOptions & Inside): Promise<Kinetoscope>;
  /** The same, at once. */
  static createSync(options: WorldOptions & Reaching): ReachingKinetoscope;
  static createSync(options?: WorldOptions & Inside): Kinetoscope;
  /** The world of a snapshot. @throws Error where the bytes are no snapshot of this version. */
  static restore(bytes: Uint8Array | ArrayBuffer, options: RestoreOptions & Reaching): Promise<ReachingKinetoscope>;
  static restore(bytes: Uint8Array | ArrayBuffer, options?: RestoreOptions & Inside): Promise<Kinetoscope>;
  /** The same, at once. */
  static restoreSync(bytes: Uint8Array | ArrayBuffer, options: RestoreOptions & Reaching): ReachingKinetoscope;
  static restoreSync(bytes: Uint8Array | ArrayBuffer, options?: RestoreOptions & Inside): Kinetoscope;

  /**
   * Loads compression, jq, Parquet and ORC, for worlds that are made afterwards. In Node, Deno and Bun they are found beside
   * the package and nothing has to be called; elsewhere `kinetoscope/formats.wasm` is the file.
   */
  static loadFormats(wasm: FormatsSource | Promise<FormatsSource>): Promise<void>;
  /** Looks at an object's bytes: the first rows of Parquet and ORC, the first bytes, unpacked, of all else. Default 10 and 4,096. */
  static preview(object: Uint8Array | ArrayBuffer, options?: { rows?: number; bytes?: number }): ObjectPreview;

  /** What to construct a client of the AWS SDK with: `new KinesisClient(k.clientConfig())`; Firehose and S3 alike. */
  clientConfig(options?: ClientOptions): ClientConfig;
  /** Answers an HTTP request to the services' endpoint, which must be signed as for AWS. */
  handle(request: RequestLike | Request): Promise<Response>;

  /** Moves the clock and does all that falls due. Never back. Returns the new time. @throws RangeError past the year 9999. */
  advance(step: number | { to: Time }): Date;
  /** Does something to the world now: faults above all. @throws TypeError for what is no action, Error where it cannot be done. */
  act(action: Action | string): void;
  /** Makes a bucket of the default account. @throws Error where there can be none of this name. */
  createBucket(name: string): void;
  /**
   * Puts a table into the data catalog, for delivery streams that convert; again, and it is the table's next version.
   * @throws Error where a type is none of Hive's.
   */
  putTable(database: string, name: string, columns: Columns): void;
  /** Delivers now what a delivery stream has accepted, through its function too. @throws Error where there is none of this name. */
  flush(deliveryStreamName: string): void;
  /** What delivery streams have delivered to, as plain data. */
  deliveries(): Deliveries;
  /**
   * A SQL application of Kinesis Data Analytics over rows of your own; its clock begins at the world's, and goes on alone.
   * @throws SqlError with the places of what is wrong.
   */
  sql(code: string, options?: SqlOptions): SqlApplication;
  /** The clock, rounded down to the millisecond. */
  now(): Date;
  /** Adds a scenario's streams and actors to this world and runs it. The scenario's own settings do not count here. */
  run(scenario: Scenario | string, options: RunOptions): Promise<Summary>;

  /** Where the world stands. */
  summary(): Summary;
  /** What happened, from the event of this id on: the last 20,000 events are kept. */
  events(options?: { since?: number }): KinetoscopeEvent[];
  /** A hash over all that happened, 16 hexadecimal digits: equal where, and only where, the same happened. */
  hash(): string;
  /** The whole world as bytes, the list of events left out. */
  snapshot(): Uint8Array;

  /** Gives the memory back; afterwards every method throws. The garbage collector does it too, some time. */
  free(): void;
  /** Whether `free` was called. */
  readonly freed: boolean;
  /** As `free`, for `using`. */
  [Symbol.dispose](): void;
}

export {};
