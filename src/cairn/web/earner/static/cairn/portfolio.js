// Sharing by the phone's own sheet where there is one, and putting badges in order by dragging.
import { toast } from "./app.js";

async function share(button) {
  const { shares: url, title, copied } = button.dataset;
  if (navigator.share) {
    try { await navigator.share({ title, url }); } catch { /* she closed the sheet */ }
    return;
  }
  try { await navigator.clipboard.writeText(url); toast(copied); } catch { toast("Copying is not allowed here. Select the link and copy it."); }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shares]");
  if (button) share(button);
});

function startArranging(form) {
  const list = form.querySelector("ol");
  let held = null;
  const over = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".arranged > li");
  const clear = () => list.querySelectorAll("[data-over]").forEach((row) => row.removeAttribute("data-over"));
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip) return;
    held = grip.closest("li");
    held.dataset.held = "";
    grip.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  list.addEventListener("pointermove", (event) => {
    if (!held) return;
    clear();
    const row = over(event);
    if (row && row !== held) row.dataset.over = "";
  });
  list.addEventListener("pointerup", (event) => {
    if (!held) return;
    const row = over(event);
    const rows = [...list.children];
    held.removeAttribute("data-held");
    clear();
    if (row && row !== held) {
      row[rows.indexOf(row) > rows.indexOf(held) ? "after" : "before"](held);
      form.elements.order.value = [...list.children].map((each) => each.dataset.key).join(",");
      form.submit();
    }
    held = null;
  });
}

document.querySelectorAll("[data-arranges]").forEach(startArranging);
