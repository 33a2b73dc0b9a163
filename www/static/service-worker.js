// Keeps the whole site, one version at a time, so that it opens without a network. The build writes the two constants.

const VERSION = '';
const FILES = [];
const CACHE = `kinetoscope ${VERSION}`;

self.addEventListener('install', (event) => {
  const requests = FILES.map((file) => new Request(file, { cache: 'no-cache' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

self.addEventListener('activate', (event) => {
  const forget = (names) => Promise.all(names.filter((name) => name.startsWith('kinetoscope ') && name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(forget));
});

// A version never comes by itself: pages that are open go on with the files that they began with.
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(self.registration.scope)) event.respondWith(answer(event.request));
});

async function answer(request) {
  const cache = await caches.open(CACHE);
  const address = new URL(request.url);
  const { pathname } = address;
  // A folder is kept as its file; the query only says how to look at it.
  address.search = '';
  if (pathname.endsWith('/')) address.pathname += 'index.html';
  return (await cache.match(address.href)) ?? fetch(request);
}
