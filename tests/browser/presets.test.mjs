// The scenarios that the site comes with: each opens from its link, and shows what it is there to show.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { close, hook, openTest } from './support/browser.mjs';
import { fixture } from './support/fixture.mjs';
import { siteFolder } from './support/site.mjs';

const held = fixture();

/** What must be seen once a scenario has run for so many seconds. */
const PRESETS = {
  'first-record': {
    seconds: 10,
    sees({ streams: [stream], readers }) {
      assert.equal(stream.shards.length, 2);
      for (const { film } of stream.shards) assert.ok(film.some((records) => records > 0), 'a strip stays empty');
      for (const { millis_behind } of readers) assert.ok(millis_behind < 1_000, `${millis_behind} ms behind`);
    },
  },
  'hot-key': {
    seconds: 10,
    sees({ streams: [{ shards, skew }] }) {
      const { accepted, refused } = shards[3].last_second;
      assert.ok(1_400 < accepted + refused && accepted + refused < 1_700, `${accepted + refused} are offered`);
      assert.ok(500 <= refused && refused <= 600, `${refused} are refused`);
      assert.equal(skew.word, 'hot');
    },
  },
  'keys-choose-shards': {
    seconds: 10,
    sees({ streams: [{ shards }] }) {
      assert.equal(shards.length, 4);
      assert.ok(shards.every(({ film }) => film.every((records) => records === 0)), 'the learner fills them');
    },
  },
  reshard: {
    seconds: 10,
    sees({ streams: [{ shards }] }) {
      const { refused } = shards[0].last_second;
      assert.ok(500 <= refused && refused <= 700, `${refused} are refused`);
    },
  },
  'five-cursors': {
    seconds: 10,
    sees({ readers }) {
      const starts = readers.map(({ start }) => (typeof start === 'string' ? start : Object.keys(start)[0]));
      assert.deepEqual(starts.sort(), ['AFTER_SEQUENCE_NUMBER', 'AT_SEQUENCE_NUMBER', 'AT_TIMESTAMP', 'LATEST', 'TRIM_HORIZON']);
    },
  },
  'retention-edge': {
    // It begins at 20 h.
    seconds: 8 * 3_600,
    sees({ streams: [{ shards }] }) {
      const lost = shards.flatMap(({ gates }) => gates).reduce((sum, gate) => sum + gate.expired_unread, 0);
      assert.ok(lost > 0, 'nothing expires unread');
    },
  },
  'fan-out': {
    seconds: 10,
    sees({ streams: [{ shards }], readers }) {
      assert.equal(readers.length, 6);
      assert.ok(shards[0].last_second.reads_refused > 0, 'no read is refused');
      assert.ok(readers.filter(({ millis_behind }) => millis_behind > 1_000).length > 1, 'few fall behind');
    },
  },
  'stream-vs-queue': {
    seconds: 10,
    sees({ streams: [{ shards }], readers, delivery_streams: [silent] }) {
      assert.ok(readers.length >= 2, 'the stream is read twice');
      assert.ok(shards.some((shard) => shard.film.some((records) => records > 0)), 'no strip fills');
      assert.ok(silent.counts.accepted > 900 && silent.counts.delivered === 0, `${silent.counts.delivered} are delivered`);
    },
  },
  'firehose-lake': {
    seconds: 10,
    sees({ delivery_streams: [fast, slow, spread] }) {
      assert.equal(spread.active_partitions, 4);
      assert.equal(fast.lanes[0].next?.cause ?? 'size', 'size');
      assert.ok(fast.counts.delivered > 0, 'the fast buffer has not closed yet');
      assert.equal(slow.lanes[0].next.cause, 'interval');
      assert.equal(slow.counts.delivered, 0);
    },
  },
  'size-or-time': {
    seconds: 10,
    sees({ delivery_streams: all }) {
      assert.deepEqual(all.map(({ name, counts }) => [name, counts.delivered > 0]), [['alarms-to-lake', false], ['clicks-to-lake', true], ['orders-to-lake', false]]);
    },
  },
  'redshift-by-way-of-s3': {
    seconds: 10,
    sees({ streams: [{ shards }], delivery_streams: none }) {
      assert.deepEqual(none, [], 'the learner makes it');
      assert.ok(shards[0].film.some((records) => records > 0), 'nothing comes');
    },
  },
};

test('9: every scenario that the site comes with opens from its link and shows what it is for', async () => {
  const shipped = readdirSync(join(siteFolder, 'scenarios')).map((file) => file.replace('.json', ''));
  assert.deepEqual(shipped.sort(), Object.keys(PRESETS).sort());
  for (const [id, { seconds, sees }] of Object.entries(PRESETS)) {
    const page = await openTest(held, 'sim/', { fragment: `#p=${id}` });
    await hook(page, 'advance', seconds * 1_000);
    const { view } = await hook(page, 'snapshot');
    try {
      sees(view);
    } catch (error) {
      error.message = `${id}: ${error.message}`;
      throw error;
    }
    await close(page);
  }
});
