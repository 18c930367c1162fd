// The rubric as a grid: at the edge of a cell's text, an arrow key goes on to the cell beside, above or below.
const grid = document.querySelector("[data-grid]");

function cellsOf(row) {
  return [...row.querySelectorAll("textarea")];
}

// Whether the caret stands where the arrow cannot move it any further within the text.
function atEdge(cell, key) {
  if (cell.selectionStart !== cell.selectionEnd) return false;
  return ["ArrowLeft", "ArrowUp"].includes(key) ? cell.selectionStart === 0 : cell.selectionEnd === cell.value.length;
}

function neighbor(cell, key) {
  const rows = [...grid.querySelectorAll("[data-row]")];
  const row = rows.indexOf(cell.closest("[data-row]"));
  const column = cellsOf(rows[row]).indexOf(cell);
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
  const beside = rows[row + step[0]];
  return beside && cellsOf(beside)[column + step[1]];
}

grid?.addEventListener("keydown", (event) => {
  const cell = event.target.closest("[data-row] textarea");
  if (!cell || !event.key.startsWith("Arrow") || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = atEdge(cell, event.key) && neighbor(cell, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
  const place = ["ArrowLeft", "ArrowUp"].includes(event.key) ? next.value.length : 0;
  next.setSelectionRange(place, place);
});
