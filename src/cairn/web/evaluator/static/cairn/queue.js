// On the queue, N takes the next piece of work; single keys can be switched off on the scoring page (WCAG 2.1.4).
function keysAreOn() {
  try { return localStorage.getItem("cairn:keys") !== "off"; } catch { return true; }
}

document.addEventListener("keydown", (event) => {
  const form = document.querySelector("form[data-next]");
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest("input, textarea, select");
  if (!form || busy || event.key.toLowerCase() !== "n" || !keysAreOn()) return;
  event.preventDefault();
  form.requestSubmit();
});
