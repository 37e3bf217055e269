// The address says everything that the page shows: reading it, changing it, and what this browser remembers beside it.
"use strict";

window.network = window.network || {};

network.query = () => new URLSearchParams(location.search);

// The page's address with some values set to others; null takes a name out, a list gives it several times.
network.changed = (changes, query = network.query()) => {
  for (const passing of ["draft", "done"]) query.delete(passing);
  for (const [name, value] of Object.entries(changes)) {
    query.delete(name);
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== undefined && each !== "") query.append(name, each);
    }
  }
  const told = query.toString();
  return location.pathname + (told ? "?" + told : "");
};

// Kinds of relationship, direction and steps: remembered by this browser, used for what is expanded.
network.remembered = () => {
  try {
    return { steps: "1", way: "both", follow: [], ...JSON.parse(localStorage.getItem("govgraph-expand") || "{}") };
  } catch {
    return { steps: "1", way: "both", follow: [] };
  }
};

network.remember = (form) => {
  const fields = new FormData(form);
  const told = { steps: fields.get("steps"), way: fields.get("way"), follow: fields.getAll("follow") };
  try {
    localStorage.setItem("govgraph-expand", JSON.stringify(told));
  } catch {
    // a browser that keeps nothing remembers nothing
  }
};

// An expansion as the address has it.
network.expansion = (id) => {
  const { steps, way, follow } = network.remembered();
  return [id, steps, way, follow.join(".")].join("~");
};
