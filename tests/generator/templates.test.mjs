// Built-in templates, and the files of the Kinesis Data Generator.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { library, load } from './support/built.mjs';

const { BUILT_IN, exportKdg, importKdg, importPeriods } = await load('generator');
const { agent } = await load('agent');
const { preview } = await load('preview');

const shown = ({ template, key }, mode) => preview(template, { mode, key, seed: 9, atMicros: 1.8e15 }, library);
const builtIn = (wanted) => BUILT_IN.find(({ id }) => id === wanted);

for (const template of BUILT_IN) {
  test(`${template.name} runs in both modes with the same records`, () => {
    const strict = shown(template, 'strict');
    assert.equal(strict.fault, null);
    assert.equal(strict.records.length, 5);
    assert.deepEqual(shown(template, 'relaxed'), strict);
    assert.ok(strict.records.every(({ json }) => json === (template.id !== 'apache')));
  });
}

test('22: the sensor template gives valid JSON with its three fields in their ranges', () => {
  for (const { text } of shown(builtIn('sensor'), 'strict').records) {
    const { sensorId, currentTemperature, status, ...rest } = JSON.parse(text);
    assert.ok(sensorId >= 0 && sensorId <= 50 && currentTemperature >= 10 && currentTemperature <= 150);
    assert.ok(['OK', 'FAIL', 'WARN'].includes(status));
    assert.deepEqual(rest, {});
  }
});

test('the ticker has the columns of the stock demonstration', () => {
  const { text } = shown(builtIn('ticker'), 'strict').records[0];
  assert.deepEqual(
    Object.entries(JSON.parse(text)).map(([name, value]) => `${name} ${typeof value}`),
    ['TICKER_SYMBOL string', 'SECTOR string', 'CHANGE number', 'PRICE number'],
  );
});

test('the agent understands the Apache log', () => {
  const log = shown(builtIn('apache'), 'strict')
    .records.map(({ text }) => `${text}\n`)
    .join('');
  const dataProcessingOptions = [{ optionName: 'LOGTOJSON', logFormat: 'COMBINEDAPACHELOG' }];
  const { records } = agent(log, { initialPosition: 'START_OF_FILE', dataProcessingOptions }, null);
  assert.equal(records.length, 5);
  for (const { after } of records) assert.match(JSON.parse(after).agent, /^(Mozilla|Opera)\//);
});

test('topics of the IoT messages are a template too', () => {
  const { records } = preview(builtIn('iot').topic, {}, library);
  for (const { text } of records) assert.match(text, /^building\/[1-3]\/thermostat-\d+\/report$/);
});

test('templates go out in files of five slots and come back', () => {
  const templates = Array.from({ length: 6 }, (_, i) => ({
    name: `A & B <${i}>`,
    template: `{{random.number(${i})}}\n`,
  }));
  const files = exportKdg(templates);
  assert.deepEqual(
    files.map((file) => JSON.parse(file).length),
    [5, 5],
  );
  assert.deepEqual(JSON.parse(files[1])[0].name, 'A &amp; B &lt;5&gt;');
  assert.deepEqual(JSON.parse(files[1])[1], { name: 'Template 2', template: '' });
  assert.deepEqual(files.flatMap(importKdg), templates);
  assert.equal(JSON.parse(exportKdg([])[0]).length, 5);
});

test('what is no file of templates is refused', () => {
  for (const text of ['', '{', '{"name":"a"}', '[{"name":"a"}]', '[null]', '[{"name":1,"template":"x"}]']) {
    assert.throws(() => importKdg(text), /not the format of the Kinesis Data Generator/);
  }
  assert.throws(() => importKdg(' '.repeat(5e6)), /too large/);
});

test('periods are read by the hour of the week', () => {
  const periods = {};
  for (let hour = 0; hour < 168; hour++) {
    periods[`#${Math.floor(hour / 24)}-${hour % 24}-mu`] = String(hour);
    periods[`#${Math.floor(hour / 24)}-${hour % 24}-sig`] = '10';
  }
  const { means, deviations } = importPeriods(JSON.stringify(periods));
  assert.deepEqual([means[0], means[25], means[167], deviations[3]], [0, 25, 167, 10]);
  delete periods['#6-23-mu'];
  assert.throws(() => importPeriods(JSON.stringify(periods)), /two numbers for each hour/);
});
