// Scenarios with delivery streams, and what tests of their page do again and again.

import { hook, openTest } from './browser.mjs';

export const role = 'arn:aws:iam::000000000000:role/firehose';
export const s3 = (more = {}) => ({ RoleARN: role, BucketARN: 'arn:aws:s3:::lake', ...more });
export const hints = (SizeInMBs, IntervalInSeconds) => ({ SizeInMBs, IntervalInSeconds });
export const stream = (DeliveryStreamName, destination) => ({ DeliveryStreamName, ExtendedS3DestinationConfiguration: s3(destination) });
export const producer = (name, rate, bytes) => ({
  name, stream: name, operation: 'PutRecordBatch', records_per_second: rate, record_bytes: bytes, batch_ms: 100, payload: 'ticker',
});

export const ticks = ['TICKER_SYMBOL string', 'SECTOR string', 'CHANGE double', 'PRICE double'].map((line) => line.split(' '));
export const toParquet = {
  SchemaConfiguration: { RoleARN: role, DatabaseName: 'market', TableName: 'ticks', Region: 'us-east-1' },
  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: { CaseInsensitive: false } } },
  OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
};
export const calling = (name) => ({
  Enabled: true,
  Processors: [{
    Type: 'Lambda',
    Parameters: [
      { ParameterName: 'LambdaArn', ParameterValue: `arn:aws:lambda:us-east-1:000000000000:function:${name}` },
      { ParameterName: 'BufferSizeInMBs', ParameterValue: '1' },
      { ParameterName: 'BufferIntervalInSeconds', ParameterValue: '60' },
      { ParameterName: 'NumberOfRetries', ParameterValue: '0' },
    ],
  }],
});

/** A scenario with buckets, functions and a table, and these delivery streams and producers. */
export const lake = (delivery_streams, producers = [], streams = []) => ({
  version: 1, id: 'lake', title: 'A lake', streams, producers,
  deliveries: {
    buckets: ['lake'],
    functions: [{ name: 'parse', code: { blueprint: 'apache_log_to_json' } }],
    tables: [{ database: 'market', name: 'ticks', columns: ticks.map(([name, type]) => ({ name, type })) }],
    delivery_streams,
  },
});

/** What opens the page with a scenario, in the browser of a fixture. */
export const opener = (held) => async (scenario, { tab = 'delivery', ...options } = {}) => {
  const page = await openTest(held, 'firehose/', { query: `&tab=${tab}`, ...options });
  await hook(page, 'whole');
  await hook(page, 'open', JSON.stringify(scenario));
  await page.getByTestId('firehose-status').waitFor();
  return page;
};

export const says = (page, testid, what) => page.getByTestId(testid).filter({ hasText: what }).first().waitFor();
export const text = (page, testid) => page.getByTestId(testid).innerText();
export const number = async (page, testid) => Number((await text(page, testid)).replaceAll(',', ''));

/** Chooses a delivery stream. */
export async function choose(page, name) {
  await page.getByTestId('firehose-picker').selectOption(name);
  await page.getByTestId('firehose-name').filter({ hasText: name }).waitFor();
}

/** Opens all folders that lead to the first object, and shows it. */
export async function showFirstObject(page, within = '') {
  const objects = page.locator('[data-testid=firehose-object]').filter({ hasText: within });
  while (!(await objects.count())) {
    const shut = page.locator('.tree-folder[aria-expanded=false]').filter({ hasText: within }).first();
    if (await shut.count()) await shut.click();
    await page.waitForTimeout(100);
  }
  await objects.first().click();
}
