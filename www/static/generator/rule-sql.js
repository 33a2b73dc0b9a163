// The SQL of IoT rules: from text to functions. What is covered stands in rule.js.
//
// A value is what JSON has, or undefined where a field is absent or an operation has no meaning; WHERE wants true.

import { TemplateError } from './fault.js';

const WORDS = ['SELECT', 'FROM', 'WHERE', 'AS', 'AND', 'OR', 'NOT', 'TRUE', 'FALSE', 'NULL'];
/** Brackets within brackets; more would end the stack. */
const DEPTH_MAX = 200;

/**
 * @typedef {{ run: (context: object) => any, name: string }} Expression `name` is the column's without AS; may be empty
 * @typedef {{ every: true } | { every?: false, name: string, expression: Expression }} Column
 * @typedef {{ columns: Column[], filter: string, where: Expression | null, condition: string }} Select `condition` is the
 *   text behind WHERE, on one line
 */

/** @returns {Select} */
export function parseSelect(sql) {
  const parser = new Parser(sql, 0, sql.length);
  parser.expectWord('SELECT');
  const columns = parser.list(() => column(parser));
  parser.expectWord('FROM');
  const filter = parser.text('a topic filter between single quotes');
  const has = parser.takeWord('WHERE');
  const start = parser.here().at;
  const where = has ? parser.expression() : null;
  parser.end();
  return { columns, filter, where, condition: has ? sql.slice(start).trim().replace(/\s+/g, ' ') : '' };
}

/** An expression that is a stretch of a text. @returns {Expression} */
export function parseExpression(text, from, to) {
  const parser = new Parser(text, from, to);
  const expression = parser.expression();
  parser.end();
  return expression;
}

function column(parser) {
  if (parser.takeSign('*')) return { every: true };
  const start = parser.here();
  const expression = parser.expression();
  const name = parser.takeWord('AS') ? parser.name() : expression.name;
  if (!name) parser.fail('Give this a name with AS.', start);
  return { name, expression };
}

/** Recursive descent, one method a level: OR, AND, NOT, comparison, sum, product, sign, value. */
class Parser {
  #text;
  #tokens;
  #next = 0;
  #depth = 0;

  constructor(text, from, to) {
    this.#text = text;
    this.#tokens = tokens(text, from, to);
  }

  expression() {
    if (++this.#depth > DEPTH_MAX) this.fail('This is nested too deeply.');
    const expression = this.#left(['OR'], () => this.#left(['AND'], () => this.#not()));
    this.#depth--;
    return expression;
  }

  list(item) {
    const items = [item()];
    while (this.takeSign(',')) items.push(item());
    return items;
  }

  text(what) {
    const token = this.here();
    if (token.kind !== 'text') this.fail(`Here stands ${what}.`);
    this.#next++;
    return token.value;
  }

  name() {
    const token = this.here();
    if (token.kind !== 'name') this.fail('Here stands a name.');
    this.#next++;
    return token.value;
  }

  expectWord(word) {
    if (!this.takeWord(word)) this.fail(`Here stands ${word}.`, this.here(), word);
  }

  takeWord(word) {
    return this.#take('word', word);
  }

  takeSign(sign) {
    return this.#take('sign', sign);
  }

  end() {
    if (this.here().kind !== 'end') this.fail('Nothing more is expected here.');
  }

  here() {
    return this.#tokens[this.#next];
  }

  fail(message, { at, length } = this.here(), meant = '') {
    throw new TemplateError(message, { text: this.#text, at, length, meant });
  }

  #take(kind, value) {
    const token = this.here();
    if (token.kind !== kind || token.value !== value) return null;
    this.#next++;
    return token;
  }

  #takeAny(values) {
    return values.find((value) => this.takeSign(value) ?? this.takeWord(value));
  }

  /** Operators of one level, from left to right. */
  #left(operators, operand) {
    let left = operand();
    for (;;) {
      const operator = this.#takeAny(operators);
      if (!operator) return left;
      const [first, second] = [left, operand()];
      left = { name: '', run: (context) => OPERATORS[operator](first.run(context), second.run(context)) };
    }
  }

  #not() {
    let negations = 0;
    while (this.takeWord('NOT')) negations++;
    const comparison = () => this.#left(['+', '-'], () => this.#left(['*', '/', '%'], () => this.#signed()));
    const operand = this.#left(['=', '<>', '!=', '<=', '>=', '<', '>'], comparison);
    if (negations % 2 === 0) return operand;
    return { name: '', run: (context) => truth(operand.run(context), (value) => !value) };
  }

  #signed() {
    if (!this.takeSign('-')) return this.#value();
    const operand = this.#value();
    return { name: '', run: (context) => arithmetic(0, operand.run(context), (a, b) => a - b) };
  }

  #value() {
    const token = this.here();
    if (this.takeSign('(')) {
      const inner = this.expression();
      if (!this.takeSign(')')) this.fail('The bracket is not closed.', token);
      return { name: '', run: inner.run };
    }
    const literal = this.#literal(token);
    if (literal !== undefined) return { name: '', run: () => literal };
    if (token.kind !== 'name') this.fail('Here stands a field, a number, a text or a function.');
    this.#next++;
    return this.takeSign('(') ? this.#call(token) : this.#field(token.value);
  }

  #literal({ kind, value }) {
    const words = { TRUE: true, FALSE: false, NULL: null };
    const known = kind === 'number' || kind === 'text' || (kind === 'word' && Object.hasOwn(words, value));
    if (!known) return undefined;
    this.#next++;
    return kind === 'word' ? words[value] : value;
  }

  #field(first) {
    const path = [first];
    while (this.takeSign('.')) path.push(this.name());
    return { name: path[path.length - 1], run: ({ fields }) => path.reduce(member, fields) };
  }

  #call(token) {
    const name = token.value.toLowerCase();
    const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : null;
    if (!run) this.fail(`The function ${token.value}() is not covered.`, token);
    const values = this.takeSign(')') ? [] : this.list(() => this.expression());
    if (values.length > 0 && !this.takeSign(')')) this.fail('The bracket is not closed.');
    return { name: '', run: (context) => run(context, ...values.map((value) => value.run(context))) };
  }
}

/** Cuts a stretch of a text into tokens, and adds one for its end. */
function tokens(text, from, to) {
  const found = [];
  const pattern =
    /\s+|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_]\w*)|'(?<text>(?:[^']|'')*)'|(?<sign><>|!=|<=|>=|[=<>+\-*/%(),.])/y;
  let at = from;
  while (at < to) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match || pattern.lastIndex > to) {
      const message = text[at] === "'" ? 'The text that opens here is not closed.' : 'This sign has no meaning here.';
      throw new TemplateError(message, { text, at });
    }
    const token = read(match.groups);
    if (token) found.push({ ...token, at, length: match[0].length });
    at = pattern.lastIndex;
  }
  return [...found, { kind: 'end', value: '', at: to, length: 1 }];
}

function read({ number, name, text, sign }) {
  if (number !== undefined) return { kind: 'number', value: Number(number) };
  if (text !== undefined) return { kind: 'text', value: text.replaceAll("''", "'") };
  if (sign !== undefined) return { kind: 'sign', value: sign };
  if (name === undefined) return null;
  const word = name.toUpperCase();
  return WORDS.includes(word) ? { kind: 'word', value: word } : { kind: 'name', value: name };
}

const member = (value, key) =>
  value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? value[key] : undefined;

const FUNCTIONS = {
  topic: ({ topic }, level) => (level === undefined ? topic : topic.split('/')[level - 1]),
  timestamp: ({ atMs }) => atMs,
  newuuid: ({ uuid }) => uuid,
  upper: (context, value) => (value === undefined ? value : String(value).toUpperCase()),
  lower: (context, value) => (value === undefined ? value : String(value).toLowerCase()),
};

const OPERATORS = {
  OR: (a, b) => logic(a, b, (a, b) => a || b),
  AND: (a, b) => logic(a, b, (a, b) => a && b),
  '=': (a, b) => compare(a, b, (a, b) => a === b),
  '<>': (a, b) => compare(a, b, (a, b) => a !== b),
  '!=': (a, b) => compare(a, b, (a, b) => a !== b),
  '<': (a, b) => compare(a, b, (a, b) => a < b),
  '<=': (a, b) => compare(a, b, (a, b) => a <= b),
  '>': (a, b) => compare(a, b, (a, b) => a > b),
  '>=': (a, b) => compare(a, b, (a, b) => a >= b),
  '+': (a, b) => (typeof a === 'string' || typeof b === 'string' ? joined(a, b) : arithmetic(a, b, (a, b) => a + b)),
  '-': (a, b) => arithmetic(a, b, (a, b) => a - b),
  '*': (a, b) => arithmetic(a, b, (a, b) => a * b),
  '/': (a, b) => arithmetic(a, b, (a, b) => a / b),
  '%': (a, b) => arithmetic(a, b, (a, b) => a % b),
};

const truth = (value, then) => (typeof value === 'boolean' ? then(value) : undefined);
const logic = (a, b, then) => truth(a, (a) => truth(b, (b) => then(a, b)));
const joined = (a, b) => (a === undefined || b === undefined ? undefined : `${a}${b}`);

function compare(a, b, then) {
  if (a === undefined || b === undefined) return undefined;
  if (typeof a === typeof b) return then(a, b);
  const [x, y] = [numberOf(a), numberOf(b)];
  return x === undefined || y === undefined ? undefined : then(x, y);
}

function arithmetic(a, b, then) {
  const [x, y] = [numberOf(a), numberOf(b)];
  const value = x === undefined || y === undefined ? NaN : then(x, y);
  return Number.isFinite(value) ? value : undefined;
}

/** A number, or a text that is one. */
function numberOf(value) {
  if (typeof value === 'number') return value;
  const plain = typeof value === 'string' && /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value);
  return plain ? Number(value) : undefined;
}
