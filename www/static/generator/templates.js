// Templates to begin with, and the five slots in which the Kinesis Data Generator keeps its own.

/**
 * @typedef {object} Template
 * @property {string} name
 * @property {string} template
 *
 * @typedef {Template & { id: string, about: string, key: string, topic?: string }} BuiltIn `key` is a template of
 *   partition keys that suits it, `topic` a template of the topic of its messages
 */

/** All run in both modes and give the same records there. @type {BuiltIn[]} */
export const BUILT_IN = [
  {
    id: 'sensor',
    name: 'Sensor',
    about: 'Temperatures of fifty sensors, with a state',
    key: '{{record.sensorId}}',
    template: `{
    "sensorId": {{random.number(50)}},
    "currentTemperature": {{random.number(
        {
            "min":10,
            "max":150
        }
    )}},
    "status": "{{random.arrayElement(
        ["OK","FAIL","WARN"]
    )}}"
}`,
  },
  {
    id: 'ticker',
    name: 'Stock ticker',
    about: 'Prices of ten shares',
    key: '{{record.TICKER_SYMBOL}}',
    template: `{
    "TICKER_SYMBOL": "{{random.arrayElement(["AAPL","AMZN","MSFT","INTC","TBV","QXZ","WAS","VVY","SAC","NGC"])}}",
    "SECTOR": "{{random.arrayElement(["TECHNOLOGY","HEALTHCARE","ENERGY","RETAIL","FINANCIAL"])}}",
    "CHANGE": {{random.number({"min":-9,"max":9})}}.{{random.number({"min":10,"max":99})}},
    "PRICE": {{random.number({"min":5,"max":250})}}.{{random.number({"min":10,"max":99})}}
}`,
  },
  {
    id: 'clickstream',
    name: 'Clickstream',
    about: 'What visitors of a shop look at',
    key: '{{record.visitor}}',
    template: `{
    "visitor": "{{random.number({"min":1,"max":500})}}",
    "session": {{internet.session}},
    "action": "{{random.weightedArrayElement({"weights":[0.6,0.25,0.1,0.05],"data":["view","search","cart","buy"]})}}",
    "product": "{{commerce.productName}}",
    "department": "{{commerce.department}}",
    "referrer": "{{internet.url}}",
    "ip": "{{internet.ip}}",
    "at": "{{date.utc("YYYY-MM-DDTHH:mm:ss.SSS")}}Z"
}`,
  },
  {
    id: 'apache',
    name: 'Apache log',
    about: 'Lines of a web server in the combined format',
    key: '',
    template:
      '{{internet.ip}} - {{internet.userName}} [{{date.now("DD/MMM/YYYY:HH:mm:ss ZZ")}}] ' +
      '"{{random.weightedArrayElement({"weights":[0.7,0.2,0.05,0.05],"data":["GET","POST","DELETE","PUT"]})}} ' +
      '{{random.arrayElement(["/","/list","/basket","/item/1","/item/2","/search?q=shoes","/login"])}} HTTP/1.1" ' +
      '{{random.weightedArrayElement({"weights":[0.85,0.1,0.04,0.01],"data":["200","404","301","500"]})}} ' +
      '{{random.number({"min":120,"max":9000})}} "{{internet.url}}" "{{internet.userAgent}}"',
  },
  {
    id: 'iot',
    name: 'IoT rule message',
    about: 'What thermostats report over MQTT, for a rule to forward',
    key: '{{record.device}}',
    topic: 'building/{{random.number({"min":1,"max":3})}}/thermostat-{{random.number({"min":1,"max":20})}}/report',
    template: `{
    "device": "thermostat-{{random.number({"min":1,"max":20})}}",
    "temperature": {{random.number({"min":15,"max":32})}}.{{random.number(9)}},
    "humidity": {{random.number({"min":20,"max":80})}},
    "battery": {{random.number(100)}},
    "place": {"lat": {{address.latitude}}, "lon": {{address.longitude}} },
    "at": "{{date.utc}}"
}`,
  },
  {
    id: 'orders',
    name: 'Orders',
    about: 'Orders of a shop',
    key: '{{record.customer}}',
    template: `{
    "order": "{{random.uuid}}",
    "customer": "customer-{{random.number({"min":1,"max":1000})}}",
    "name": "{{name.firstName}} {{name.lastName}}",
    "city": "{{address.city}}",
    "item": "{{commerce.product}}",
    "quantity": {{random.number({"min":1,"max":5})}},
    "price": {{commerce.price}},
    "currency": "{{random.arrayElement(["USD","EUR","GBP"])}}",
    "state": "{{random.weightedArrayElement({"weights":[0.7,0.2,0.1],"data":["placed","paid","cancelled"]})}}",
    "at": "{{date.utc}}"
}`,
  },
  {
    id: 'scores',
    name: 'Game scores',
    about: 'Points of players, some of them cheaters',
    key: '{{record.player}}',
    template: `{
    "player": "{{random.arrayElement(["ada","alan","barbara","edsger","grace","ken","linus","margaret"])}}",
    "game": "{{random.arrayElement(["chess","go","mahjong"])}}",
    "level": {{random.number({"min":1,"max":20})}},
    "points": {{random.weightedArrayElement({"weights":[0.5,0.3,0.19,0.01],"data":[10,25,100,99999]})}},
    "at": "{{date.utc}}"
}`,
  },
  {
    id: 'cdc',
    name: 'Changed rows',
    about: 'Changes of a table as a change data capture gives them',
    key: '{{record.id}}',
    template: `{
    "operation": "{{random.weightedArrayElement({"weights":[0.3,0.6,0.1],"data":["insert","update","delete"]})}}",
    "schema": "shop",
    "table": "customers",
    "id": {{random.number({"min":1,"max":5000})}},
    "transaction": {{random.number({"min":100000,"max":999999})}},
    "row": {
        "name": "{{name.firstName}} {{name.lastName}}",
        "email": "{{internet.exampleEmail}}",
        "city": "{{address.city}}",
        "credit": {{finance.amount}}
    },
    "committed": "{{date.utc("YYYY-MM-DD HH:mm:ss")}}"
}`,
  },
];

/** Slots of the Kinesis Data Generator. */
const SLOTS = 5;
/** A file of templates larger than this is no file of templates. */
const CHARACTERS_MAX = 4 * 1024 * 1024;
/** It keeps names as a web page writes them. */
const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&nbsp;': ' ', '&quot;': '"' };

/**
 * Reads what the Kinesis Data Generator keeps as `templates` in its storage: an array of `{name, template}`. Empty slots
 * are left out.
 *
 * @param {string} json
 * @returns {Template[]}
 */
export function importKdg(json) {
  if (json.length > CHARACTERS_MAX) throw new Error('This file is too large to hold templates.');
  const slots = parse(json);
  const right = Array.isArray(slots) && slots.every((slot) => isText(slot?.name) && isText(slot?.template));
  if (!right)
    throw new Error('This is not the format of the Kinesis Data Generator: an array of {"name", "template"}.');
  return slots
    .filter(({ template }) => template !== '')
    .map(({ name, template }) => ({ name: fromHtml(name), template }));
}

/**
 * Writes templates as that, five in a file: the last file is filled with empty slots.
 *
 * @param {Template[]} templates
 * @returns {string[]} the JSON of each file
 */
export function exportKdg(templates) {
  const files = [];
  for (let from = 0; from < Math.max(1, templates.length); from += SLOTS) {
    files.push(JSON.stringify(Array.from({ length: SLOTS }, (_, i) => slot(templates[from + i], i))));
  }
  return files;
}

function slot(template, i) {
  if (!template) return { name: `Template ${i + 1}`, template: '' };
  return { name: toHtml(template.name), template: template.template };
}

function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

const isText = (value) => typeof value === 'string';
const toHtml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const fromHtml = (html) => html.replace(/&(amp|lt|gt|nbsp|quot);/g, (entity) => ENTITIES[entity]);

/**
 * Reads what it keeps as `periods`: mean and deviation by hour of the week.
 *
 * @param {string} json
 * @returns {{ means: number[], deviations: number[] }}
 */
export function importPeriods(json) {
  const periods = parse(json);
  const value = (hour, what) => Number.parseInt(periods?.[`#${Math.floor(hour / 24)}-${hour % 24}-${what}`], 10);
  const hours = (what) => Array.from({ length: 7 * 24 }, (_, hour) => value(hour, what));
  const [means, deviations] = [hours('mu'), hours('sig')];
  if ([...means, ...deviations].some(Number.isNaN)) {
    throw new Error('This is not the format of the Kinesis Data Generator: two numbers for each hour of the week.');
  }
  return { means, deviations };
}
