// Value and words: choose one, and the other lights up. j and k go from claim to claim, Esc lets go.

const text = document.getElementById("text");
const claims = [...document.querySelectorAll(".shown-claim")];
const these = document.getElementById("these");
const marked = [...(text?.querySelectorAll("[data-marks]") ?? [])].map((piece) => ({
  piece,
  names: new Set(piece.dataset.marks.split(" ")),
}));
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

function letGo() {
  for (const { piece } of marked) piece.classList.remove("lit", "lit-sentence");
  for (const claim of claims) claim.classList.remove("chosen");
  for (const link of document.querySelectorAll(".to-words[aria-current]")) link.removeAttribute("aria-current");
  these.hidden = true;
}

function lightUp(test, style) {
  const found = marked.filter(({ names }) => [...names].some(test));
  for (const { piece } of found) piece.classList.add(style);
  return found[0]?.piece;
}

function choose(claim, { scroll = true } = {}) {
  letGo();
  claim.classList.add("chosen");
  const own = `c${claim.dataset.claim}-evidence`;
  const first = lightUp((name) => name.startsWith(own), "lit-sentence");
  if (scroll) first?.scrollIntoView({ block: "center", behavior: calm });
}

function showWords(link) {
  const claim = link.closest(".shown-claim");
  choose(claim, { scroll: false });
  link.setAttribute("aria-current", "true");
  lightUp((name) => name === link.dataset.mark, "lit")?.scrollIntoView({ block: "center", behavior: calm });
}

function linkOf(name) {
  return document.querySelector(`.to-words[data-mark="${CSS.escape(name)}"]`);
}

function showClaims(piece) {
  const links = piece.dataset.marks.split(" ").map(linkOf).filter(Boolean);
  const own = links.length ? links : [...new Set(piece.dataset.marks.split(" "))].map((name) =>
    document.querySelector(`#${name.split("-")[0]}`));
  if (!own[0]) return;
  const claim = own[0].closest(".shown-claim");
  choose(claim, { scroll: false });
  if (own[0].dataset.mark) {
    own[0].setAttribute("aria-current", "true");
    lightUp((name) => name === own[0].dataset.mark, "lit");
  }
  claim.scrollIntoView({ block: "nearest", behavior: calm });
  if (own.length > 1) offer(own);
}

function offer(links) {
  these.querySelector("ul").replaceChildren(
    ...links.map((link) => {
      const button = document.createElement("button");
      const claim = link.closest(".shown-claim");
      const kind = claim.querySelector("h3 .number").textContent + " " + claim.querySelector(".kind").textContent.trim();
      const field = link.closest(".value")?.querySelector("dt").textContent ?? "";
      button.type = "button";
      button.textContent = field ? `${kind} · ${field}: ${link.textContent.trim().replace(/\s+/g, " ")}` : kind;
      button.addEventListener("click", () => {
        if (link.dataset.mark) showWords(link);
        else choose(claim);
        these.hidden = false;
        claim.scrollIntoView({ block: "nearest", behavior: calm });
      });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }),
  );
  these.hidden = false;
}

document.addEventListener("click", (event) => {
  const words = event.target.closest(".to-words");
  const piece = event.target.closest("#text [data-marks]");
  if (words) {
    event.preventDefault();
    showWords(words);
  } else if (piece) {
    event.preventDefault();
    showClaims(piece);
  }
});

function step(by) {
  const at = claims.findIndex((claim) => claim.classList.contains("chosen"));
  const next = claims[at < 0 ? (by > 0 ? 0 : claims.length - 1) : Math.min(Math.max(at + by, 0), claims.length - 1)];
  if (!next) return;
  choose(next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest", behavior: calm });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "Escape") letGo();
  else return;
  event.preventDefault();
});

const there = location.hash && document.querySelector(location.hash.replace(/[^#\w-]/g, ""));
if (there && there.classList.contains("shown-claim")) choose(there);
