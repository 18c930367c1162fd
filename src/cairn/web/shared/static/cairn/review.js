// The evaluator's sheet. Hooks:
//   [data-review]            around everything
//   video[data-video]        one or several (one per tab); the one in sight is the one the keys move
//   [data-timeline]          strip of moments, filled from .comment[data-at] in [data-comments]; both within
//                            [data-stage], together with their video (or alone in [data-review])
//   [data-skip="-5"], [data-rate], [data-now], [data-length]    the row below the video
//   [data-comment-here]      opens form[data-composer] (hidden) with input name="at" (or "page", of a [data-paged] viewer
//                            in sight) and textarea name="text"; [data-composer-close] closes it; after htmx has
//                            swapped [data-comments] it closes itself
//   fieldset[data-criterion] one per criterion, holding <c-levels>; the current one carries data-current
//   [data-insert-into="ID"]  puts its own text (or the video's time or the page, with data-stamp) into that field
//   [data-words-of-part]     the words of a criterion; button[data-send] sends the sheet
//   ol[data-cues]            transcript from the captions
//   dialog#keys with input#keys-on                              the list of keys and its switch; without it no key acts
const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
const all = (selector, scope = document) => [...scope.querySelectorAll(selector)];
const sheet = document.querySelector("[data-review]");

const stageOf = (element) => element.closest("[data-stage]") ?? sheet;
const videoNow = () => all("video[data-video]", sheet).find((video) => video.offsetParent !== null);
// Of several in sight it is the one that she touched last.
const pagesNow = () => {
  const seen = all("[data-paged]", sheet).filter((pages) => pages.offsetParent !== null);
  return seen.find((pages) => stageOf(pages) === touched) ?? seen[0];
};
let touched = null;
const composerOf = (video) => stageOf(video).querySelector("form[data-composer]");

function seek(video, seconds) {
  video.currentTime = Math.max(0, seconds);
  tick(video);
}

function tick(video) {
  const stage = stageOf(video);
  const now = video.currentTime;
  for (const place of all("[data-now]", stage)) place.textContent = clock(now);
  const head = stage.querySelector("[data-timeline] .head");
  if (head && video.duration) head.style.left = `${(now / video.duration) * 100}%`;
  for (const comment of all(".comment[data-at]", stage)) comment.classList.toggle("now", Math.abs(comment.dataset.at - now) < 2.5);
}

function drawMoments(video) {
  const stage = stageOf(video);
  const strip = stage.querySelector("[data-timeline]");
  if (!strip || !video.duration) return;
  strip.replaceChildren();
  const head = document.createElement("span");
  head.className = "head";
  strip.append(head);
  for (const place of all("[data-length]", stage)) place.textContent = clock(video.duration);
  for (const comment of all("[data-comments] .comment[data-at]", stage)) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: `moment kind-${comment.dataset.kind}` });
    button.dataset.seek = comment.dataset.at;
    button.style.left = `${Math.min(100, (comment.dataset.at / video.duration) * 100)}%`;
    const kind = comment.querySelector(".kind");
    button.setAttribute("aria-label", `${kind.textContent.trim()} at ${clock(comment.dataset.at)}`);
    if (kind.querySelector("svg")) button.append(kind.querySelector("svg").cloneNode(true));
    strip.append(button);
  }
  tick(video);
}

function listCues(video) {
  const list = stageOf(video).querySelector("ol[data-cues]");
  const cues = video.textTracks[0]?.cues;
  if (!list || !cues?.length || list.children.length) return;
  for (const cue of cues) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const time = document.createElement("span");
    time.className = "t";
    time.textContent = clock(cue.startTime);
    button.type = "button";
    button.dataset.seek = cue.startTime;
    button.append(time, cue.text);
    item.append(button);
    list.append(item);
  }
}

function openComposer() {
  const video = videoNow();
  const pages = video ? null : pagesNow();
  const composer = (video || pages) && composerOf(video ?? pages);
  if (!composer) return;
  composer.hidden = false;
  if (video) {
    video.pause();
    composer.elements.at.value = Math.floor(video.currentTime);
    tick(video);
  } else composer.elements.page.value = pages.viewer?.page ?? 1;
  composer.elements.text.focus();
  composer.scrollIntoView({ block: "nearest" });
}

function closeComposer(composer) {
  if (composer.hidden) return;
  composer.hidden = true;
  composer.elements.text.value = "";
  stageOf(composer).querySelector("[data-comment-here]")?.focus();
}

function place(video) {
  if (video) return `(${clock(video.currentTime)}) `;
  const pages = pagesNow();
  return pages ? `(p. ${pages.viewer?.page ?? 1}) ` : "";
}

function insert(button) {
  const field = document.getElementById(button.dataset.insertInto);
  const video = videoNow();
  const text = "stamp" in button.dataset ? place(video) : `${button.textContent.trim()} `;
  const at = field.selectionEnd ?? field.value.length;
  field.setRangeText(text, at, at, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  button.closest("[popover]")?.hidePopover();
}

function changeRate(button) {
  const video = videoNow();
  if (!video) return;
  const rate = { 1: 1.5, 1.5: 2, 2: 1 }[video.playbackRate] ?? 1;
  video.playbackRate = rate;
  button.textContent = `${rate}×`;
  button.setAttribute("aria-label", `Speed ${rate}×`);
}

for (const kind of ["focusin", "pointerdown"]) {
  sheet?.addEventListener(kind, (event) => { touched = event.target.closest("[data-stage]") ?? touched; });
}

sheet?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const near = button.closest("[data-stage]")?.querySelector("video[data-video]");
  const video = near?.offsetParent ? near : videoNow();
  if (button.dataset.seek !== undefined && video) seek(video, Number(button.dataset.seek));
  if (button.dataset.skip && video) seek(video, video.currentTime + Number(button.dataset.skip));
  if ("rate" in button.dataset) changeRate(button);
  if ("commentHere" in button.dataset) openComposer();
  if ("composerClose" in button.dataset) closeComposer(button.closest("form"));
  if (button.dataset.insertInto) insert(button);
});

// Criteria: one is current; J and K move, digits rate it.
const criteria = () => all("[data-criterion]", sheet);
let current = 0;

function setCurrent(place, move) {
  const list = criteria();
  current = Math.min(list.length - 1, Math.max(0, place));
  list.forEach((criterion, at) => criterion.toggleAttribute("data-current", at === current));
  if (!move || !list.length) return;
  const chosen = list[current].querySelector("input:checked") ?? list[current].querySelector("input, textarea");
  chosen?.focus({ preventScroll: true });
  list[current].scrollIntoView({ block: "nearest" });
}

function rate(digit) {
  const level = criteria()[current]?.querySelector(`input[data-level="${digit}"]`);
  if (!level || level.disabled) return;
  level.checked = true;
  level.focus({ preventScroll: true });
  level.dispatchEvent(new Event("input", { bubbles: true }));
  level.dispatchEvent(new Event("change", { bubbles: true }));
  if (lacksWords(criteria()[current])) writeWords();
  else setCurrent(current + 1, true);
}

// Below the line the words are what is still to do; everything else on a sheet is done once it is rated.
const wordsOf = (criterion) => criterion?.querySelector("[data-words-of-part]");
const lacksWords = (criterion) => Boolean(criterion.querySelector(":is(.first, .below) input:checked")) && wordsOf(criterion)?.value.trim() === "";
const lacks = (criterion) => !criterion.querySelector("input:checked") || lacksWords(criterion);

function writeWords() {
  const words = wordsOf(criteria()[current]);
  words?.focus({ preventScroll: true });
  words?.scrollIntoView({ block: "nearest" });
}

function openBank() {
  criteria()[current]?.querySelector("[data-bank-of]")?.click();
}

function leaveWords(criterion) {
  const at = criteria().indexOf(criterion);
  if (at === criteria().length - 1 || lacks(criterion)) setCurrent(at, true);
  else setCurrent(at + 1, true);
}

// Complete, it is sent; otherwise the keys lead to the first thing that is missing.
function send() {
  const missing = criteria().findIndex(lacks);
  const button = document.querySelector("button[data-send]");
  if (missing < 0) { button?.form.requestSubmit(button); return; }
  const criterion = criteria()[missing];
  setCurrent(missing, true);
  if (lacksWords(criterion)) writeWords();
  const told = document.getElementById("live");
  if (told) told.textContent = document.querySelector(`.missing a[href="#${criterion.id}"]`)?.textContent ?? "";
}

function playOrPause() {
  const video = videoNow();
  if (video) video.paused ? video.play().catch(() => {}) : video.pause();
}

const ACTS = {
  j: () => setCurrent(current + 1, true),
  k: () => setCurrent(current - 1, true),
  c: openComposer,
  p: playOrPause,
  w: writeWords,
  b: openBank,
  s: send,
  enter: send,
  "?": () => document.getElementById("keys")?.showModal(),
};

// Single keys can be switched off (WCAG 2.1.4), and never act while someone types.
const keysOn = document.getElementById("keys-on");
try {
  if (keysOn) keysOn.checked = localStorage.getItem("cairn:keys") !== "off";
  keysOn?.addEventListener("change", () => localStorage.setItem("cairn:keys", keysOn.checked ? "on" : "off"));
} catch { /* the choice lasts for this page */ }

document.addEventListener("keydown", (event) => {
  if (!sheet) return;
  const composer = event.target.closest("form[data-composer]");
  if (composer && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); composer.requestSubmit(); return; }
  if (composer && event.key === "Escape") { closeComposer(composer); return; }
  if (event.key === "Escape" && event.target.matches("[data-words-of-part]")) { leaveWords(event.target.closest("[data-criterion]")); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || !keysOn?.checked || document.querySelector("dialog[open]")) return;
  if (event.target.closest("textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]")) return;
  const key = event.key.toLowerCase();
  if (key === "enter" && !event.target.matches("body, [data-criterion] input")) return;
  if (/^[1-9]$/.test(key)) rate(key);
  else if (ACTS[key]) ACTS[key]();
  else return;
  event.preventDefault();
});

function start() {
  for (const video of all("video[data-video]", sheet)) {
    video.addEventListener("loadedmetadata", () => drawMoments(video));
    video.addEventListener("timeupdate", () => tick(video));
    for (const track of all("track", video)) track.addEventListener("load", () => listCues(video));
    drawMoments(video);
    listCues(video);
  }
  sheet.addEventListener("focusin", (event) => {
    const at = criteria().indexOf(event.target.closest("[data-criterion]"));
    if (at >= 0) setCurrent(at);
  });
  const open = criteria().findIndex((criterion) => !criterion.querySelector("input:checked"));
  setCurrent(Math.max(0, open));
}

if (sheet) start();
document.addEventListener("htmx:afterSettle", () => {
  for (const video of sheet ? all("video[data-video]", sheet) : []) drawMoments(video);
});
// Only a comment that was taken closes the composer; otherwise its words stay.
document.addEventListener("htmx:afterRequest", (event) => {
  const composer = event.target.closest?.("form[data-composer]");
  if (!composer || !event.detail.successful) return;
  closeComposer(composer);
  videoNow()?.play().catch(() => {});
});
