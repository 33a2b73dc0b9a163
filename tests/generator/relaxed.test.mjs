// Relaxed mode: what it accepts beyond strict mode, and how it tells what is wrong.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { library, load } from './support/built.mjs';

const { preview } = await load('preview');

const AT = Date.UTC(2026, 2, 4, 5, 6, 7) * 1000;
const run = (template, options) => preview(template, { mode: 'relaxed', atMicros: AT, ...options }, library);

/** Every one of the five records matches. */
function gives(template, pattern, options) {
  const { records, fault } = run(template, options);
  assert.equal(fault, null, fault?.message);
  for (const { text } of records) assert.match(text, pattern);
}

/** The message, the place and what was meant. */
function refuses(template, message, at, meant = '') {
  const { fault } = run(template);
  assert.deepEqual(fault && [fault.message, `${fault.line}:${fault.column}+${fault.length}`, fault.meant], [
    message,
    at,
    meant,
  ]);
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

test('22: spaces and empty brackets are accepted', () => {
  gives('{{ random.uuid }}', UUID);
  gives('{{random.uuid()}}', UUID);
  gives('{{ random.uuid ( ) }}', UUID);
});

test('22: names that do not exist are refused with their place', () => {
  refuses('{{nosuch.thing}}', 'There is no helper nosuch.thing.', '1:3+12');
  refuses(
    'a\n {{random.numbr}}',
    'There is no helper random.numbr. Did you mean random.number?',
    '2:4+12',
    '{{random.number}}',
  );
  refuses(
    '{{ Random.UUID }}',
    'There is no helper Random.UUID. Did you mean random.uuid?',
    '1:4+11',
    '{{random.uuid}}',
  );
  refuses(
    '{{random.firstName}}',
    'There is no helper random.firstName. Did you mean name.firstName?',
    '1:3+16',
    '{{name.firstName}}',
  );
  refuses(
    '{{random.number.x}}',
    'There is no helper random.number.x. Did you mean random.number?',
    '1:3+15',
    '{{random.number}}',
  );
  refuses('{{record.id}}', 'There is no helper record.id.', '1:3+9');
});

test('what is half written is refused where it begins', () => {
  refuses('a {{random.number', 'The token that opens here has no }}.', '1:3+2');
  refuses('{{random.number(5}}', 'The bracket that opens here is not closed.', '1:16+1');
  refuses('{{random.number 5}}', 'After random.number come brackets or }}.', '1:17+1', '{{random.number}}');
  refuses('{{}}', 'After {{ comes the name of a helper, as in {{random.number}}.', '1:1+2');
  refuses('{{random.number({"max":5,})}}', 'This argument is not JSON.', '1:17+10');
  refuses(
    "{{random.arrayElement(['a'])}}",
    'This argument is not JSON. Texts in JSON stand between double quotes.',
    '1:23+5',
  );
  refuses('{{random.number("many")}}', 'random.number failed: it makes nothing of its arguments.', '1:1+25');
});

test('braces around a token need no space', () => {
  gives('{{{random.number(0)}}}', /^\{0\}$/);
  gives('{"a":{"b":1}} {"c":{"d":{{random.number(0)}}}}', /^\{"a":\{"b":1\}\} \{"c":\{"d":0\}\}$/);
});

test('arguments: several, with brackets in them, or a text as it stands', () => {
  gives('{{commerce.price(5, 5, 1, "$")}}', /^\$5\.0$/);
  gives('{{random.arrayElement(["a)", "b}}"])}}', /^(a\)|b\}\})$/);
  gives('{{date.now(DD/MM/YYYY)}}', /^04\/03\/2026$/);
  gives("{{date.now('dddd, MMMM')}}", /^Wednesday, March$/);
  gives('{{date.between("2026-01-01", "2026-01-02T00:00:00Z")}}', /^Thu Jan 01 2026 /);
});

test('objects are JSON, and what is put in is never read again', () => {
  const { records } = run('{{helpers.createCard}}');
  assert.ok(records.every(({ json }) => json));
  gives('{{helpers.randomize(["$& {{random.number}}"])}}', /^\$& \{\{random\.number\}\}$/);
});

test('newer names mean what they mean now', () => {
  gives('{{string.uuid}}', UUID);
  gives('{{number.int({"min": 3, "max": 3})}} {{datatype.number(0)}}', /^3 0$/);
  gives('{{location.latitude(48.4, 48.1, 2)}}', /^48\.[1-4]\d$/);
  gives('{{random.float({"min": 1, "max": 2, "precision": 0.5})}}', /^(1|1\.5|2)$/);
  gives(
    '{{date.iso}} {{date.epoch}} {{ current.timestamp }}',
    /^2026-03-04T05:06:07\.000Z 1772600767000 2026-03-04T05:06:07\+00:00$/,
  );
  refuses(
    '{{random.alphaNumeric(1e9)}}',
    'random.alphaNumeric failed: a length is a number from 0 to 1000000.',
    '1:1+28',
  );
});

test('line breaks stay where they are wanted', () => {
  gives('a,\r\n{{random.number(0)}}\n', /^a,\n0$/, { keepLines: true });
  gives('a,\r\n{{random.number(0)}}\n', /^a,0$/);
});
