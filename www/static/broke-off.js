// The page's module broke off.

/** Says so, and lets the reader take along what is known. */
export function tell(error) {
  if (document.getElementById('broke-off')) return;
  const details = [String(error?.stack ?? error), location.href, navigator.userAgent].join('\n');
  const banner = Object.assign(document.createElement('div'), { id: 'broke-off', className: 'banner err broke-off' });
  banner.setAttribute('role', 'alert');
  banner.innerHTML = '<p><strong>Something on this page broke off.</strong> Reload it to go on; the run was kept if this browser keeps runs.</p>';
  const button = (name, onclick) => banner.append(Object.assign(document.createElement('button'), { type: 'button', className: 'button', textContent: name, onclick }));
  button('Copy details', () => navigator.clipboard?.writeText(details));
  button('Reload', () => location.reload());
  document.body.append(banner);
}
