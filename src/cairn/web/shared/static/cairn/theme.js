// Runs before the page is drawn, so that nothing flashes: marks that scripts run, and sets the chosen theme.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("cairn:theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch { /* storage may be switched off */ }
})();
