// What every page does with a script: says that there is one, and tells what happened.

document.documentElement.classList.add("scripted");

const narrow = window.matchMedia("(max-width: 62rem)");
for (const all of document.querySelectorAll(".all-facets")) {
  if (narrow.matches) all.open = false;
}

export function say(text) {
  const said = document.getElementById("said");
  said.textContent = text;
  clearTimeout(say.until);
  say.until = setTimeout(() => (said.textContent = ""), 4000);
}

export function csrf() {
  return document.querySelector('meta[name="csrf"]')?.content ?? "";
}

// Ask the API; an answer that is an error is thrown with its sentence.
export async function ask(method, path, body, headers = {}) {
  const answer = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf(), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
  if (!answer.ok) {
    const fault = new Error(told?.error?.message ?? answer.statusText);
    fault.status = answer.status;
    fault.told = told?.error;
    throw fault;
  }
  return { told, etag: answer.headers.get("ETag") };
}
