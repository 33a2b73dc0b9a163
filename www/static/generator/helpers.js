// The helpers of the Kinesis Data Generator, all 142: what the reference list and the completion of the page show, and
// what a template may call in strict mode.
//
// The list was read from the object that faker.js of awslabs/amazon-kinesis-data-generator (2024-10) builds: faker 3.1.0
// with six helpers more. Both modes refuse every other name, also what JavaScript objects inherit.

/**
 * @typedef {object} Helper
 * @property {string} name `module.method`
 * @property {string} gives what it puts into the record
 * @property {string} argument the one argument that is of use; empty if there is none
 * @property {string} example a token that shows it
 * @property {boolean} usable whether it gives anything of use in strict mode
 * @property {string} why why not, or what to know; may be empty
 * @property {boolean} newer whether only relaxed mode has it
 */

/** What a helper gives, its argument, the argument of the example; after `!`, why it is of no use in strict mode. */
const TABLE = {
  random: {
    number: [
      'a whole number up to 99999',
      'the largest number, or {"min", "max", "precision"}; both ends are included',
      '{"min":1,"max":6}',
    ],
    arrayElement: ['an element of an array', 'the array', '["OK","FAIL","WARN"]'],
    weightedArrayElement: [
      'an element of an array, some more often',
      '{"weights", "data"}: a weight for each element, to two places',
      '{"weights":[0.3,0.7],"data":["cat","dog"]}',
    ],
    objectElement: ["the value of one of an object's members", 'the object', '{"a":1,"b":2}'],
    uuid: ['a UUID of version 4'],
    boolean: ['true or false'],
    word: ['a word or two of trade or technology'],
    words: ['one to three of those words', 'how many', '2'],
    image: ['the address of an image'],
    locale: ['the name of a language of faker'],
    alphaNumeric: ['one digit or small letter'],
  },
  date: {
    past: ['a moment of the last year', 'within how many years', '2'],
    future: ['a moment of the coming year', 'within how many years', '2'],
    between: [
      'a moment between two',
      '',
      '',
      '!it needs two arguments, and strict mode passes one: it gives Invalid Date',
    ],
    recent: ['a moment of the last day', 'within how many days', '7'],
    month: ['the name of a month', '{"abbr": true} for a short one', '{"abbr":true}'],
    weekday: ['the name of a day of the week', '{"abbr": true} for a short one', '{"abbr":true}'],
    now: ['the time of the record, with the offset of its zone', 'a pattern of moment.js', '"YYYY-MM-DD HH:mm:ss.SSS"'],
    utc: ['the time of the record in UTC', 'a pattern of moment.js', '"DD/MMM/YYYY:HH:mm:ss Z"'],
    simTime: ['the simulated time of the record', 'a pattern of moment.js', '"YYYY-MM-DDTHH:mm:ss"'],
  },
  name: {
    firstName: ['a first name'],
    lastName: ['a last name'],
    findName: ['a full name, at times with a prefix or a suffix'],
    jobTitle: ['a job title'],
    prefix: ['Mr., Mrs., Ms., Miss or Dr.'],
    suffix: ['Jr., Sr., MD and the like'],
    title: ['a job title'],
    jobDescriptor: ['the first word of a job title'],
    jobArea: ['the middle word of a job title'],
    jobType: ['the last word of a job title'],
  },
  address: {
    zipCode: ['a zip code', 'its form: # is a digit, ? a letter', '"##-###"'],
    city: ['a city'],
    cityPrefix: ['the beginning of some cities: North, Lake, Port'],
    citySuffix: ['the end of some cities: town, ville, burgh'],
    streetName: ['a street'],
    streetAddress: ['a street with a number'],
    streetSuffix: ['the end of streets: Avenue, Road, Way'],
    streetPrefix: ['the beginning of streets: one letter in English'],
    secondaryAddress: ['an apartment or suite'],
    county: ['a county'],
    country: ['a country'],
    countryCode: ['two letters of a country'],
    state: ['a state of the USA'],
    stateAbbr: ['two letters of a state of the USA'],
    latitude: ['degrees of latitude, to four places'],
    longitude: ['degrees of longitude, to four places'],
    nearbyGPSCoordinate: [
      'latitude and longitude near a place',
      '{"coordinate": [latitude, longitude], "radius", "isMetric"}',
      '{"coordinate":[48.2,16.37],"radius":5}',
      '!without an argument it fails; with one it gives two numbers and a comma, and no brackets',
    ],
  },
  company: {
    suffixes: ['all endings of companies, with commas between them'],
    companyName: ['a company'],
    companySuffix: ['Inc, and Sons, LLC or Group'],
    catchPhrase: ['a catch phrase'],
    bs: ['a phrase of business talk'],
    catchPhraseAdjective: ['the first word of a catch phrase'],
    catchPhraseDescriptor: ['the middle word of a catch phrase'],
    catchPhraseNoun: ['the last word of a catch phrase'],
    bsAdjective: ['an adjective of business talk'],
    bsBuzz: ['a verb of business talk'],
    bsNoun: ['a noun of business talk'],
  },
  finance: {
    account: ['an account number of eight digits', 'how many digits', '10'],
    accountName: ['a kind of account'],
    mask: ['the last four digits of a number', 'how many digits', '6'],
    amount: ['an amount of money up to 1000, with two places', 'the smallest amount', '500'],
    transactionType: ['deposit, withdrawal, payment or invoice'],
    currencyCode: ['three letters of a currency'],
    currencyName: ['a currency'],
    currencySymbol: ['the sign of a currency'],
    bitcoinAddress: ['the address of a purse of bitcoins'],
  },
  internet: {
    avatar: ['the address of a portrait'],
    email: ['an email address', 'the first name in it', '"Ada"'],
    exampleEmail: ['an email address of the domains example.org, .com and .net'],
    session: ['a number of 16 digits, as of a session'],
    userName: ['a user name'],
    protocol: ['http or https'],
    url: ['the address of a website'],
    domainName: ['a domain'],
    domainSuffix: ['the end of a domain: com, org, biz'],
    domainWord: ['the beginning of a domain'],
    ip: ['an IPv4 address'],
    userAgent: ['what a browser says it is'],
    color: ['a colour as #rrggbb'],
    mac: ['a MAC address'],
    password: ['a password of 15 characters', 'how many characters', '20'],
  },
  phone: {
    phoneNumber: ['a phone number', 'its form: # is a digit', '"+43 ### ####"'],
    phoneNumberFormat: ['a phone number of the form 123-456-7890'],
    phoneFormats: ['the form of a phone number'],
  },
  commerce: {
    color: ['the name of a colour'],
    department: ['a department of a shop'],
    productName: ['a product with its properties'],
    price: ['a price up to 1000, with two places', 'the smallest price', '100'],
    productAdjective: ['a property of a product'],
    productMaterial: ['a material'],
    product: ['a product'],
  },
  lorem: {
    word: ['a word of Latin'],
    words: ['three words of Latin', 'how many', '5'],
    sentence: ['a sentence of Latin', 'how many words', '6'],
    sentences: ['two to six sentences', 'how many', '2'],
    paragraph: ['three to six sentences', 'at least how many', '2'],
    paragraphs: ['three paragraphs, with line breaks between them', 'how many', '2'],
    text: ['any of the other texts'],
    lines: ['one to five sentences, a line each', 'how many', '2'],
  },
  hacker: {
    abbreviation: ['an abbreviation: SQL, PNG, XML'],
    adjective: ['an adjective of technology'],
    noun: ['a noun of technology'],
    verb: ['a verb of technology'],
    ingverb: ['a verb of technology that ends in -ing'],
    phrase: ['a sentence that sounds of technology'],
  },
  image: {
    image: ['the address of an image of any subject'],
    avatar: ['the address of a portrait'],
    imageUrl: ['the address of an image'],
    abstract: ['the address of an abstract image'],
    animals: ['the address of an image of animals'],
    business: ['the address of an image of business'],
    cats: ['the address of an image of cats'],
    city: ['the address of an image of a city'],
    food: ['the address of an image of food'],
    nightlife: ['the address of an image of night life'],
    fashion: ['the address of an image of fashion'],
    people: ['the address of an image of people'],
    nature: ['the address of an image of nature'],
    sports: ['the address of an image of sports'],
    technics: ['the address of an image of technology'],
    transport: ['the address of an image of transport'],
  },
  system: {
    fileName: ['the name of a file, with any ending'],
    commonFileName: ['the name of a file, with a common ending'],
    mimeType: ['a media type'],
    commonFileType: ['the first half of a common media type'],
    commonFileExt: ['a common ending of files'],
    fileType: ['the first half of a media type'],
    fileExt: ['an ending of files'],
    directoryPath: ['a folder', '', '', '!nobody has written it: it gives undefined'],
    filePath: ['a file with its folder', '', '', '!nobody has written it: it gives undefined'],
    semver: ['a version of three numbers'],
  },
  helpers: {
    randomize: ['an element of an array', 'the array', '["a","b"]'],
    slugify: ['a text with hyphens instead of spaces, and without signs', 'the text', '"New York, NY"'],
    replaceSymbolWithNumber: ['a text with digits in it', 'the text; each # becomes a digit', '"AB-####"'],
    replaceSymbols: ['a text with digits and letters in it', 'the text; # becomes a digit, ? a letter', '"??-####"'],
    shuffle: [
      'the elements of an array in another order, with commas between them',
      'the array, which must have an element',
      '[1,2,3]',
    ],
    mustache: [
      'a text with values in it',
      '',
      '',
      '!it needs two arguments, and strict mode passes one: it gives nothing',
    ],
    createCard: [
      'a person with all that belongs to one',
      '',
      '',
      '!it gives an object, which strict mode writes as [object Object]',
    ],
    contextualCard: [
      'a person, with names that fit together',
      '',
      '',
      '!it gives an object, which strict mode writes as [object Object]',
    ],
    userCard: ['a person, in short', '', '', '!it gives an object, which strict mode writes as [object Object]'],
    createTransaction: ['a payment', '', '', '!it gives an object, which strict mode writes as [object Object]'],
  },
};

/** @type {Helper[]} */
export const HELPERS = Object.entries(TABLE).flatMap(([module, methods]) =>
  Object.entries(methods).map(([method, row]) => helper(`${module}.${method}`, row)),
);

/** Makes a helper of a row of a table. */
export function helper(name, [gives, argument = '', shown = '', reason = ''], newer = false) {
  const usable = !reason.startsWith('!');
  const example = `{{${name}${shown && `(${shown})`}}}`;
  return { name, gives, argument, example, usable, why: reason.replace(/^!/, ''), newer };
}

/** What KDG once called `date.now`; strict mode knows it once in a template. */
export const ALIAS = { name: 'current.timestamp', means: 'date.now' };

/** Whether KDG has a module, and a method of one. */
export const isModule = (module) => Object.hasOwn(TABLE, module);
export const isHelper = (module, method) => isModule(module) && Object.hasOwn(TABLE[module], method);
