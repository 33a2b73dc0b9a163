// What the Kinesis Data Generator changes in faker 3.1.0: six helpers it adds, and `random.uuid`. And what
// of faker would never end: it freezes the page there and fails here.
//
// Source: awslabs/amazon-kinesis-data-generator, web/js/faker.js (2024-10), compared with faker 3.1.0 module by module.

import moment from 'moment';

/** Radius of the earth in kilometres. */
const EARTH_KM = 6378.137;
const DIGITS_MAX = 1_000_000;

export function addKdgHelpers(faker) {
  faker.date.now = (format) => moment().format(format);
  faker.date.utc = (format) => moment().utc().format(format);
  // There it is the moment that simulated rates have reached, and absent at other rates. Here time is always simulated.
  faker.date.simTime = (format) => moment().format(format);

  faker.internet.session = () => Math.random() * (Number.MAX_SAFE_INTEGER - 1007199254740991) + 1007199254740991;

  faker.random.weightedArrayElement = (choice) => weighted(choice || { weights: [0.5, 0.5], data: ['dog', 'cat'] });
  faker.random.uuid = () => 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => hex(faker, place));

  faker.address.nearbyGPSCoordinate = (object) => nearby(faker, object);

  endAll(faker);
  return faker;
}

/** Three helpers go on for ever, or until memory ends, and draw nothing meanwhile. */
function endAll({ finance, helpers }) {
  const { account, mask } = finance;
  const { shuffle } = helpers;
  finance.account = (digits) => account(bounded(digits));
  finance.mask = (digits, ...rest) => mask(bounded(digits), ...rest);
  helpers.shuffle = (array) => {
    if (array?.length === 0) throw new RangeError('an empty array is shuffled for ever');
    return shuffle(array);
  };
}

function bounded(digits) {
  if (digits > DIGITS_MAX) throw new RangeError(`it has more than ${DIGITS_MAX} digits`);
  return digits;
}

/** Sums are cut to two places, so that weights with more may never meet the last element: then there is none. */
function weighted({ weights, data }) {
  const total = weights.reduce((sum, weight) => sum + weight);
  const drawn = Math.random() * total;
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    sum = +(sum + weights[i]).toFixed(2);
    if (drawn <= sum) return data[i];
  }
}

function hex(faker, place) {
  const drawn = faker.random.number({ min: 0, max: 15 });
  return (place === 'x' ? drawn : (drawn & 0x3) | 0x8).toString(16);
}

/** A place at a distance in a random direction; fails without an argument, as it does there. */
function nearby(faker, object) {
  const radians = (degrees) => degrees * (Math.PI / 180.0);
  const degrees = (radians) => radians * (180.0 / Math.PI);
  const [latitude, longitude] = object.coordinate || [faker.address.latitude(), faker.address.longitude()];
  const bearing = radians(Math.random() * 360.0);
  const distance = object.radius || 10.0;
  const angle = (object.isMetric ? distance : distance * 0.621371) / EARTH_KM;
  const [from, start] = [radians(latitude), radians(longitude)];
  const to = Math.asin(Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(bearing));
  const east = Math.sin(bearing) * Math.sin(angle) * Math.cos(from);
  let end = start + Math.atan2(east, Math.cos(angle) - Math.sin(from) * Math.sin(to));
  if (end > radians(180)) end -= radians(360);
  else if (end < radians(-180)) end += radians(360);
  return [degrees(to).toFixed(4), degrees(end).toFixed(4)];
}
