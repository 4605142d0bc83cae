// Forms that ask the API: the method and path stand on the form, its fields are sent as JSON. What is wrong is
// said as the server says it; what it answers once (a secret) is shown where `data-into` names.
import { ask, say } from "/assets/desk.js";

for (const form of document.querySelectorAll("form[data-path]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    if ("query" in form.dataset) {
      given.query = [...new URLSearchParams(location.search)].filter(([name]) => !["lang", "page"].includes(name));
    }
    const sent = form.dataset.method === "DELETE" ? undefined : given;
    const seen = form.dataset.ifMatch ? { "If-Match": form.dataset.ifMatch } : {};
    try {
      const { told } = await ask(form.dataset.method, form.dataset.path, sent, seen);
      if (form.dataset.into) show(document.getElementById(form.dataset.into), told);
      if (!("stay" in form.dataset)) location.reload();
    } catch (fault) {
      say(fault.message);
    }
  });
}

function show(into, told) {
  into.hidden = false;
  for (const place of into.querySelectorAll("[data-show]")) place.textContent = told[place.dataset.show];
  for (const field of into.querySelectorAll("input[type=hidden]")) field.value = told[field.name] ?? field.value;
}
