// Pictures, and pages of a PDF as pictures. Hooks within [data-viewer] (its value, on [data-paged], is the address of page 1):
//   .viewer-box img          what is seen; the box scrolls, by arrow keys as well
//   [data-turn="1"], [data-zoom="1"], [data-page], [data-pages]; outside, within [data-stage]: [data-to-page="3"]
const STEPS = [1, 1.5, 2, 3, 4];

class Viewer {
  constructor(box) {
    Object.assign(this, { box, image: box.querySelector(".viewer-box img"), frame: box.querySelector(".viewer-box"), page: 1, pages: 1, step: 0 });
    box.viewer = this;
    this.stage = box.closest("[data-stage]") ?? box;
    if ("paged" in box.dataset) this.count();
    this.stage.addEventListener("click", (event) => this.clicked(event.target.closest("button")));
    this.frame.addEventListener("keydown", (event) => this.pressed(event));
  }

  async count() {
    try {
      const answer = await fetch(this.box.dataset.viewer, { method: "HEAD" });
      this.pages = Number(answer.headers.get("X-Pages")) || 1;
    } catch { this.pages = 1; }
    this.tell();
  }

  clicked(button) {
    if (!button) return;
    if (button.dataset.turn) this.turn(this.page + Number(button.dataset.turn));
    if (button.dataset.toPage) this.turn(Number(button.dataset.toPage));
    if (button.dataset.zoom) this.zoom(this.step + Number(button.dataset.zoom));
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "PageDown" || event.key === "PageUp") {
      if (!("paged" in this.box.dataset)) return;
      this.turn(this.page + (event.key === "PageDown" ? 1 : -1));
    } else if (event.key === "+" || event.key === "=") this.zoom(this.step + 1);
    else if (event.key === "-") this.zoom(this.step - 1);
    else return;
    event.preventDefault();
  }

  turn(page) {
    const wanted = Math.min(this.pages, Math.max(1, page));
    if (wanted === this.page) return;
    this.page = wanted;
    this.image.src = this.box.dataset.viewer.replace(/1\.png$/, `${wanted}.png`);
    this.image.alt = this.image.dataset.alt.replace("#", wanted);
    this.frame.scrollTo(0, 0);
    this.tell();
  }

  zoom(step) {
    this.step = Math.min(STEPS.length - 1, Math.max(0, step));
    this.image.style.width = `${STEPS[this.step] * 100}%`;
    this.tell();
  }

  tell() {
    for (const place of this.stage.querySelectorAll("[data-page]")) place.textContent = this.page;
    for (const place of this.stage.querySelectorAll("[data-pages]")) place.textContent = this.pages;
    this.able("[data-turn='-1']", this.page > 1);
    this.able("[data-turn='1']", this.page < this.pages);
    this.able("[data-zoom='-1']", this.step > 0);
    this.able("[data-zoom='1']", this.step < STEPS.length - 1);
  }

  able(selector, on) {
    const button = this.box.querySelector(selector);
    if (button) button.setAttribute("aria-disabled", !on);
  }
}

for (const box of document.querySelectorAll("[data-viewer]")) new Viewer(box);
