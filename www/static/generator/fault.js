// What is wrong with a template, and where.

/** An error in a text: a place, and what was meant if that can be guessed. */
export class TemplateError extends Error {
  /**
   * @param {string} message
   * @param {{ text: string, at: number, length?: number, meant?: string, kdg?: string }} where the text as it was typed,
   *   the first character that is wrong, and what the Kinesis Data Generator says of it
   */
  constructor(message, { text, at, length = 1, meant = '', kdg = '' }) {
    super(message);
    this.name = 'TemplateError';
    this.position = at;
    this.length = length;
    Object.assign(this, lineAndColumn(text, at));
    this.meant = meant;
    this.kdg = kdg;
  }
}

/** Line and column of a character, both from 1; columns count characters, not bytes. */
export function lineAndColumn(text, at) {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: [...lines[lines.length - 1]].length + 1 };
}

/**
 * What crosses from the worker to the page.
 *
 * @typedef {object} Fault
 * @property {string} message
 * @property {number} [position] from 0, in the text as it was typed
 * @property {number} [length]
 * @property {number} [line] from 1
 * @property {number} [column] from 1
 * @property {string} meant what to write instead; may be empty
 * @property {string} kdg the words of the Kinesis Data Generator; may be empty
 * @property {'template' | 'key'} field which of the two templates
 */

/** @returns {Fault} */
export function fault(error) {
  const { message, position, length, line, column, meant = '', kdg = '', field = 'template' } = error;
  const place = position === undefined ? {} : { position, length, line, column };
  return { message, ...place, meant, kdg, field };
}
