// Forms marked data-autosave save themselves. What is typed is kept on this device, under the person's id,
// until the server has said that it holds it; so a lost connection, a reload or a sign-out loses no word.
const QUIET = 800;
const RETRY = [2000, 5000, 15000, 30000];
const UNHEARD = 60;
const KEPT_FOR = 30 * 24 * 3600 * 1000;
const PREFIX = "cairn:words:";
const WORDS = {
  saving: () => "Saving…",
  saved: (at) => `Saved at ${new Date(at).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })}`,
  kept: () => "Not saved yet: no connection. Your words are kept on this device.",
  "signed-out": () => "Not saved yet: you are signed out. Your words are kept on this device. Sign in and come back.",
  conflict: () => "Not saved: this was changed in another place. Choose below; both texts are kept.",
  refused: (sentence) => `Not saved yet: ${sentence} Your words are kept on this device.`,
};
const savers = new Set();

const owner = () => `${PREFIX}${document.body.dataset.person ?? "visitor"}:`;

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}
function write(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; }
}
function forget(key) {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
}
function keysOf(prefix) {
  try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
}

export function startAutosave(scope) {
  for (const key of keysOf(PREFIX)) {
    if (Date.now() - (read(key)?.at ?? 0) > KEPT_FOR) forget(key);
  }
  for (const saver of savers) if (!saver.form.isConnected) savers.delete(saver);
  const forms = scope.matches?.("form[data-autosave]") ? [scope] : scope.querySelectorAll("form[data-autosave]");
  for (const form of forms) if (!form.saver) savers.add(new Saver(form));
}

// Signing out on purpose leaves nothing behind on a shared computer; unsent words get one last try, then a question.
export async function beforeSigningOut(event) {
  keysOf(`cairn:upload:${document.body.dataset.person ?? ""}:`).forEach(forget);
  if (!keysOf(owner()).length) return;
  event.preventDefault();
  await Promise.all([...savers].map((saver) => saver.send()));
  const left = keysOf(owner());
  if (left.length && !confirm("Some words are not saved yet. Sign out all the same and remove them from this device?")) return;
  left.forEach(forget);
  for (const saver of savers) saver.closed = true;
  event.target.submit();
}

class Saver {
  constructor(form) {
    Object.assign(this, { form, timer: 0, tries: 0, typed: 0, closed: false, busy: null, unheard: [] });
    form.saver = this;
    this.key = owner() + (form.dataset.autosave || form.dataset.key || form.action);
    this.status = form.querySelector("[data-save-status]") ?? document.querySelector(`[data-save-status="${form.id}"]`);
    this.restore();
    if (!this.typed && this.wasTouched()) this.change(QUIET);
    form.addEventListener("input", () => this.change(QUIET));
    form.addEventListener("change", () => this.change(0));
    form.addEventListener("submit", (event) => this.leave(event));
    addEventListener("online", () => this.later(0));
    addEventListener("pageshow", () => { this.closed = false; });
    document.addEventListener("visibilitychange", () => { if (document.hidden && this.typed) this.send(); });
  }

  fields() {
    return [...this.form.elements].filter((f) => f.name && !["csrfmiddlewaretoken", "revision"].includes(f.name)
      && !["file", "submit", "button", "password", "fieldset"].includes(f.type));
  }

  values() {
    return this.fields().filter((f) => !["checkbox", "radio"].includes(f.type) || f.checked).map((f) => [f.name, f.value]);
  }

  // On a slow network somebody may have begun to write before this script has come.
  wasTouched() {
    return this.fields().some((f) => {
      if (["checkbox", "radio"].includes(f.type)) return f.checked !== f.defaultChecked;
      if (f.options) return [...f.options].some((o) => o.defaultSelected) && [...f.options].some((o) => o.selected !== o.defaultSelected);
      return f.value !== f.defaultValue;
    });
  }

  get revision() { return this.form.elements.revision?.value ?? "0"; }
  set revision(value) { if (this.form.elements.revision) this.form.elements.revision.value = value; }

  restore() {
    const kept = read(this.key);
    if (!kept) return;
    // A post that the page has moved on from was heard, whatever else its button did to the form.
    const heard = kept.posted && Number(this.revision) > Number(kept.revision);
    if (heard || JSON.stringify(kept.values) === JSON.stringify(this.values())) { forget(this.key); return; }
    const byName = Map.groupBy ? Map.groupBy(kept.values, ([name]) => name) : new Map(kept.values.map((pair) => [pair[0], [pair]]));
    for (const field of this.fields()) {
      const values = (byName.get(field.name) ?? []).map((pair) => pair[1]);
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
      field.dispatchEvent(new Event("cairn:restored", { bubbles: true }));
    }
    // The copy began from an older revision: the server must compare, not we.
    this.revision = kept.revision;
    this.unheard = kept.unheard ?? [];
    this.typed = 1;
    this.later(0);
  }

  change(wait) {
    this.typed += 1;
    this.keep();
    this.later(wait);
  }

  keep(posted = false) {
    write(this.key, { values: this.values(), revision: this.revision, unheard: this.unheard, at: Date.now(), posted });
  }

  later(wait) {
    clearTimeout(this.timer);
    if (this.typed && !this.closed) this.timer = setTimeout(() => this.send(), wait);
  }

  say(state, detail) {
    if (!this.status) return;
    this.status.dataset.state = state;
    this.status.textContent = WORDS[state](detail);
  }

  async send() {
    if (this.closed || !this.typed) return;
    if (this.busy) { await this.busy; return this.send(); }
    this.busy = this.post().finally(() => { this.busy = null; });
    return this.busy;
  }

  async post() {
    const sent = this.typed;
    const earlier = this.unheard;
    this.unheard = [...earlier, ...this.values()].slice(-UNHEARD);
    this.keep();
    this.say("saving");
    try {
      const response = await fetch(this.form.dataset.saveTo || this.form.action, {
        method: "POST", body: new URLSearchParams([...this.values(), ["revision", this.revision], ["csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken?.value ?? ""]]),
        headers: { Accept: "application/json", "X-Autosave": "1" }, redirect: "error", keepalive: document.hidden,
      });
      await this.heard(response, sent, earlier);
    } catch {
      this.say("kept");
      this.retry();
    }
  }

  async heard(response, sent, earlier) {
    if (response.status === 401) return this.say("signed-out");
    if (response.status >= 500) throw new Error("The server is not well.");
    const answer = await response.json().catch(() => ({ error: { text: "Load the page again and save once more." } }));
    if (response.status === 409 && this.isOurs(answer.fields, earlier)) {
      this.revision = answer.revision;
      return this.change(0);
    }
    if (response.status === 409) return this.disagree(answer);
    if (!response.ok) return this.say("refused", answer.error?.text ?? "");
    this.tries = 0;
    this.unheard = [];
    this.revision = answer.revision;
    if (this.typed === sent) {
      this.typed = 0;
      forget(this.key);
      this.say("saved", answer.saved_at);
      this.form.dispatchEvent(new CustomEvent("cairn:saved", { bubbles: true, detail: answer }));
    } else {
      this.change(QUIET);
    }
  }

  // A save on its way brings the revision that this post must begin from; without it, one would disagree with oneself.
  leave(event) {
    this.closed = true;
    clearTimeout(this.timer);
    if (!this.busy) {
      if (this.typed) this.keep(true);
      return;
    }
    event.preventDefault();
    this.busy.then(() => this.form.requestSubmit(event.submitter));
  }

  retry() {
    const wait = RETRY[Math.min(this.tries, RETRY.length - 1)];
    this.tries += 1;
    this.later(wait);
  }

  // What the server holds may be ours: it took what we sent, and only its answer was lost on the way.
  isOurs(fields, sent) {
    const mine = [...sent, ...this.values()].map(([name, value]) => `${name}\n${value.replace(/\r\n/g, "\n")}`);
    return Object.entries(fields).every(([name, text]) => mine.includes(`${name}\n${text.replace(/\r\n/g, "\n")}`));
  }

  // Both texts stay in sight until the person has chosen.
  disagree(answer) {
    clearTimeout(this.timer);
    this.closed = true;
    this.say("conflict");
    this.form.querySelector(".conflict")?.remove();
    const box = document.createElement("div");
    box.className = "conflict";
    box.setAttribute("role", "alert");
    const names = Object.keys(answer.fields).filter((name) => this.form.elements[name]?.value !== answer.fields[name]);
    const heading = document.createElement("strong");
    heading.textContent = "This was changed in another place. Here is the text saved there:";
    box.append(heading, ...names.map((name) => this.other(name, answer.fields[name])));
    const settle = (label, kind, action) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: `btn small ${kind}`, textContent: label });
      button.addEventListener("click", () => { action(); this.revision = answer.revision; this.closed = false; box.remove(); this.change(0); });
      return button;
    };
    const row = document.createElement("div");
    row.className = "row";
    row.append(
      settle("Keep mine", "", () => {}),
      settle("Use the other", "quiet", () => names.forEach((name) => { this.form.elements[name].value = answer.fields[name]; })),
      settle("Keep both, one below the other", "quiet", () => names.forEach((name) => { this.form.elements[name].value += `\n\n${answer.fields[name]}`; })),
    );
    box.append(row);
    this.form.prepend(box);
  }

  other(name, text) {
    const field = this.form.elements[name];
    // A choice between radio buttons is told by its words, under the question it answers.
    const radios = field instanceof RadioNodeList ? [...field] : null;
    const asked = radios ? radios[0].closest("fieldset")?.querySelector("legend") : field?.labels?.[0];
    const chosen = radios?.find((radio) => radio.value === text)?.closest("label")?.textContent;
    const [both, heading, area] = ["div", "p", "textarea"].map((kind) => document.createElement(kind));
    both.className = "field";
    heading.textContent = asked?.textContent ?? name;
    Object.assign(area, { className: "input", readOnly: true, value: chosen ?? text });
    area.setAttribute("aria-label", `Saved in another place: ${heading.textContent}`);
    both.append(heading, area);
    return both;
  }
}
