// Before the first paint, so that a dark room stays dark: the scheme the person chose, else the one of the system.
(function () {
  let chosen = 'auto';
  try {
    chosen = localStorage.getItem('aicmo-scheme') || 'auto';
  } catch {
    // A browser that forbids storage gets the scheme of the system.
  }
  const isDark =
    chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
})();
