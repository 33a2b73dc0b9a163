// Firefox as it is installed, driven by WebDriver BiDi. What playwright-core cannot tell it yet is set by preferences or
// mended here.

/** Preferences of every test: the light theme, and a clipboard that a page may read without asking. */
const PREFERENCES = {
  'layout.css.prefers-color-scheme.content-override': 1,
  'dom.events.testing.asyncClipboard': true,
};

/**
 * Starts the Firefox named by `FIREFOX`. A context without JavaScript is a browser of its own, because a preference holds
 * for all of a browser.
 */
export async function launchFirefox(firefox) {
  const browser = await start(firefox);
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async ({ javaScriptEnabled = true, permissions, ...options } = {}) => {
    if (!javaScriptEnabled) return newSilentContext(firefox, options);
    const context = await newContext(options);
    await context.addInitScript(insertAsTyped);
    return context;
  };
  return browser;
}

async function newSilentContext(firefox, options) {
  const browser = await start(firefox, { 'javascript.enabled': false });
  const context = await browser.newContext(options);
  context.close = () => browser.close();
  return context;
}

async function start(firefox, preferences = {}) {
  const executablePath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
  const firefoxUserPrefs = { ...PREFERENCES, ...preferences };
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath, firefoxUserPrefs });
  doWithout(browser, 'emulation.setMediaFeaturesOverride');
  return browser;
}

/**
 * Lets a browser do without a command that playwright-core sends for each context, wanted or not, and that Debian's
 * Firefox does not know yet.
 */
function doWithout(browser, command) {
  const session = browser._connection.toImpl(browser)._browserSession;
  const send = session.send.bind(session);
  session.send = async (method, parameters) => {
    try {
      return await send(method, parameters);
    } catch (error) {
      if (method === command && error.message.includes('unknown command')) return {};
      throw error;
    }
  };
}

/**
 * Lets `fill` put its text into a field as typing would: playwright-core sets the value by a function of its own that it
 * leaves in the page, and then the browser sees no reason for a `change` event.
 */
function insertAsTyped() {
  const get = () => (text) => void document.execCommand('insertText', false, text);
  Object.defineProperty(window, '__pw_bidiInsertText', { get, set() {} });
}
