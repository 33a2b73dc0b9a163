// What relaxed mode knows beyond the 142 helpers: names and arguments of newer versions of faker, and what strict mode
// has but cannot use. Made of faker 3.1.0's own helpers, whose chance is seeded.

import { HELPERS, helper } from './helpers.js';

const DIGITS = '0123456789';
const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const HEXADECIMAL = '0123456789abcdef';
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
const CHARACTERS_MAX = 1_000_000;

/** Rows as in helpers.js, and last how to make it: the faker, then the arguments of the token. */
const NEWER = {
  'random.alphaNumeric': [
    'digits and small letters',
    'how many',
    '8',
    (f, count = 1) => text(f, DIGITS + SMALL, count),
  ],
  'random.alpha': ['small letters', 'how many', '8', (f, count = 1) => text(f, SMALL, count)],
  'random.hexaDecimal': [
    'a hexadecimal number',
    'how many digits',
    '8',
    (f, count = 1) => `0x${text(f, HEXADECIMAL, count)}`,
  ],
  'random.float': [
    'a number with decimals',
    'the largest, or {"min", "max", "precision"}',
    '{"min":0,"max":1,"precision":0.001}',
    float,
  ],
  'random.arrayElements': [
    'some elements of an array, as JSON',
    'the array, then how many',
    '["a","b","c"],2',
    (f, array = ['a', 'b', 'c'], count = 1) => elements(f, array, count),
  ],
  'datatype.datetime': ['a moment of the last fifty years, as ISO 8601', '', '', (f) => f.date.past(50).toISOString()],
  'date.between': [
    'a moment between two',
    'the first and the last moment',
    '"2026-01-01","2026-02-01"',
    (f, from, to) => f.date.between(from, to),
  ],
  'date.soon': ['a moment of the coming day', 'within how many days', '7', (f, days = 1) => f.date.future(days / 365)],
  'date.iso': [
    'the time of the record as ISO 8601, with milliseconds',
    '',
    '',
    (f) => f.date.utc('YYYY-MM-DDTHH:mm:ss.SSS[Z]'),
  ],
  'date.epoch': ['the time of the record in milliseconds since 1970', '', '', (f) => Number(f.date.utc('x'))],
  'date.epochSeconds': ['the time of the record in seconds since 1970', '', '', (f) => Number(f.date.utc('X'))],
  'name.gender': ['Female, Male or Other', '', '', (f) => pick(f, ['Female', 'Male', 'Other'])],
  'address.direction': [
    'a direction of the compass',
    '',
    '',
    (f) => pick(f, ['North', 'East', 'South', 'West', 'Northeast', 'Northwest', 'Southeast', 'Southwest']),
  ],
  'address.latitude': [
    'degrees of latitude',
    'the largest, the smallest, and how many places',
    '48.4,48.1,5',
    (f, max = 90, min = -90, places = 4) => degrees(f, max, min, places),
  ],
  'address.longitude': [
    'degrees of longitude',
    'the largest, the smallest, and how many places',
    '16.6,16.1,5',
    (f, max = 180, min = -180, places = 4) => degrees(f, max, min, places),
  ],
  'address.nearbyGPSCoordinate': [
    'latitude and longitude near a place, as JSON',
    '{"coordinate": [latitude, longitude], "radius", "isMetric"}',
    '{"coordinate":[48.2,16.37],"radius":5}',
    (f, object = {}) => f.address.nearbyGPSCoordinate(object).map(Number),
  ],
  'finance.creditCardNumber': ['a card number whose check digit is right', '', '', (f) => card(text(f, DIGITS, 15))],
  'finance.pin': ['a PIN', 'how many digits', '6', (f, count = 4) => text(f, DIGITS, count)],
  'internet.ipv6': [
    'an IPv6 address',
    '',
    '',
    (f) => Array.from({ length: 8 }, () => text(f, HEXADECIMAL, 4)).join(':'),
  ],
  'internet.port': ['the number of a port', '', '', (f) => f.random.number(65535)],
  'internet.httpMethod': ['a method of HTTP', '', '', (f) => pick(f, METHODS)],
  'internet.statusCode': ['a status of HTTP, most often 200', '', '', (f) => status(f)],
  'lorem.slug': [
    'three words with hyphens between them',
    'how many words',
    '2',
    (f, count = 3) => f.helpers.slugify(f.lorem.words(count)),
  ],
  'system.directoryPath': [
    'a folder',
    '',
    '',
    (f) => pick(f, ['/etc', '/home', '/opt', '/srv', '/tmp', '/usr/share', '/var/log']),
  ],
  'system.filePath': [
    'a file with its folder',
    '',
    '',
    (f) => `${MAKERS.get('system.directoryPath')(f)}/${f.system.commonFileName()}`,
  ],
};

/** How newer versions call helpers that this one has. */
const RENAMED = {
  'datatype.number': 'random.number',
  'datatype.float': 'random.float',
  'datatype.uuid': 'random.uuid',
  'datatype.boolean': 'random.boolean',
  'datatype.string': 'random.alphaNumeric',
  'datatype.hexaDecimal': 'random.hexaDecimal',
  'number.int': 'random.number',
  'number.float': 'random.float',
  'number.hex': 'random.hexaDecimal',
  'string.uuid': 'random.uuid',
  'string.alphanumeric': 'random.alphaNumeric',
  'string.alpha': 'random.alpha',
  'string.hexadecimal': 'random.hexaDecimal',
  'string.numeric': 'finance.pin',
  'helpers.arrayElement': 'random.arrayElement',
  'helpers.arrayElements': 'random.arrayElements',
  'helpers.objectValue': 'random.objectElement',
  'person.firstName': 'name.firstName',
  'person.lastName': 'name.lastName',
  'person.fullName': 'name.findName',
  'name.fullName': 'name.findName',
  'person.jobTitle': 'name.jobTitle',
  'person.prefix': 'name.prefix',
  'person.suffix': 'name.suffix',
  'person.jobDescriptor': 'name.jobDescriptor',
  'person.jobArea': 'name.jobArea',
  'person.jobType': 'name.jobType',
  'person.gender': 'name.gender',
  'location.zipCode': 'address.zipCode',
  'location.city': 'address.city',
  'location.street': 'address.streetName',
  'location.streetAddress': 'address.streetAddress',
  'address.street': 'address.streetName',
  'location.county': 'address.county',
  'location.country': 'address.country',
  'location.countryCode': 'address.countryCode',
  'location.state': 'address.state',
  'location.latitude': 'address.latitude',
  'location.longitude': 'address.longitude',
  'location.nearbyGPSCoordinate': 'address.nearbyGPSCoordinate',
  'location.direction': 'address.direction',
  'company.name': 'company.companyName',
  'company.buzzPhrase': 'company.bs',
  'internet.username': 'internet.userName',
  'internet.displayName': 'internet.userName',
  'internet.ipv4': 'internet.ip',
  'internet.httpStatusCode': 'internet.statusCode',
  'phone.number': 'phone.phoneNumber',
  'finance.accountNumber': 'finance.account',
  'finance.maskedNumber': 'finance.mask',
  'color.human': 'commerce.color',
  'color.rgb': 'internet.color',
  'image.url': 'image.imageUrl',
};

/** How each is made, by name. */
const MAKERS = new Map(Object.entries(NEWER).map(([name, row]) => [name, row[3]]));

const MADE = Object.entries(NEWER).map(([name, row]) => helper(name, row.slice(0, 3), true));

/** @type {import('./helpers.js').Helper[]} */
export const NEWER_HELPERS = [...MADE, ...Object.entries(RENAMED).map(renamed)];

function renamed([name, means]) {
  const known = [...MADE, ...HELPERS].find((helper) => helper.name === means);
  return {
    ...known,
    name,
    gives: `${known.gives}: ${means}`,
    example: known.example.replace(means, name),
    newer: true,
  };
}

/** What a name means in this version. */
export const modernName = (name) => (Object.hasOwn(RENAMED, name) ? RENAMED[name] : name);
/** How relaxed mode makes what this version lacks; undefined if it is faker's own. */
export const maker = (name) => MAKERS.get(name);

const pick = (f, array) => f.random.arrayElement(array);

function text(f, alphabet, count) {
  const length = typeof count === 'object' && count ? (count.length ?? count.count ?? 1) : count;
  if (!(length >= 0 && length <= CHARACTERS_MAX)) throw new Error(`a length is a number from 0 to ${CHARACTERS_MAX}`);
  return Array.from({ length }, () => alphabet[f.random.number(alphabet.length - 1)]).join('');
}

function float(f, options = {}) {
  const {
    min = 0,
    max = 99999,
    precision = 0.01,
    fractionDigits,
  } = typeof options === 'number' ? { max: options } : options;
  const step = fractionDigits === undefined ? precision : 10 ** -fractionDigits;
  const places = Math.max(0, Math.ceil(-Math.log10(step)));
  return Number((min + f.random.number(Math.round((max - min) / step)) * step).toFixed(places));
}

function elements(f, array, count) {
  const rest = [...array];
  const taken = [];
  while (taken.length < count && rest.length > 0) taken.push(...rest.splice(f.random.number(rest.length - 1), 1));
  return taken;
}

function degrees(f, max, min, places) {
  const scale = 10 ** places;
  return (min + f.random.number(Math.round((max - min) * scale)) / scale).toFixed(places);
}

/** Adds Luhn's check digit. */
function card(digits) {
  const sum = [...digits].reverse().reduce((sum, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function status(f) {
  return f.random.weightedArrayElement({ weights: [0.85, 0.05, 0.03, 0.05, 0.02], data: [200, 301, 400, 404, 500] });
}
