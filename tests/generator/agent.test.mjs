// The agent: records out of a log that grows, and what its options make of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './support/built.mjs';

const { agent } = await load('agent');

/** What is sent of a text that is read from its start. */
function sent(text, settings = {}) {
  return agent(text, { initialPosition: 'START_OF_FILE', ...settings }, null).records.map(({ after }) => after);
}

const convert = (text, option) => sent(text, { dataProcessingOptions: [option] });

test('a record is a line with its end; the last line waits for its end', () => {
  const first = agent('ä\nb', { initialPosition: 'START_OF_FILE' }, null);
  assert.deepEqual(first.records, [{ before: 'ä\n', after: 'ä\n', note: '', offset: 0 }]);
  assert.deepEqual(first.checkpoint, { at: 2, offset: 3, headers: 0 });
  const second = agent('ä\nbc\n\n', {}, first.checkpoint);
  assert.deepEqual(
    second.records.map(({ after, offset }) => [after, offset]),
    [
      ['bc\n', 3],
      ['\n', 6],
    ],
  );
  assert.deepEqual(agent('ä\nbc\n\n', {}, second.checkpoint).records, []);
});

test('a new file is read from its end, unless from its start', () => {
  const { records, checkpoint } = agent('old\n', {}, null);
  assert.deepEqual([records, checkpoint], [[], { at: 4, offset: 4, headers: 0 }]);
  assert.deepEqual(
    agent('old\nnew\n', {}, checkpoint).records.map(({ after }) => after),
    ['new\n'],
  );
});

test('a file that has shrunk is read from its beginning', () => {
  assert.deepEqual(
    agent('a\n', {}, { at: 9, offset: 9, headers: 0 }).records.map(({ after }) => after),
    ['a\n'],
  );
});

test('lines of a header are skipped once', () => {
  const settings = { initialPosition: 'START_OF_FILE', skipHeaderLines: 2 };
  const first = agent('a\n', settings, null);
  assert.deepEqual([first.records, first.checkpoint.headers], [[], 1]);
  assert.deepEqual(
    agent('a\nb\nc\nd\n', settings, first.checkpoint).records.map(({ after }) => after),
    ['c\n', 'd\n'],
  );
});

const TRACE = '2026-01-01 failed\n  at a\n  at b\n2026-01-02 fine\n';

test('a record of several lines ends where the next line matches its start', () => {
  const settings = { multiLineStartPattern: '\\d{4}-' };
  assert.deepEqual(sent(TRACE, settings), ['2026-01-01 failed\n  at a\n  at b\n', '2026-01-02 fine\n']);
  assert.deepEqual(sent('  at x\n2026-01-01\n', settings), ['  at x\n', '2026-01-01\n']);
});

test('the last record of several lines ends at the end of the file: what comes later is another', () => {
  const settings = { multiLineStartPattern: '\\d{4}-', initialPosition: 'START_OF_FILE' };
  const { checkpoint } = agent('2026-01-01 failed\n', settings, null);
  const later = agent('2026-01-01 failed\n  at a\n2026-01-02\n', settings, checkpoint);
  assert.deepEqual(
    later.records.map(({ after }) => after),
    ['  at a\n', '2026-01-02\n'],
  );
});

test('SINGLELINE joins lines without their blanks', () => {
  const lines = (option) =>
    sent(TRACE, {
      multiLineStartPattern: '\\d{4}-',
      dataProcessingOptions: [{ optionName: 'SINGLELINE', ...option }],
    })[0];
  assert.equal(lines({}), '2026-01-01 failedat aat b\n');
  assert.equal(lines({ parseOptions: ['NO_TRIM'] }), '2026-01-01 failed  at a  at b\n');
  assert.equal(lines({ parseOptions: ['ESCAPE_NEW_LINE'] }), '2026-01-01 failed\\\\nat a\\\\nat b\n');
});

test('CSVTOJSON names columns; all values are texts, absent ones null', () => {
  const option = { optionName: 'CSVTOJSON', customFieldNames: ['b', '1', 'c'] };
  assert.deepEqual(convert('x,"y,z"\n', option), ['{"b":"x","1":"\\"y","c":"z\\""}\n']);
  assert.deepEqual(convert('x, 5,,\n', option), ['{"b":"x","1":" 5","c":null}\n']);
  assert.deepEqual(convert('\n', option), ['{"b":"","1":null,"c":null}\n']);
  assert.deepEqual(convert('x;y\n', { ...option, delimiter: ';', jsonFormat: 'PRETTYPRINT' }), [
    '{\n  "b" : "x",\n  "1" : "y",\n  "c" : null\n}\n',
  ]);
});

test('the delimiter is a pattern', () => {
  const option = { optionName: 'CSVTOJSON', customFieldNames: ['a', 'b'] };
  assert.deepEqual(convert('x|y\n', { ...option, delimiter: '\\|' }), ['{"a":"x","b":"y"}\n']);
  assert.deepEqual(convert('x|y\n', { ...option, delimiter: '(,|\\|)' }), ['{"a":"x","b":"y"}\n']);
  assert.deepEqual(convert('xy|\n', { ...option, delimiter: '|' }), ['{"a":"x","b":"y"}\n']);
});

const FORMATS = {
  COMMONAPACHELOG: [
    '64.242.88.10 - - [07/Mar/2004:16:10:02 -0800] "GET /mailman/listinfo HTTP/1.1" 200 6291',
    {
      host: '64.242.88.10',
      ident: null,
      authuser: null,
      datetime: '07/Mar/2004:16:10:02 -0800',
      request: 'GET /mailman/listinfo HTTP/1.1',
      response: '200',
      bytes: '6291',
    },
  ],
  COMBINEDAPACHELOG: [
    'host.example - ada [07/Mar/2004:16:10:02 -0800] "GET / HTTP/1.0" 304 - "-" "Mozilla/4.08 [en] (Win98; I)" more',
    {
      host: 'host.example',
      ident: null,
      authuser: 'ada',
      datetime: '07/Mar/2004:16:10:02 -0800',
      request: 'GET / HTTP/1.0',
      response: '304',
      bytes: null,
      referer: null,
      agent: 'Mozilla/4.08 [en] (Win98; I)',
    },
  ],
  APACHEERRORLOG: [
    '[Wed Oct 11 14:32:52.123 2000] [core:error] [pid 35708:tid 4328636416] [client 72.15.99.187:8080] File does not exist',
    {
      timestamp: 'Wed Oct 11 14:32:52.123 2000',
      module: 'core',
      severity: 'error',
      processid: '35708',
      threadid: '4328636416',
      client: '72.15.99.187:8080',
      message: 'File does not exist',
    },
  ],
  SYSLOG: [
    'Mar 12 12:00:08 server2 rcd[308]: Loaded - 12',
    { timestamp: 'Mar 12 12:00:08', hostname: 'server2', program: 'rcd', processid: '308', message: 'Loaded - 12' },
  ],
  RFC3339SYSLOG: [
    '2026-03-12T12:00:08.5+01:00 server2 rcd: -',
    { timestamp: '2026-03-12T12:00:08.5+01:00', hostname: 'server2', program: 'rcd', processid: null, message: '-' },
  ],
};

for (const [logFormat, [line, fields]] of Object.entries(FORMATS)) {
  test(`LOGTOJSON takes ${logFormat} apart and skips other lines`, () => {
    const option = { optionName: 'LOGTOJSON', logFormat };
    const settings = { initialPosition: 'START_OF_FILE', dataProcessingOptions: [option] };
    const { records } = agent(`${line}\nanother line\n`, settings, null);
    assert.deepEqual(JSON.parse(records[0].after), fields);
    assert.deepEqual(records[1], {
      before: 'another line\n',
      after: null,
      note: `LOGTOJSON skips it: the line is not in ${logFormat}.`,
      offset: Buffer.byteLength(line) + 1,
    });
  });
}

test('LOGTOJSON with a pattern and names of its own', () => {
  const option = {
    optionName: 'LOGTOJSON',
    logFormat: 'COMMONAPACHELOG',
    matchPattern: '(\\w+)=(\\S+)',
    customFieldNames: ['key', 'value'],
  };
  assert.deepEqual(convert('a=-\nb=2 \n', option), ['{"key":"a","value":null}\n', null]);
  assert.deepEqual(convert('a=1\n', { ...option, customFieldNames: ['key'] }), [null]);
});

test('options follow one another', () => {
  const settings = {
    multiLineStartPattern: '\\d',
    dataProcessingOptions: [{ optionName: 'SINGLELINE' }, { optionName: 'CSVTOJSON', customFieldNames: ['n', 'rest'] }],
  };
  assert.deepEqual(sent('1,a\n b\n', settings), ['{"n":"1","rest":"ab"}\n']);
});

test('settings with which the agent does not start are refused', () => {
  const refuses = (settings, message) => assert.throws(() => sent('a\n', settings), message);
  const option = (option) => ({ dataProcessingOptions: [option] });
  refuses({ initialPosition: 'MIDDLE' }, /initialPosition "MIDDLE"/);
  refuses({ multiLineStartPattern: '(' }, /The pattern \( cannot be read/);
  refuses(option({ optionName: 'ADDBRACKETS' }), /optionName "ADDBRACKETS"/);
  refuses(option({}), /optionName absent/);
  refuses(option({ optionName: 'CSVTOJSON' }), /customFieldNames absent/);
  refuses(option({ optionName: 'CSVTOJSON', customFieldNames: ['a'], jsonFormat: 'x' }), /jsonFormat "x"/);
  refuses(option({ optionName: 'LOGTOJSON' }), /logFormat absent/);
  refuses(
    option({ optionName: 'LOGTOJSON', logFormat: 'SYSLOG', matchPattern: '.' }),
    /customFieldNames must be specified/,
  );
  refuses(
    option({ optionName: 'LOGTOJSON', logFormat: 'SYSLOG', customFieldNames: ['a'] }),
    /Invalid custom field names/,
  );
});
