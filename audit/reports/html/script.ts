/** Filters what the page already shows; the page is whole without it. */
export const script = `
"use strict";
(() => {
  const form = document.querySelector(".filters");
  const search = form.querySelector("[type=search]");
  const rule = form.querySelector("select");
  const shown = form.querySelector("output");
  const boxes = [...form.querySelectorAll("[type=checkbox]")];
  const empty = document.querySelector(".empty");
  const files = [...document.querySelectorAll(".file")];
  const findings = [...document.querySelectorAll(".finding")].map((element) => ({
    element,
    severity: element.dataset.severity,
    status: element.dataset.status,
    rule: element.dataset.rule,
    text: [element, element.parentElement.querySelector("h3"), element.closest(".file").querySelector("summary code")]
      .map((part) => part.textContent).join(" ").toLowerCase(),
  }));

  const filter = () => {
    const picked = (name) => new Set(boxes.filter((box) => box.name === name).filter((box) => box.checked).map((box) => box.value));
    const severities = picked("severity");
    const statuses = picked("status");
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const matches = (finding) => [
      severities.has(finding.severity),
      statuses.has(finding.status),
      ["", finding.rule].includes(rule.value),
      words.every((word) => finding.text.includes(word)),
    ].every(Boolean);
    let count = 0;
    for (const finding of findings) {
      const visible = matches(finding);
      finding.element.hidden = !visible;
      count += Number(visible);
    }
    for (const group of [...document.querySelectorAll(".resource"), ...files]) {
      group.hidden = group.querySelector(".finding:not([hidden])") === null;
    }
    empty.hidden = count !== 0;
    shown.value = count + " of " + findings.length + " shown";
  };

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 60);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeprint", () => files.forEach((file) => { file.open = true; }));
  form.hidden = false;
  filter();
})();
`;
