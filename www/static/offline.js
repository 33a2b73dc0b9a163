// The site without a network: a service worker keeps all its files, and a new version waits until the reader wants it.

/** Starts keeping the site, and tells of new versions. */
export async function start() {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register(new URL('service-worker.js', import.meta.url), { updateViaCache: 'none' });
  const tell = (worker) => {
    // Without a controller this is the first version, which has nothing to replace.
    if (worker && serviceWorker.controller) offer(worker);
  };
  tell(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => worker.state === 'installed' && tell(worker));
  });
}

function offer(worker) {
  if (document.getElementById('new-version')) return;
  const banner = Object.assign(document.createElement('div'), { id: 'new-version', className: 'banner info foot-banner' });
  banner.setAttribute('role', 'status');
  banner.innerHTML = '<p><strong>A newer version of this site is here.</strong> It comes with the next reload; the run is kept if this browser keeps runs.</p>';
  const button = (name, onclick) => banner.append(Object.assign(document.createElement('button'), { type: 'button', className: 'button', textContent: name, onclick }));
  button('Reload now', () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    worker.postMessage('take over');
  });
  button('Later', () => banner.remove());
  document.body.append(banner);
}
