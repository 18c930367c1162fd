// One window edits a sheet. Hooks:
//   [data-window][data-window-url]   this window's token, and where it says that it is still at work
//   [data-until]                     until when it may edit; #elsewhere with [data-edit-here] is shown once another one does
//   [data-kept="KEY"]                words that this device kept and the server does not hold yet, on a sheet that is closed
//   [data-bank-search], [data-bank-new="ID"], [data-bank-of="ID"]   the comment bank
const BEAT = 4 * 60 * 1000;
const stage = document.querySelector("[data-window]");
const form = document.getElementById("sheet-form");
const notice = document.getElementById("elsewhere");
let worked = true;
let lost = false;

function say(act, more = {}) {
  const body = new URLSearchParams({ act, window: stage.dataset.window, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  return fetch(stage.dataset.windowUrl, { method: "POST", body, headers: { Accept: "application/json" }, ...more });
}

async function beat(act = "keep") {
  worked = false;
  let response;
  try { response = await say(act); } catch { return false; }
  const answer = await response.json().catch(() => ({}));
  if (response.status === 409) { lose(answer.error); return false; }
  if (!response.ok) return false;
  const until = document.querySelector("[data-until]");
  if (until) until.textContent = answer.words;
  return true;
}

// What was typed stays where it is, to be read and copied; it is written again only when this window edits again.
function lose(error) {
  if (lost) return;
  lost = true;
  freeze(true);
  if (error?.code !== "elsewhere") {
    notice.querySelector("strong").textContent = error?.text ?? "";
    notice.querySelector("[data-edit-here]").hidden = true;
  }
  notice.hidden = false;
  notice.scrollIntoView({ block: "nearest" });
}

function freeze(on) {
  if (form.saver) form.saver.closed = on;
  for (const area of form.querySelectorAll("textarea")) area.readOnly = on;
  for (const field of form.querySelectorAll("input[type=radio], button")) field.toggleAttribute("data-frozen", on);
  form.classList.toggle("frozen", on);
}

async function editHere() {
  lost = false;
  if (!(await beat("take"))) return;
  notice.hidden = true;
  freeze(false);
  // The save begins from what this window knew; if another one saved something else since, both texts are shown.
  form.saver?.change(0);
}

function start() {
  const address = new URL(location.href);
  address.searchParams.set("window", stage.dataset.window);
  history.replaceState(history.state, "", address);

  beat();
  setInterval(() => { if (worked && !lost) beat(); }, BEAT);
  for (const kind of ["keydown", "pointerdown", "timeupdate", "input"]) document.addEventListener(kind, () => { worked = true; }, true);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !lost) beat(); });
  addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
  addEventListener("pagehide", () => { if (!lost) say("leave", { keepalive: true }).catch(() => {}); });
  notice.querySelector("[data-edit-here]").addEventListener("click", editHere);
  const status = document.querySelector("[data-save-status]");
  new MutationObserver(() => { if (status.dataset.state === "refused" && !lost) beat(); }).observe(status, { attributes: true, attributeFilter: ["data-state"] });
  form.addEventListener("click", (event) => { if (lost && event.target.closest("input[type=radio], button, .level")) event.preventDefault(); }, true);
}

// --- Words that were kept on this device ------------------------------------------------------------------

function showKept(box) {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(`cairn:words:${document.body.dataset.person}:${box.dataset.kept}`)); } catch { return; }
  for (const [name, text] of kept?.values ?? []) {
    const field = box.querySelector(`[data-field="${CSS.escape(name)}"]`);
    const area = field?.querySelector("textarea");
    if (!area || !text.trim() || text.trim() === area.dataset.saved.trim()) continue;
    area.value = text;
    field.hidden = false;
    box.hidden = false;
  }
}

// --- The comment bank --------------------------------------------------------------------------------------

function search(input) {
  const bank = input.closest(".bank-body");
  const wanted = input.value.trim().toLowerCase();
  let seen = 0;
  for (const item of bank.querySelectorAll(".phrases li")) {
    const found = wanted ? item.textContent.toLowerCase().includes(wanted) : !("other" in item.dataset);
    item.hidden = !found;
    seen += found;
  }
  bank.querySelector(".none").hidden = seen > 0;
}

function selectedIn(area) {
  return area.value.slice(area.selectionStart, area.selectionEnd).trim();
}

document.addEventListener("input", (event) => { if (event.target.matches("[data-bank-search]")) search(event.target); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-bank-search]")) return;
  event.preventDefault();
  event.target.closest(".bank-body").querySelector(".phrases li:not([hidden]) button[data-insert-into]")?.click();
});
document.addEventListener("toggle", (event) => {
  if (event.newState !== "open" || !event.target.matches(".bank")) return;
  const fresh = event.target.querySelector("[data-bank-new]");
  const chosen = selectedIn(document.getElementById(fresh.dataset.bankNew));
  if (chosen) fresh.value = chosen;
  event.target.querySelector("[data-bank-search]").focus();
}, true);
document.addEventListener("click", (event) => {
  const used = event.target.closest("button[data-used]");
  if (used) fetch(used.dataset.used, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value } }).catch(() => {});
});

for (const box of document.querySelectorAll("[data-kept]")) showKept(box);
if (stage && form) start();
