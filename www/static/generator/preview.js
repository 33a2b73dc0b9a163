// The first records of a template, for those who write it.

import { fault } from './fault.js';
import { utf8Length } from './plan.js';
import { records } from './records.js';

/** As many as the Kinesis Data Generator shows. */
const SHOWN = 5;

/**
 * @typedef {object} Shown
 * @property {string} text without the line break at its end
 * @property {number} bytes of the data as it goes out: with the line break, compressed if so
 * @property {string} key
 * @property {number} keyBytes
 * @property {boolean} json whether the text is JSON
 *
 * @typedef {{ records: Shown[], fault: import('./fault.js').Fault | null }} Preview
 */

/**
 * The first records that a plan with this template sends in the second of a moment, or as many as there are before the
 * fault that is told.
 *
 * @param {string} template
 * @param {Partial<import('./records.js').Recipe> & { atMicros?: number }} options
 * @returns {Preview}
 */
export function preview(template, { atMicros = 0, ...recipe }, library) {
  const shown = [];
  try {
    const make = records({ ...recipe, template }, library);
    for (let i = 0; i < SHOWN; i++) shown.push(show(make(Math.floor(atMicros / 1e6), i)));
    return { records: shown, fault: null };
  } catch (error) {
    return { records: shown, fault: fault(error) };
  }
}

function show({ text, data, key }) {
  return { text, bytes: data.length, key, keyBytes: utf8Length(key), json: isJson(text) };
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
