// Before anything is drawn: the theme, and what to say if the application cannot start.
(() => {
  const root = document.documentElement;
  let theme = new URLSearchParams(location.search).get('theme');
  try {
    theme ??= localStorage.getItem('kinetoscope-theme');
  } catch {
    // A private window may refuse; then the system's theme is used.
  }
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  for (const [name, value] of [['rows', 'compact'], ['motion', 'less']]) {
    try {
      if (localStorage.getItem(`kinetoscope-${name}`) === value) root.setAttribute(`data-${name}`, value);
    } catch {
      break;
    }
  }
  root.classList.add('js');
  // A relative address would be looked up anew from each page one goes to.
  const icon = document.querySelector('link[rel=icon]');
  if (icon) icon.href = icon.href;
})();
