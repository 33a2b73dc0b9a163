// The table of helpers: complete, and true about each.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { library, load } from './support/built.mjs';

const { HELPERS, complete, helpersOf } = await load('generator');
const { preview } = await load('preview');

const NOTHING = /^$|undefined|NaN|Invalid Date|\[object Object\]/;
const MODULES = {
  random: 11,
  date: 9,
  name: 10,
  address: 17,
  company: 11,
  finance: 9,
  internet: 15,
  phone: 3,
  commerce: 7,
  lorem: 8,
  hacker: 6,
  image: 16,
  system: 10,
  helpers: 10,
};

/** One record of a template; fails where there is none. */
function first(template, mode) {
  const { records, fault } = preview(template, { mode, atMicros: 1.8e15 }, library);
  assert.equal(fault, null, `${template}: ${fault?.message}`);
  return records[0].text;
}

test('the table has the 142 helpers, which are all that the library has', () => {
  const counted = {};
  for (const { name } of HELPERS) counted[name.split('.')[0]] = (counted[name.split('.')[0]] ?? 0) + 1;
  assert.deepEqual(counted, MODULES);
  assert.equal(HELPERS.length, 142);
  const there = Object.keys(MODULES).flatMap((module) =>
    Object.keys(library.faker[module])
      .filter((method) => typeof library.faker[module][method] === 'function')
      .map((method) => `${module}.${method}`),
  );
  assert.deepEqual(HELPERS.map(({ name }) => name).sort(), there.sort());
});

for (const { name, example, usable, why } of HELPERS) {
  test(`${name} in strict mode ${usable ? 'gives something' : 'gives nothing of use'}`, () => {
    // Behind a sign, for an empty record is another text.
    const { records, fault } = preview(`={{${name}}}`, { atMicros: 1.8e15 }, library);
    const text = records[0]?.text.slice(1);
    if (usable) {
      // Texts that are made of their argument have nothing to say without one.
      if (example === `{{${name}}}`) assert.doesNotMatch(text, NOTHING);
      assert.doesNotMatch(first(example, 'strict'), NOTHING);
    } else {
      assert.ok(fault || NOTHING.test(text));
      assert.notEqual(why, '');
    }
  });
}

for (const { name, example } of helpersOf('relaxed')) {
  test(`${name} in relaxed mode`, () => {
    // Without an argument it gives nothing.
    const template = name === 'helpers.mustache' ? '{{helpers.mustache("{{a}}", {"a": 1})}}' : example;
    assert.doesNotMatch(first(template, 'relaxed'), NOTHING);
  });
}

test('what a mode offers has names of its own, and newer versions replace what they do better', () => {
  const names = helpersOf('relaxed').map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(
    helpersOf('relaxed').filter(({ usable }) => !usable),
    [],
  );
  assert.equal(first('{{random.alphaNumeric(12)}}', 'strict').length, 1);
  assert.equal(first('{{random.alphaNumeric(12)}}', 'relaxed').length, 12);
});

test('completion finds modules first and methods after', () => {
  const names = (typed, mode) => complete(typed, mode).map(({ name }) => name);
  assert.deepEqual(names('random.u', 'strict'), ['random.uuid']);
  assert.deepEqual(names('uuid', 'strict'), ['random.uuid']);
  assert.deepEqual(names('date', 'strict').length, 9);
  assert.deepEqual(names('uuid', 'relaxed'), ['random.uuid', 'datatype.uuid', 'string.uuid']);
});

test('card numbers have the right check digit', () => {
  const digits = [...first('{{finance.creditCardNumber}}', 'relaxed')].reverse().map(Number);
  const sum = digits.reduce((sum, digit, i) => sum + (i % 2 ? (2 * digit > 9 ? 2 * digit - 9 : 2 * digit) : digit), 0);
  assert.equal(digits.length, 16);
  assert.equal(sum % 10, 0);
});
