// Plays the engine for a page: takes commands, runs the clock in small slices, hands out pictures.
//
// One module for both hosts: a worker imports it (engine-worker.js), and so does the page where no worker can start
// (engine-host.js). It holds no logic of the services; all it knows is time.

/** Facts and records between two looks at the machine's clock. */
const WORK = 2_000;
/** Pictures a second, at most. */
const PICTURE_MS = 1000 / 30;
/** How far "to the next event" looks. */
const STEP_LIMIT_US = 3_600e6;

/** Facts to look through at first for the event before this moment. */
const FACTS_BACK = 500;

/** Microseconds since the epoch of an RFC 3339 time; a `Date` would drop what is below a millisecond. */
export function parseTime(text) {
  const [, seconds, fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(text);
  return Date.parse(`${seconds}Z`) * 1000 + Number(fraction.padEnd(6, '0'));
}

/** Loads an engine: its script, and its module. */
async function load({ script, wasm }) {
  const arriving = fetch(wasm).catch(({ message }) => ({ status: message }));
  const engine = await import(script);
  const response = await arriving;
  if (!response.ok) throw new Error(`The engine did not arrive: ${response.status} for ${new URL(wasm).pathname}.`);
  const streams = response.headers.get('content-type')?.startsWith('application/wasm');
  await engine.default({ module_or_path: streams ? response : await response.arrayBuffer() });
  return engine;
}

/** Whether a session, an action or a call has to do with delivery streams, which may need file formats. */
const IS_OF_FIREHOSE = /"deliveries"|Firehose_2015/;

/** What a session file says of how things came about, without where it stands. */
const courseOf = (session) => session.slice(0, session.lastIndexOf('"at_us"'));

/**
 * A dispatcher. `post` takes what the page should know; `sliceMs` is how long one turn may keep the thread;
 * `soon` asks for the next turn after so many milliseconds.
 */
export class Dispatcher {
  #engine = null;
  /** Whether the engine has the file formats. */
  #equipped = false;
  #player = null;
  #course = null;
  #post;
  #sliceMs;
  #soon;
  #waiting = false;
  #frame = { window: 20e6, buckets: 40 };
  #playing = false;
  #speed = 1;
  #anchor = null;
  #measure = null;
  #ratio = 1;
  #behind = false;
  #job = null;
  #pictureAt = -Infinity;
  #forced = false;
  /** Promises the port of a sandbox for functions. */
  #connect;
  /** What runs functions, once there was one to run. */
  #functions = null;
  /** Whether a function is being run for the player. */
  #serving = false;

  constructor(post, { sliceMs, soon, connect }) {
    this.#post = post;
    this.#connect = connect;
    this.#sliceMs = sliceMs;
    this.#soon = soon;
  }

  /** Runs a command and gives its answer; errors reject. */
  async handle(name, args) {
    const command = this.#commands[name];
    if (!command) throw new Error(`unknown command ${name}`);
    return command(args);
  }

  #commands = {
    load: async (files) => {
      this.#engine = await load(files);
    },
    open: async ({ file, seed }) => {
      await this.#equip(file);
      // Throws where the file is refused: then all stays as it was.
      const player = new this.#engine.Player(file, seed == null ? undefined : BigInt(seed));
      this.#finishJob(false);
      this.#player?.free();
      this.#player = player;
      this.#playing = false;
      this.#reanchor();
      this.#show();
      // Where its functions have to be run, it has not come to where it opens.
      if (player.waitsForCall?.()) await this.#run(player.opening());
    },
    frame: ({ window, buckets }) => {
      this.#frame = { window, buckets };
      this.#show();
    },
    play: () => {
      this.#playing = true;
      this.#reanchor();
      this.#show();
    },
    pause: () => {
      this.#playing = false;
      this.#show();
    },
    speed: ({ value }) => {
      this.#speed = value;
      this.#reanchor();
      this.#show();
    },
    advance: ({ us }) => this.#run(this.#player.now() + us),
    seek: ({ us }) => {
      const target = Math.max(this.#player.start() + us, this.#player.start());
      this.#player.beginSeek(target);
      return this.#run(target);
    },
    cancel: () => this.#finishJob(false),
    step: () => {
      const stepped = this.#player.step(this.#player.now() + STEP_LIMIT_US);
      this.#reanchor();
      this.#show();
      return stepped;
    },
    back: () => {
      const at = this.#lastEventBefore(this.#player.now());
      this.#player.beginSeek(at);
      return this.#run(at);
    },
    jump: ({ kind, us }) => this.#jump(kind, us),
    restore: ({ file }) => this.#restore(file),
    timeline: async ({ file }) => {
      await this.#equip(file);
      return (await import('./engine-inspect.js')).timeline(this.#engine, file, await this.#runner());
    },
    difference: async ({ left, right }) => {
      await this.#equip(left + right);
      return (await import('./engine-inspect.js')).difference(this.#engine, left, right, await this.#runner());
    },
    act: async ({ action }) => {
      await this.#equip(action);
      return this.#act(action);
    },
    call: async (call) => {
      await this.#equip(call.service);
      return this.#called((player) => player.call(call.service, call.operation, call.body));
    },
    // Only the whole engine knows S3.
    s3: ({ request }) => this.#called((player) => player.requestS3(request)),
    ask: ({ service, operation, body }) => this.#player.ask(service, operation, body),
    undo: () => this.#undo(),
    branches: () => this.#player.branches(),
    switch: ({ branch }) => this.#switch(branch),
    // These four only where the engine was built with lessons.
    compare: ({ branch, us }) => this.#player.compare(branch, this.#player.start() + us),
    life: ({ stream, shard, number }) => this.#player.life(stream, shard, number),
    arrivals: ({ stream, shard, from, until, max }) => this.#player.arrivals(stream, shard, from, until, max),
    lesson: ({ lesson, answers }) => this.#player.checkLesson(lesson, JSON.stringify(answers)),
    locate: ({ stream, key }) => this.#player.locate(stream, key),
    events: ({ since }) => this.#player.events(since),
    picture: () => this.#player.picture(this.#frame.window, this.#frame.buckets),
    inputs: () => this.#player.inputs(),
    hash: () => this.#player.hash(),
    session: () => this.#player.session(),
    operations: () => this.#engine.operations(),
    // Only the whole engine knows these.
    forecast: ({ prices, hours }) => this.#player.forecast(prices, hours),
    standing: ({ prices, hours }) => this.#player.standing(prices, hours),
    calls: ({ since }) => this.#player.calls(since),
    alarm: ({ alarm }) => this.#player.alarm(alarm),
    bounds: ({ dimension, name, period }) => this.#player.bounds(dimension, name, period),
    firehose: async (question) => {
      await this.#equip('Firehose_2015');
      return (await import('./engine-firehose.js')).answer(this.#player, question, await this.#runner());
    },
    sql: async (question) => (await import('./engine-sql.js')).answer(this.#engine, question),
    limits: () => this.#player.limits(),
    refusals: () => this.#engine.Player.refusals(),
    state: () => this.#state(),
    leave: () => this.#leave(),
    adopt: (state) => this.#adopt(state),
  };

  /** Brings the file formats before the first that may need them; an engine without Data Firehose never does. */
  async #equip(text) {
    if (this.#equipped || !this.#engine.setFormats || !IS_OF_FIREHOSE.test(text)) return;
    await (await import('./engine-firehose.js')).equip(this.#engine);
    this.#equipped = true;
    this.#player?.giveFormats();
  }

  /** All that another engine needs to go on from here. */
  #state() {
    const player = this.#player;
    const [furthest, frame, speed, playing] = [player.furthest(), this.#frame, this.#speed, this.#playing];
    return { session: player.session(), branches: player.branches(), furthest, frame, speed, playing };
  }

  /** The same, for the engine that goes on: the clock stops. Nothing while a journey is under way, which ends first. */
  #leave() {
    if (this.#job) return null;
    const state = this.#state();
    this.#playing = false;
    return state;
  }

  /** Goes to where another engine stands: by way of its furthest moment, so that all marks are there. */
  async #adopt({ session, branches, furthest, frame, speed }) {
    const course = courseOf(session) + branches;
    if (this.#course !== course) {
      await this.#commands.open({ file: session });
      if (branches.length) await (await import('./engine-inspect.js')).keepBranches(this.#player, branches, await this.#runner());
    }
    this.#course = course;
    const { at_us: at, hash } = JSON.parse(session);
    this.#frame = frame;
    this.#speed = speed;
    await this.#run(furthest, { onward: true });
    await this.#commands.seek({ us: at });
    if (this.#player.hash() !== hash) throw new Error('The session does not come to the same events there.');
  }

  /** Goes to the next mark of a kind, if one comes within so long; else nothing has moved. Says whether one came. */
  async #jump(kind, us) {
    const from = this.#player.now();
    const next = () => this.#player.nextMark(kind, from);
    const until = () => next() !== undefined;
    if (!until() && !(await this.#run(from + us, { until, onward: true }))) return null;
    const found = next();
    this.#player.beginSeek(found ?? from);
    await this.#run(found ?? from);
    return found !== undefined;
  }

  /** Replays a session to where it stood when it was saved. Where it does not come to its hash, what was here stays. */
  async #restore(file) {
    await this.#equip(file);
    const player = new this.#engine.Player(file, undefined);
    const { at_us = 0, hash = null } = JSON.parse(file);
    this.#finishJob(false);
    const before = this.#player;
    this.#player = player;
    this.#playing = false;
    const arrived = await this.#run(player.start() + at_us);
    if (this.#player !== player) {
      before?.free();
      throw new Error('Something else was opened meanwhile.');
    }
    const found = player.hash();
    if (arrived && (hash === null || hash === found)) return before?.free();
    this.#player = before;
    player.free();
    this.#reanchor();
    this.#show();
    throw new Error(
      arrived
        ? `The session does not replay: its file says hash ${hash}, the run came to ${found}. The file was changed, or another version of the engine made it.`
        : 'The session was not opened: its replay was stopped. What was here before is back.',
    );
  }

  /** The last moment before `now` at which something happened, or the start. */
  #lastEventBefore(now) {
    const count = this.#player.factCount();
    for (let back = FACTS_BACK; ; back *= 4) {
      const since = Math.max(0, count - back);
      const facts = this.#player.events(since);
      const before = facts.findLast((fact) => parseTime(fact.at) < now);
      if (before) return parseTime(before.at);
      // All that there are, or all that the engine still has.
      if (since === 0 || facts.length < back) return this.#player.start();
    }
  }

  /** Acts now, and says how much that was to come is replaced. */
  #act(action) {
    this.#finishJob(false);
    try {
      this.#player.act(action);
    } finally {
      this.#reanchor();
      this.#show();
    }
    const was = this.#player.replaced();
    return { replaced: was > 0, was };
  }

  /** Calls something now, as part of the session. */
  #called(call) {
    this.#finishJob(false);
    const called = call(this.#player);
    this.#reanchor();
    this.#show();
    return called;
  }

  /** Takes the last action back; where it had replaced a future, that future comes back. */
  async #undo() {
    this.#finishJob(false);
    const now = this.#player.now();
    if (!this.#player.beginUndo()) return false;
    await this.#run(now);
    return true;
  }

  /** Goes over to a branch and stays at this moment. */
  async #switch(branch) {
    this.#finishJob(false);
    const now = this.#player.now();
    if (!this.#player.beginSwitch(branch)) return false;
    await this.#run(now);
    return true;
  }

  /**
   * Runs to a moment in slices, or until something holds after a slice; the answer says whether it got there. Where
   * the journey goes `onward` from there, the page is not shown that it arrived.
   */
  #run(target, { until, onward = false } = {}) {
    this.#finishJob(false);
    return new Promise((resolve) => {
      this.#job = { target, until, onward, from: this.#player.now(), resolve };
      this.#turn();
    });
  }

  #finishJob(done) {
    const job = this.#job;
    if (!job) return;
    this.#job = null;
    this.#reanchor();
    if (!done || !job.onward) this.#show();
    job.resolve(done);
  }

  /** Playing goes on from here and now. */
  #reanchor() {
    const real = performance.now();
    const virtual = this.#player ? this.#player.now() : 0;
    this.#anchor = { real, virtual };
    this.#measure = { real, virtual };
    this.#ratio = this.#speed;
    this.#behind = false;
  }

  /** Hands out a picture at once: something else than time has changed. */
  #show() {
    if (!this.#player) return;
    this.#forced = true;
    this.#pictureAt = -Infinity;
    this.#postPicture();
    this.#turnSoon(0);
  }

  #turnSoon(delay) {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#soon(delay, () => {
      this.#waiting = false;
      this.#turn();
    });
  }

  /** One turn: some work, perhaps a picture, and the next turn if there is more to do. */
  #turn() {
    if (!this.#player || this.#serving) return;
    const busy = this.#job ? this.#workOnJob() : this.#playing && this.#workOnPlay();
    this.#postPicture();
    if (this.#player.waitsForCall?.()) this.#serve();
    else if (busy || this.#job) this.#turnSoon(0);
    else if (this.#playing) this.#turnSoon(12);
  }

  /** Runs the function that time stands still for, and goes on. */
  async #serve() {
    this.#serving = true;
    const player = this.#player;
    try {
      await (await this.#runner()).serve(player, () => this.#player === player);
    } finally {
      this.#serving = false;
      this.#turnSoon(0);
    }
  }

  async #runner() {
    const { Functions } = await import('./engine-functions.js');
    return (this.#functions ??= new Functions(this.#connect));
  }

  #workOnJob() {
    const { target, until } = this.#job;
    if (this.#advance(target) && !until?.()) return true;
    this.#finishJob(true);
    return false;
  }

  #workOnPlay() {
    const now = performance.now();
    const target = this.#anchor.virtual + (now - this.#anchor.real) * 1000 * this.#speed;
    this.#behind = this.#advance(target);
    if (this.#behind) this.#anchor = { real: performance.now(), virtual: this.#player.now() };
    this.#measureRatio();
    return this.#behind;
  }

  #measureRatio() {
    const [real, virtual] = [performance.now(), this.#player.now()];
    const passed = real - this.#measure.real;
    if (passed < 500) return;
    this.#ratio = (virtual - this.#measure.virtual) / 1000 / passed;
    this.#measure = { real, virtual };
  }

  /** Runs towards a moment for as long as a slice lasts. True while more is to do. */
  #advance(target) {
    const end = performance.now() + this.#sliceMs;
    let more = true;
    while (more && performance.now() < end) {
      more = this.#player.advance(target, WORK);
      if (more && this.#player.waitsForCall?.()) break;
    }
    return more;
  }

  #postPicture() {
    const now = performance.now();
    if (!this.#forced && !this.#playing && !this.#job) return;
    if (now - this.#pictureAt < PICTURE_MS) return;
    this.#pictureAt = now;
    this.#forced = false;
    const { window, buckets } = this.#frame;
    const job = this.#job && {
      progress: (this.#player.now() - this.#job.from) / Math.max(1, this.#job.target - this.#job.from),
    };
    const [playing, speed, ratio] = [this.#playing, this.#speed, this.#ratio];
    const kept = !playing || ratio > 0.95 * speed;
    const state = JSON.stringify({ playing, speed, ratio: kept ? speed : ratio, kept, job: job && job.progress });
    this.#post(this.#player.pictureBytes(window, buckets), state);
  }
}
