// Behaviors by data attribute; every page works without them. See README.md beside the templates.
import { startAutosave, beforeSigningOut } from "./autosave.js";
import { startTabs } from "./tabs.js";

const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function nameToggle(button) {
  button.setAttribute("aria-label", isDark() ? button.dataset.toLight : button.dataset.toDark);
}

function toggleTheme(button) {
  root.dataset.theme = isDark() ? "light" : "dark";
  try { localStorage.setItem("cairn:theme", root.dataset.theme); } catch { /* the choice lasts for this page */ }
  nameToggle(button);
}

function toggleRegion(button) {
  const region = document.getElementById(button.dataset.toggles);
  const open = region.toggleAttribute("data-open");
  button.setAttribute("aria-expanded", open);
  if (open) region.querySelector("input, a, button")?.focus();
}

async function copyText(button) {
  const source = document.getElementById(button.dataset.copies);
  const text = source ? source.value ?? source.textContent.trim() : button.dataset.text;
  await navigator.clipboard.writeText(text);
  toast(button.dataset.copied ?? "Copied.");
}

export function toast(sentence) {
  document.querySelector(".toast")?.remove();
  const note = document.createElement("p");
  note.className = "toast";
  note.setAttribute("role", "status");
  document.body.append(note);
  note.textContent = sentence;
  setTimeout(() => note.remove(), 5000);
}

function showCount(area) {
  const words = area.value.trim() ? area.value.trim().split(/\s+/u).length : 0;
  const least = Number(area.dataset.wordsMin) || 0;
  const most = Number(area.dataset.wordsMax) || 0;
  let text = `${words} ${words === 1 ? "word" : "words"}`;
  if (words < least) text += `, ${least - words} to go`;
  else if (most && words > most) text += `, ${words - most} over ${most}`;
  else if (least) text += `, enough`;
  area.wordCount.textContent = text;
}

function startWordCounts(scope) {
  for (const area of scope.querySelectorAll("[data-words-min], [data-words-max]")) {
    if (area.wordCount) continue;
    area.wordCount = document.createElement("span");
    area.wordCount.className = "words";
    area.after(area.wordCount);
    area.addEventListener("input", () => showCount(area));
    showCount(area);
  }
}

// A browser lays the buttons of its own sound player out anew when it learns the length; until then its place stays empty.
const LENGTH_KNOWN = ["loadedmetadata", "error", "stalled", "suspend"];

function showSoundsWhole(scope) {
  for (const sound of scope.querySelectorAll(".medium audio:not([data-settled])")) {
    const settle = () => requestAnimationFrame(() => { sound.dataset.settled = ""; });
    if (sound.readyState || sound.error) settle();
    else for (const kind of LENGTH_KNOWN) sound.addEventListener(kind, settle, { once: true });
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("themeToggle" in button.dataset) toggleTheme(button);
  if (button.dataset.toggles) toggleRegion(button);
  if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  if (button.dataset.copies || button.dataset.text) copyText(button).catch(() => toast("Copying is not allowed here. Select the text and copy it."));
  if ("prints" in button.dataset) print();
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-signing-out]")) beforeSigningOut(event);
});

function start(scope) {
  scope.querySelectorAll("[data-theme-toggle]").forEach(nameToggle);
  startTabs(scope);
  startWordCounts(scope);
  showSoundsWhole(scope);
  startAutosave(scope);
}

start(document);
document.addEventListener("htmx:afterSettle", (event) => {
  start(event.target);
  // A region that was swapped in has forgotten that its button had opened it.
  for (const button of document.querySelectorAll("[data-toggles]")) {
    const region = document.getElementById(button.dataset.toggles);
    if (region) button.setAttribute("aria-expanded", region.hasAttribute("data-open"));
  }
});
document.addEventListener("htmx:responseError", (event) => {
  const signedOut = event.detail.xhr.status === 401;
  let sentence = signedOut ? "You are signed out. Open a new tab, sign in, and try again." : "That did not work. Try again in a moment.";
  try { sentence = signedOut ? sentence : JSON.parse(event.detail.xhr.responseText).error.text; } catch { /* not a refusal in words */ }
  toast(sentence);
});
document.addEventListener("htmx:sendError", () => toast("No connection. Nothing was lost; try again when you are online."));
