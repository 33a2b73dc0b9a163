// The record generator in a browser: its worker, its library, and that the page stays free meanwhile.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FROM, GOLDEN, TO, digest, plans } from '../generator/support/golden.mjs';
import { close, open } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';

const held = fixture();

test('22: each of the 142 helpers previews', async () => {
  const page = await open(held.browser, held.site.url);
  const previewed = await page.evaluate(async () => {
    const { HELPERS, createGenerator } = await import('/generator/generator.js');
    const generator = createGenerator();
    return Promise.all(
      HELPERS.map(async ({ example, name }) => {
        const { records, fault } = await generator.preview(example, { seed: 1 });
        return { name, records: records.length, fault };
      }),
    );
  });
  assert.equal(previewed.length, 142);
  assert.deepEqual(
    previewed.filter(({ records, fault }) => records !== 5 || fault),
    [],
  );
  await close(page);
});

test('22: the page goes on drawing while a pattern never ends, and can end it', async () => {
  const page = await open(held.browser, held.site.url);
  const message = await page.evaluate(async () => {
    const { createGenerator } = await import('/generator/generator.js');
    const generator = createGenerator();
    const settings = { multiLineStartPattern: '(a+)+b', initialPosition: 'START_OF_FILE' };
    const endless = generator.agent(`a\n${'a'.repeat(60)}\n`, settings).catch((error) => error.message);
    for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
    generator.close();
    return endless;
  });
  assert.equal(message, 'The generator was closed.');
  await close(page);
});

test('22: what strict mode refuses, and relaxed mode accepts', async () => {
  const page = await open(held.browser, held.site.url);
  const refused = await page.evaluate(async () => {
    const { BUILT_IN, createGenerator } = await import('/generator/generator.js');
    const generator = createGenerator();
    const templates = [
      '{{ random.uuid }}',
      '{{random.uuid()}}',
      '{{nosuch.thing}}',
      '{"a":{"b":1}} {{random.number}}',
      '{"a":{"b":{{random.number(5)}}}}',
      BUILT_IN.find(({ id }) => id === 'sensor').template,
    ];
    const isRefused = async (template, mode) => (await generator.preview(template, { mode })).fault !== null;
    const all = (mode) => Promise.all(templates.map((template) => isRefused(template, mode)));
    return { strict: await all('strict'), relaxed: await all('relaxed') };
  });
  assert.deepEqual(refused.strict, [true, true, true, true, false, false]);
  assert.deepEqual(refused.relaxed, [false, false, true, false, false, false]);
  await close(page);
});

test('a seed gives the same records in the browser as in Node', async () => {
  const page = await open(held.browser, held.site.url);
  const builtIn = await page.evaluate(() => import('/generator/generator.js').then(({ BUILT_IN }) => BUILT_IN));
  const calls = await page.evaluate(
    async ([plans, from, to]) => {
      const { createGenerator } = await import('/generator/generator.js');
      const generator = createGenerator();
      const calls = [];
      for (const plan of plans) {
        for await (const { atMicros, input } of generator.batches(plan, from, to)) {
          const Records = input.Records.map(({ Data, PartitionKey }) => ({ Data: Array.from(Data), PartitionKey }));
          calls.push({ atMicros, input: { Records } });
        }
      }
      return calls;
    },
    [plans(builtIn), FROM, TO],
  );
  assert.equal(digest(calls), GOLDEN);
  await close(page);
});
