// Resumable uploads after the tus protocol (1.0.0: creation, resume). The address of an unfinished upload is kept on
// this device, so that the same file, chosen again after a reload, goes on where it stopped.
const TUS = { "Tus-Resumable": "1.0.0" };
const LEAST = 256 * 1024;
const FIRST = 4 * 1024 * 1024;
const MOST = 16 * 1024 * 1024;
const WAITS = [1000, 3000, 8000, 20000];

const csrf = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const base64 = (text) => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));

function size(bytes) {
  const mega = bytes / 1e6;
  return mega < 1 ? `${Math.ceil(bytes / 1000)} KB` : `${mega < 10 ? mega.toFixed(1) : Math.round(mega)} MB`;
}

function remembered(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(key);
    return value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value);
  } catch { return null; }
}

class Stopped extends Error {}
class Hopeless extends Error {}

class Transfer {
  constructor(box, file) {
    Object.assign(this, { box, file, chunk: FIRST, offset: 0, url: null, abort: new AbortController(), stopped: false });
    const { slot, attempt } = box.dataset;
    this.key = `cairn:upload:${document.body.dataset.person ?? ""}:${attempt}:${slot}:${file.name}:${file.size}:${file.lastModified}`;
    this.draw();
  }

  draw() {
    this.row = document.createElement("li");
    this.row.className = "transfer";
    this.row.innerHTML = '<span><span class="name"></span> <span class="state" role="status"></span></span><span class="row"></span><progress max="100" value="0"></progress>';
    this.row.querySelector(".name").textContent = this.file.name;
    this.progress = this.row.querySelector("progress");
    this.progress.setAttribute("aria-label", `Upload of ${this.file.name}`);
    this.again = this.button("Try again", () => this.run());
    this.cancel = this.button("Cancel", () => this.stop());
    this.box.querySelector(".transfers").append(this.row);
  }

  button(label, action) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn ghost small", textContent: label });
    button.setAttribute("aria-label", `${label}: ${this.file.name}`);
    button.addEventListener("click", action);
    this.row.querySelector(".row").append(button);
    return button;
  }

  show(state, words) {
    this.row.dataset.state = state;
    this.again.hidden = state !== "failed";
    this.cancel.hidden = state === "done";
    const place = this.row.querySelector(".state");
    if (place.textContent !== words) place.textContent = words;
    this.progress.value = this.file.size ? (100 * this.offset) / this.file.size : 100;
  }

  async run() {
    if (this.running) return;
    this.running = true;
    this.stopped = false;
    const most = Number(this.box.dataset.limitMb) * 1e6;
    try {
      if (most && this.file.size > most) throw new Hopeless(`This file has ${size(this.file.size)}; the most is ${size(most)}. Choose a shorter or smaller one.`);
      if (!this.file.size) throw new Hopeless("This file is empty. Choose another one.");
      await this.patiently(() => this.begin());
      while (this.offset < this.file.size) await this.patiently(() => this.send());
      this.finish();
    } catch (error) {
      if (error instanceof Stopped) return;
      this.show("failed", error instanceof Hopeless ? error.message : "Stopped: no connection. What was sent is kept.");
    } finally {
      this.running = false;
    }
  }

  // A lost connection is waited out; after each failure the server is asked how much it holds.
  async patiently(step) {
    for (let turn = 0; ; turn += 1) {
      try {
        if (turn && this.url) await this.ask();
        return await step();
      } catch (error) {
        if (this.stopped) throw new Stopped();
        if (error instanceof Hopeless || turn === WAITS.length) throw error;
        this.chunk = Math.max(LEAST, this.chunk / 2);
        this.show("waiting", "Waiting for the connection…");
        await sleep(WAITS[turn]);
      }
    }
  }

  async request(url, method, headers, body) {
    const response = await fetch(url, { method, body, headers: { ...TUS, ...csrf(), Accept: "application/json", ...headers }, signal: this.abort.signal });
    if (response.ok || response.status === 404 || response.status === 410 || response.status === 409) return response;
    if (response.status >= 500 || response.status === 423 || response.status === 429) throw new Error(String(response.status));
    const answer = await response.json().catch(() => ({}));
    const signedOut = "You are signed out. Sign in in another tab, then try again.";
    throw new Hopeless(response.status === 401 ? signedOut : answer.error?.text ?? "The server did not take this file. Choose another one.");
  }

  async begin() {
    this.url ??= remembered(this.key);
    if (this.url && await this.ask()) return;
    const { slot, attempt } = this.box.dataset;
    const told = { filename: this.file.name, filetype: this.file.type, slot, attempt };
    const metadata = Object.entries(told).filter(([, text]) => text).map(([name, text]) => `${name} ${base64(text)}`).join(",");
    const response = await this.request(this.box.dataset.upload, "POST", { "Upload-Length": String(this.file.size), "Upload-Metadata": metadata });
    const place = response.headers.get("Location");
    if (!response.ok || !place) {
      const answer = await response.json().catch(() => ({}));
      throw new Hopeless(answer.error?.text ?? "The server did not take this file. Load the page again and try once more.");
    }
    this.url = new URL(place, location.href).href;
    this.offset = 0;
    remembered(this.key, this.url);
  }

  // How much does the server hold? False when it has forgotten the upload.
  async ask() {
    const response = await this.request(this.url, "HEAD");
    if (!response.ok) { this.forget(); return false; }
    this.offset = Number(response.headers.get("Upload-Offset"));
    this.show("going", "Going on where it stopped…");
    return true;
  }

  async send() {
    if (!this.url) return this.begin();
    const started = performance.now();
    const piece = this.file.slice(this.offset, this.offset + this.chunk);
    const response = await this.request(this.url, "PATCH", { "Upload-Offset": String(this.offset), "Content-Type": "application/offset+octet-stream" }, piece);
    if (response.status === 409) { await this.ask(); return; }
    if (!response.ok) { this.forget(); throw new Error("The upload is gone."); }
    this.offset = Number(response.headers.get("Upload-Offset"));
    this.id = response.headers.get("X-File-Id") ?? this.id;
    this.adapt(performance.now() - started);
    this.show("going", `${size(this.offset)} of ${size(this.file.size)}`);
  }

  // Pieces of two to eight seconds: small enough to lose little, large enough to be quick.
  adapt(took) {
    if (took < 2000) this.chunk = Math.min(MOST, this.chunk * 2);
    else if (took > 8000) this.chunk = Math.max(LEAST, this.chunk / 2);
  }

  forget() {
    remembered(this.key, null);
    this.url = null;
    this.offset = 0;
  }

  finish() {
    const upload = this.url;
    remembered(this.key, null);
    this.show("done", "Uploaded");
    const detail = { id: this.id ?? upload.replace(/\/$/, "").split("/").pop(), name: this.file.name, url: upload };
    this.box.dispatchEvent(new CustomEvent("cairn:uploaded", { bubbles: true, detail }));
  }

  async stop() {
    this.stopped = true;
    this.abort.abort();
    this.abort = new AbortController();
    if (this.url) await this.request(this.url, "DELETE").catch(() => {});
    this.forget();
    this.row.remove();
  }
}

function startUploads(scope) {
  for (const box of scope.querySelectorAll("[data-upload]:not([data-ready])")) {
    box.dataset.ready = "";
    const input = box.querySelector("input[type=file]");
    const drop = box.querySelector(".drop");
    const take = async (files) => { for (const file of files) await new Transfer(box, file).run(); };
    const takeChosen = () => { take([...input.files]); input.value = ""; };
    input.addEventListener("change", takeChosen);
    // On a slow network a file may be chosen before this script has come.
    if (input.files.length) takeChosen();
    for (const kind of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.toggle("over", kind === "dragover"); });
    }
    drop.addEventListener("drop", (event) => take([...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1)));
  }
}

addEventListener("beforeunload", (event) => {
  if (document.querySelector('.transfer:is([data-state="going"], [data-state="waiting"])')) event.preventDefault();
});
startUploads(document);
document.addEventListener("htmx:afterSettle", (event) => startUploads(event.target));
