// Exported templates, read by parsers of their languages and held against the names that their resources may have.

import assert from 'node:assert/strict';
import { parse as parseHcl } from '@cdktn/hcl2json';
import { parseDocument } from 'yaml';

/** What stands at the top of a template. */
const SECTIONS = {
  must: ['Resources'],
  may: [
    'AWSTemplateFormatVersion', 'Conditions', 'Description', 'Mappings', 'Metadata', 'Outputs', 'Parameters', 'Rules',
    'Transform',
  ],
};

/** What stands in a resource of a template. */
const RESOURCE = {
  must: ['Type'],
  may: [
    'Condition', 'CreationPolicy', 'DeletionPolicy', 'DependsOn', 'Metadata', 'Properties', 'UpdatePolicy',
    'UpdateReplacePolicy',
  ],
};

/** What a template may set, by the resource schemas that AWS publishes. */
const PROPERTIES = {
  'AWS::Kinesis::Stream': {
    must: [],
    may: [
      'DesiredShardLevelMetrics', 'MaxRecordSizeInKiB', 'Name', 'RetentionPeriodHours', 'ShardCount', 'StreamEncryption',
      'StreamModeDetails', 'Tags', 'WarmThroughputMiBps',
    ],
  },
  'AWS::Kinesis::StreamConsumer': { must: ['ConsumerName', 'StreamARN'], may: ['Tags'] },
};

/** What a configuration may set, by the schema of HashiCorp's provider for AWS, 5.100.0. */
const ARGUMENTS = {
  aws_kinesis_stream: {
    must: ['name'],
    may: [
      'encryption_type', 'enforce_consumer_deletion', 'kms_key_id', 'retention_period', 'shard_count', 'shard_level_metrics',
      'stream_mode_details', 'tags', 'timeouts',
    ],
  },
  aws_kinesis_stream_consumer: { must: ['name', 'stream_arn'], may: [] },
};

/** Fails where `what` lacks a name that must be there, or has one that nobody knows. */
function checkNames(what, found, known) {
  assert.ok(known, `${what} is of no kind that a stage has`);
  const names = Object.keys(found);
  assert.deepEqual(known.must.filter((name) => !names.includes(name)), [], `${what} lacks these`);
  assert.deepEqual(names.filter((name) => ![...known.must, ...known.may].includes(name)), [], `${what} may not have these`);
}

/** Resources of a CloudFormation template by their logical names. A tag is refused: what is exported has none. */
export function readCloudFormation(text) {
  // CloudFormation reads YAML 1.1, where `2010-09-09` without quotes is a date and `on` is true.
  const document = parseDocument(text, { version: '1.1', stringKeys: true });
  assert.deepEqual([...document.errors, ...document.warnings].map(String), []);
  const template = document.toJS();
  checkNames('the template', template, SECTIONS);
  assert.equal(template.AWSTemplateFormatVersion, '2010-09-09');
  for (const [name, resource] of Object.entries(template.Resources)) {
    assert.match(name, /^[A-Za-z0-9]+$/);
    checkNames(name, resource, RESOURCE);
    checkNames(`${name}, ${resource.Type},`, resource.Properties ?? {}, PROPERTIES[resource.Type]);
  }
  return template.Resources;
}

/** Resources of a Terraform configuration by kind and name. A block is a list, and a reference is `${…}`. */
export async function readTerraform(text) {
  const { resource: kinds, ...rest } = await parseHcl('stage.tf', text);
  assert.deepEqual(rest, {}, 'only resources');
  const read = ([kind, named]) => {
    const resources = Object.entries(named).map(([name, blocks]) => {
      assert.equal(blocks.length, 1, `${kind}.${name} is there once`);
      checkNames(`${kind}.${name}`, blocks[0], ARGUMENTS[kind]);
      return [name, blocks[0]];
    });
    return [kind, Object.fromEntries(resources)];
  };
  return Object.fromEntries(Object.entries(kinds).map(read));
}
