// What only the page of SQL needs of the engine's thread: the application that is being played, and what is asked of others.

/** The application that is being played. */
let rehearsal = null;

const queries = {
  applications: (engine) => engine.SqlRehearsal.applications(),
  application: (engine, { id, seed }) => engine.SqlRehearsal.application(id, seed),
  check: (engine, { setup }) => engine.SqlRehearsal.check(setup),
  sampled: (engine, { setup, discovered }) => engine.SqlRehearsal.sampled(setup, discovered),
  propose: (engine, { setup, at }) => engine.SqlRehearsal.propose(setup, at),
  format: (engine, { code }) => JSON.stringify(engine.SqlRehearsal.format(code)),
  start: (engine, { setup, rows, time }) => {
    // Throws where the setup is wrong: then the other goes on.
    const next = new engine.SqlRehearsal(setup);
    rehearsal?.free();
    rehearsal = next;
    return next.look(rows, time ?? undefined);
  },
  advance: (_, { by, rows, time }) => {
    rehearsal?.advance(by);
    return rehearsal?.look(rows, time ?? undefined) ?? 'null';
  },
  explain: (_, { lane, window, mark, time }) => rehearsal?.explain(lane, window, mark, time ?? undefined) ?? 'null',
  csv: (_, { stream }) => JSON.stringify(rehearsal?.csv(stream) ?? null),
};

/** Answers a question of the page of SQL by a JSON text. */
export const answer = (engine, { query, ...args }) => queries[query](engine, args);
