// The list of incidents without loading the page anew: facets, order and paging change the two parts in place.

const form = document.getElementById("browse");
let asked = 0;

async function show(address, { push = true } = {}) {
  const number = ++asked;
  const found = form.querySelector('[data-part="found"]');
  found.classList.add("waiting");
  try {
    const answer = await fetch(address, { headers: { "X-Part": "found" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (number !== asked) return;
    if (!page.querySelector('[data-part="found"]')) {
      location.assign(address);
      return;
    }
    const open = [...form.querySelectorAll("details")].map((one) => one.open);
    const focused = document.activeElement?.name && [document.activeElement.name, document.activeElement.value];
    for (const part of form.querySelectorAll("[data-part]")) {
      part.replaceWith(page.querySelector(`[data-part="${part.dataset.part}"]`));
    }
    const details = [...form.querySelectorAll("details")];
    if (details.length === open.length) details.forEach((one, at) => (one.open = open[at]));
    else details[0].open = open[0];
    if (focused && document.activeElement === document.body) {
      const same = [...form.querySelectorAll(`[name="${focused[0]}"]`)];
      same.find((one) => one.value === focused[1])?.focus({ preventScroll: true });
    }
    if (push) history.pushState(null, "", address);
  } catch {
    location.assign(address);
  }
}

function address() {
  const given = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...given]) {
    if (!value || (name === "sort" && value === "recent")) given.delete(name, value);
  }
  return `/incidents${given.size ? `?${given}` : ""}`;
}

form.addEventListener("change", (event) => {
  if (event.target.type !== "search") show(address());
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(address());
});
form.addEventListener("click", (event) => {
  const link = event.target.closest(".pager a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href).then(() => document.getElementById("found").scrollIntoView());
});
addEventListener("popstate", () => location.reload());
