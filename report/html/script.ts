/** Filters and opens what the page already shows; the page is whole without it. */
export const script = `
"use strict";
(() => {
  const form = document.querySelector(".filters");
  const search = form.querySelector("[type=search]");
  const scope = form.querySelector("select");
  const toggle = form.querySelector("[name=toggle]");
  const shown = form.querySelector("output");
  const boxes = [...form.querySelectorAll("[type=checkbox]")];
  const empty = document.querySelector(".empty");
  const details = [...document.querySelectorAll("details")];
  const rows = [...document.querySelectorAll(".control")].map((element) => ({
    element,
    status: element.dataset.status,
    scope: element.closest(".scope").dataset.scope,
    text: element.textContent.toLowerCase(),
  }));

  const filter = () => {
    const statuses = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const chosen = scope === null ? "" : scope.value;
    const narrowed = words.length > 0 || chosen !== "" || statuses.size < boxes.length;
    let count = 0;
    for (const row of rows) {
      const visible = statuses.has(row.status)
        && (chosen === "" || chosen === row.scope)
        && words.every((word) => row.text.includes(word));
      row.element.hidden = !visible;
      count += Number(visible);
    }
    for (const group of document.querySelectorAll(".chapter, .scope")) {
      group.hidden = group.querySelector(".control:not([hidden])") === null;
    }
    document.body.classList.toggle("narrowed", narrowed);
    empty.hidden = count !== 0;
    shown.value = count + " of " + rows.length + " controls";
  };
  const open = (all) => {
    details.forEach((each) => { each.open = all; });
    toggle.setAttribute("aria-pressed", String(all));
    toggle.textContent = all ? "Close all" : "Open all";
  };
  const reveal = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row === null || !row.classList.contains("control")) {
      return;
    }
    if (row.hidden) {
      form.reset();
      filter();
    }
    const inside = row.querySelector("details");
    if (inside !== null) {
      inside.open = true;
    }
    row.scrollIntoView();
  };

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 60);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  toggle.addEventListener("click", () => open(toggle.getAttribute("aria-pressed") !== "true"));
  addEventListener("hashchange", reveal);
  let before = [];
  addEventListener("beforeprint", () => {
    before = details.map((each) => each.open);
    details.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => details.forEach((each, index) => { each.open = before[index] === true; }));
  form.hidden = false;
  filter();
  reveal();
})();
`;
