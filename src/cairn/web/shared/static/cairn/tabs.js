// Tabs after the ARIA pattern: arrows move, Home and End jump. Without scripts every panel shows, one below the other.
export function startTabs(scope) {
  const boxes = scope.querySelectorAll("[data-tabs]:not([data-ready])");
  for (const box of boxes) setUp(box);
}

function setUp(box) {
  const tabs = [...box.querySelectorAll("[role=tab]")];
  const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

  function choose(chosen) {
    for (const tab of tabs) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
      panelOf(tab).hidden = !on;
    }
  }

  function onKey(event) {
    const here = tabs.indexOf(event.currentTarget);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  }

  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", onKey);
  }
  const named = tabs.find((tab) => panelOf(tab).id && `#${panelOf(tab).id}` === location.hash);
  choose(named ?? tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? tabs[0]);
  box.dataset.ready = "";
}
