// Strict mode: the Kinesis Data Generator with its quirks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { library, load } from './support/built.mjs';

const { preview } = await load('preview');

const AT = Date.UTC(2026, 2, 4, 5, 6, 7) * 1000;
const run = (template, options) => preview(template, { atMicros: AT, ...options }, library);

/** The five records of a template. */
function texts(template, options) {
  const { records, fault } = run(template, options);
  assert.equal(fault, null, fault?.message);
  return records.map(({ text }) => text);
}

function gives(template, pattern) {
  for (const text of texts(template)) assert.match(text, pattern);
}

/** What there is to say against a template: the words of the Kinesis Data Generator, the place, and what was meant. */
function refuses(template, expected) {
  const { kdg, line, column, length, meant } = run(template).fault ?? {};
  assert.deepEqual({ kdg, at: `${line}:${column}+${length}`, meant }, expected);
}

test('22: what strict mode refuses, with place and advice', () => {
  refuses('{{ random.uuid }}', { kdg: 'Invalid module:  random', at: '1:1+17', meant: '{{random.uuid}}' });
  refuses('{{random.uuid()}}', { kdg: 'Invalid method: random.uuid()', at: '1:1+17', meant: '{{random.uuid}}' });
  refuses('{{nosuch.thing}}', { kdg: 'Invalid module: nosuch', at: '1:1+16', meant: '' });
  refuses('{{random.nosuch}}', { kdg: 'Invalid method: random.nosuch', at: '1:1+17', meant: '' });
});

test('22: a literal }} before a later token is refused, one behind the last token is not', () => {
  refuses('{"a":{"b":1}},\n{{random.number}}', { kdg: 'Invalid module: ', at: '1:12+2', meant: '' });
  refuses('{{random.number}}\n}} {{random.number}}', { kdg: 'Invalid module: ', at: '2:1+2', meant: '' });
  gives('{"a":{"b":{{random.number(5)}}}}', /^\{"a":\{"b":[0-5]\}\}$/);
});

test('places are those of the template as it was typed', () => {
  refuses('\n\n  a: {{random.number}},\r\n  b: {{random.nmber}}', {
    kdg: 'Invalid method: random.nmber',
    at: '4:6+16',
    meant: '{{random.number}}',
  });
});

test('line breaks go, blanks at both ends go, blanks within stay', () => {
  assert.equal(texts('\n  a\n  b\r\nc \n')[0], 'a  bc');
});

test('only the first {{current.timestamp}} is a time', () => {
  assert.equal(texts('{{current.timestamp}}')[0], '2026-03-04T05:06:07+00:00');
  refuses('{{current.timestamp}} {{current.timestamp}}', {
    kdg: 'Invalid module: current',
    at: '1:23+21',
    meant: '{{current.timestamp}}',
  });
});

test('dates are as moment.js and Chrome write them, in the zone of the generator', () => {
  const zone = { zoneMinutes: -330 };
  assert.equal(texts('{{date.now}}', zone)[0], '2026-03-03T23:36:07-05:30');
  assert.equal(texts('{{date.now("ddd, hA")}}', zone)[0], 'Tue, 11PM');
  assert.equal(texts('{{date.utc("DD/MMM/YYYY:HH:mm:ss Z")}}', zone)[0], '04/Mar/2026:05:06:07 +00:00');
  assert.equal(texts('{{date.simTime(x)}}', zone)[0], String(AT / 1000));
  gives('{{date.recent}}', /^(Tue Mar 03|Wed Mar 04) 2026 \d\d:\d\d:\d\d GMT\+0000 \(Coordinated Universal Time\)$/);
});

test('one argument: JSON if it can be, else the text as it stands', () => {
  gives('{{random.number(3)}}', /^[0-3]$/);
  gives('{{random.number({"min":-2,"max":-1})}}', /^-2$/); // below zero the largest is not meant
  gives('{{random.arrayElement(["a","b"])}}', /^[ab]$/);
  gives('{{helpers.replaceSymbols( ##-??)}}', /^ \d\d-[A-Z][A-Z]$/);
  gives("{{date.now('YYYY')}}", /^'2026'$/);
  gives('{{commerce.price(1,2)}}', /^NaN$/);
  gives('{{random.number({"max":5,})}}', /^NaN$/);
});

test('an argument ends at its first closing bracket', () => {
  refuses('{{random.arrayElement(["a)","b"])}}', {
    kdg: 'Invalid method: random.arrayElement","b"])',
    at: '1:1+35',
    meant: '{{random.arrayElement}}',
  });
});

test('what is put in is read again, with $ as String.replace has it', () => {
  gives('{{helpers.randomize(["\\u007b\\u007b"])}}random.number(3)}}', /^[0-3]$/);
  assert.equal(texts('{{helpers.randomize(["$$"])}}')[0], '$');
  assert.match(run('{{helpers.randomize(["$&"])}}').fault.message, /^The template never ends/);
});

test('values that have no text are written as JavaScript does', () => {
  assert.equal(texts('{{helpers.createCard}}')[0], '[object Object]');
  assert.equal(texts('{{system.filePath}}')[0], 'undefined');
  assert.equal(texts('{{company.suffixes}}')[0], 'Inc,and Sons,LLC,Group');
});

test('an empty template, and one that empties itself, say so', () => {
  assert.equal(texts(' \n')[0], 'string parameter is required!');
  assert.equal(texts('{{helpers.slugify}}')[0], 'string parameter is required!');
});

test('a text with one pair of braces only is no template', () => {
  assert.equal(texts('a {{ b')[0], 'a {{ b');
  assert.equal(texts('a }} b')[0], 'a }} b');
});

test('what would freeze the page there is refused', () => {
  const message = (template) => run(template).fault.message;
  assert.equal(message('{{lorem.words(1e15)}}'), 'lorem.words failed: it has no end.');
  assert.equal(message('{{finance.mask(1e15)}}'), 'finance.mask failed: it has more than 1000000 digits.');
  assert.equal(message('{{helpers.shuffle([])}}'), 'helpers.shuffle failed: an empty array is shuffled for ever.');
});

test('only helpers can be called', () => {
  for (const name of [
    'constructor.constructor("return 1")',
    '__proto__.x',
    'random.constructor',
    'faker.fake',
    'seed.call',
  ]) {
    assert.match(run(`{{${name}}}`).fault.kdg, /^Invalid (module|method): /);
  }
});

test('random.number is up to 99999 with both ends, and in steps of its precision', () => {
  const draws = (template) =>
    Array.from({ length: 400 }, (_, seed) => texts(template, { seed }))
      .flat()
      .map(Number);
  const dice = draws('{{random.number({"min":1,"max":6})}}');
  assert.deepEqual([...new Set(dice)].sort(), [1, 2, 3, 4, 5, 6]);
  const usual = draws('{{random.number}}');
  assert.ok(Math.max(...usual) > 99_000 && Math.max(...usual) <= 99_999 && usual.every(Number.isInteger));
});

test('weights say how often', () => {
  const weighted = '{{random.weightedArrayElement({"weights":[0.9,0.1],"data":["a","b"]})}}';
  const all = Array.from({ length: 200 }, (_, seed) => texts(weighted, { seed })).flat();
  const share = all.filter((text) => text === 'a').length / all.length;
  assert.ok(share > 0.87 && share < 0.93, `${share}`);
});
