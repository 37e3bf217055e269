// What is more comfortable with script; nothing depends on it.
"use strict";

// the box in a table's head picks every row of the page
document.addEventListener("change", (event) => {
  const name = event.target.dataset && event.target.dataset.all;
  if (!name) return;
  const table = event.target.closest("table");
  table.querySelectorAll(`input[type=checkbox][name="${name}"]`).forEach((box) => {
    box.checked = event.target.checked;
  });
});

// of the fields for a decision on several findings those show that it needs
const fit = (form) => {
  const chosen = form.elements.decision.value;
  form.querySelectorAll("[data-for]").forEach((label) => {
    label.hidden = !label.dataset.for.split(" ").includes(chosen);
  });
};
const bulk = document.getElementById("bulk");
if (bulk) {
  fit(bulk);
  bulk.addEventListener("change", () => fit(bulk));
}

// after a part of the page was put in place of another, the keyboard is where the new part begins
document.addEventListener("htmx:afterSwap", () => {
  const region = document.querySelector("#list .scroll");
  if (region) region.focus({ preventScroll: true });
});

// a button that prints is of use with script only
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
