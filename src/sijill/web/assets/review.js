// Review by keyboard: a key presses the button that bears it. Words chosen in the text go into the open form.

const text = document.getElementById("text");
const verdict = document.querySelector(".verdict");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    const open = verdict?.querySelector("details.edit[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    return;
  }
  if (event.target.closest("input, textarea, select")) return;
  const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!pressed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  pressed.click();
}, { capture: true });

document.querySelector('[data-does="edit"]')?.addEventListener("click", () => {
  const rows = [...verdict.querySelectorAll("details.edit")];
  const at = rows.findIndex((row) => row.open);
  for (const row of rows) row.open = false;
  const next = rows[(at + 1) % rows.length];
  next.open = true;
  next.querySelector("select, input:not([type=hidden]), button").focus();
});

// Offsets count code points of the report's text, as its record does; a string of this language counts others.
// A piece says where its first character stands, and how its shown text differs from that: not at all, or the
// page would not offer to point at it.

function offsetAt(node, within) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!piece) return null;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, within);
  return Number(piece.dataset.start) + [...range.toString()].length;
}

function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const start = offsetAt(range.startContainer, range.startOffset);
  const end = offsetAt(range.endContainer, range.endOffset);
  return start === null || end === null || end <= start ? null : { start, end, words: range.toString() };
}

let last = null;
document.addEventListener("selectionchange", () => {
  last = chosen() ?? last;
});

verdict?.addEventListener("click", (event) => {
  const take = event.target.closest(".take");
  if (!take || !last) return;
  const pointer = take.closest(".pointer");
  pointer.querySelector(`[name="${pointer.dataset.first}"]`).value = last.start;
  pointer.querySelector(`[name="${pointer.dataset.last}"]`).value = last.end;
  pointer.querySelector(".taken").textContent = last.words;
});

// Places are too many for a list: they are asked for as their name is typed.

const list = document.createElement("datalist");
list.id = "places";
document.body.append(list);
let waiting;
verdict?.addEventListener("input", (event) => {
  const input = event.target.closest("[data-places]");
  if (!input || !input.value.trim()) return;
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const answer = await fetch(`/api/v1/vocabulary/places?limit=12&q=${encodeURIComponent(input.value.trim())}`);
    if (!answer.ok) return;
    const { places } = await answer.json();
    list.replaceChildren(...places.map((place) => {
      const option = document.createElement("option");
      option.value = place.id;
      option.label = [place.name, place.name_en, place.district, place.governorate].filter(Boolean).join(" · ");
      return option;
    }));
  }, 150);
});

const shown = document.getElementById("reviewed")?.dataset.claim;
document.querySelector(`#text [data-marks*="c${shown}-evidence"]`)?.scrollIntoView({ block: "center" });
for (const piece of document.querySelectorAll("#text [data-marks]")) {
  const names = piece.dataset.marks.split(" ");
  if (names.some((name) => name.startsWith(`c${shown}-evidence`))) piece.classList.add("lit-sentence");
  if (names.some((name) => name.startsWith(`c${shown}-`) && !name.includes("evidence"))) piece.classList.add("own");
}
