// The network page with script: what changes is fetched and put in place, the canvas is drawn anew, the address follows.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const by = (id) => document.getElementById(id);
  const tools = document.querySelector(".net-tools");
  const { canvas, history: past } = network;
  const place = by("canvas");
  let turnNumber = 0;

  const say = (words) => {
    by("net-said").textContent = words;
    by("net-said").classList.toggle("said", words !== "");
    by("net-said").classList.toggle("bad", words !== "");
  };
  const block = (page) => JSON.parse(page.getElementById("net-data").textContent);

  // ── what a page brings along ──
  const dress = () => {
    document.querySelectorAll("[data-script]").forEach((part) => (part.hidden = false));
    const here = network.query();
    document.querySelectorAll("[data-file]").forEach((link) => {
      link.href = link.getAttribute("href").split("?")[0] + "?" + here;
    });
    const form = document.querySelector("[data-settings]");
    if (form) fit(form);
    slide();
    past.tell();
  };
  const fit = (form) => {
    form.querySelector("[data-two]").hidden = !["path", "common"].includes(form.elements.show.value);
  };

  // ── going to another state ──
  const go = async (address, { noted = false, places = null, fit: whole = false, card = true } = {}) => {
    const turn = ++turnNumber;
    const left = past.now();
    place.setAttribute("aria-busy", "true");
    by("net-now").textContent = tools.dataset.drawing;
    let page;
    try {
      const answer = await fetch(address, { headers: { accept: "text/html" }, credentials: "same-origin" });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn !== turnNumber) return false;
      if (!answer.ok || !page.getElementById("net-data")) {
        const told = page.querySelector("[role=alert] p, p[role=alert], main p");
        say(told ? told.textContent : tools.dataset.failed);
        return false;
      }
    } catch {
      say(tools.dataset.failed);
      return false;
    } finally {
      place.removeAttribute("aria-busy");
      by("net-now").textContent = "";
    }
    say("");
    if (!noted) past.note(left);
    history.replaceState(null, "", address);
    const chosen = canvas.chosen();
    for (const id of ["net-top", "net-heading", "net-below", ...(card ? ["net-side"] : [])]) {
      by(id).replaceWith(document.adoptNode(page.getElementById(id)));
    }
    const data = block(page);
    canvas.draw(data, { fit: whole });
    if (places) canvas.move(places);
    canvas.select(chosen);
    dress();
    return true;
  };
  const goTo = (changes, more) => go(network.changed(changes), more);

  // ── what can be done with chosen nodes ──
  const chosen = (least) => {
    const found = canvas.chosen().filter((id) => !canvas.node(id).group_of && !canvas.node(id).outside);
    if (found.length < least) {
      say(least === 1 ? tools.dataset.one : tools.dataset.two);
      return null;
    }
    say("");
    return found;
  };
  const fresh = { more: null, drop: null, at: null, view: null };
  const pin = (ids) => {
    const at = new Map(network.query().getAll("at").map((told) => [told.split("~")[0], told]));
    const places = canvas.places();
    const loose = ids.every((id) => at.has(id));
    past.note();
    for (const id of ids) {
      if (loose) at.delete(id);
      else at.set(id, [id, Math.round(places[id].x * 10) / 10, Math.round(places[id].y * 10) / 10].join("~"));
    }
    moved(at);
  };
  const moved = (at) => {
    history.replaceState(null, "", network.changed({ at: [...at.values()] }));
    canvas.pin(at.keys());
    dress();
  };
  const expand = (ids) => {
    const query = network.query();
    const more = [...new Set([...query.getAll("more"), ...ids.map(network.expansion)])];
    return goTo({ more, show: query.get("show") === "command" ? null : query.get("show") });
  };
  const turnTo = async (back) => {
    const state = past.turn(back);
    if (!state) return;
    if (!(await go(state.address, { noted: true, places: state.places }))) past.turn(!back);
  };
  const deeds = {
    undo: () => turnTo(true),
    redo: () => turnTo(false),
    zoom_in: () => canvas.zoom(1.25),
    zoom_out: () => canvas.zoom(0.8),
    whole: () => canvas.whole(),
    expand: () => { const ids = chosen(1); if (ids) expand(ids); },
    centre: () => { const ids = chosen(1); if (ids) goTo({ ...fresh, around: ids[0], show: null, to: null }, { fit: true }); },
    command: () => { const ids = chosen(1); if (ids) goTo({ ...fresh, around: ids[0], show: "command", to: null }, { fit: true }); },
    common: () => { const ids = chosen(2); if (ids) goTo({ ...fresh, around: ids[0], show: "common", to: ids[1] }, { fit: true }); },
    path: () => { const ids = chosen(2); if (ids) goTo({ ...fresh, around: ids[0], show: "path", to: ids[1] }, { fit: true }); },
    pin: () => { const ids = chosen(1); if (ids) pin(ids); },
    remove: () => { const ids = chosen(1); if (ids) goTo({ drop: [...network.query().getAll("drop"), ...ids] }); },
  };
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) deeds[button.dataset.do]();
  });

  // ── the card at the side ──
  const card = async (id) => {
    const kept = new URLSearchParams([...network.query()].filter(([name]) => ["asOf", "lang"].includes(name)));
    try {
      const answer = await fetch(`graph/cards/${encodeURIComponent(id)}?${kept}`, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const side = page.getElementById("net-side");
      if (!side) throw new Error("no card");
      // addresses of the card's own page are one folder deeper
      side.querySelectorAll("a[href^='../']").forEach((link) => link.setAttribute("href", link.getAttribute("href").replace("../../", "./")));
      by("net-side").replaceWith(document.adoptNode(side));
      if (matchMedia("(max-width: 820px)").matches) by("net-side").scrollIntoView({ block: "nearest" });
      history.replaceState(null, "", network.changed({ card: id }));
      dress();
    } catch {
      say(tools.dataset.failed);
    }
  };

  // ── links, forms, the slider ──
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go], a[data-card]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.card) {
      canvas.select([link.dataset.card], { look: true });
      card(link.dataset.card);
    } else if (link.dataset.expand) {
      expand([link.dataset.expand]);
    } else if (link.dataset.legend) {
      const hidden = network.query().getAll("hide");
      const label = link.dataset.legend;
      goTo({ hide: hidden.includes(label) ? hidden.filter((each) => each !== label) : [...hidden, label] });
    } else if (link.dataset.month) {
      month(link.dataset.month);
    } else {
      go(link.href, { fit: true });
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "post") {
      const places = form.elements.places;
      const at = canvas.places();
      if (places) places.value = JSON.stringify(Object.fromEntries(Object.entries(at).map(([id, { x, y }]) => [id, [x, y]])));
      form.action = location.pathname + location.search;
      return;
    }
    if (!form.matches("[data-go]")) return;
    event.preventDefault();
    const own = [...new FormData(form).entries()].filter(([name]) => form.querySelector(`[name="${name}"]:not([type=hidden])`));
    const names = [...form.querySelectorAll("[name]:not([type=hidden])")].map((field) => field.name);
    const changes = Object.fromEntries([...new Set(names)].map((name) => [name, own.filter(([each]) => each === name).map(([, value]) => value)]));
    if (form.matches("[data-settings]")) {
      network.remember(form);
      if (!["path", "common"].includes(changes.show[0])) changes.to = null;
    }
    goTo(changes, { fit: form.matches("[data-settings]") });
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-settings]");
    if (form) {
      fit(form);
      network.remember(form);
    }
    if (event.target.matches(".net-time input")) month(monthOf(Number(event.target.value)));
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches(".net-time input")) event.target.closest("label").querySelector("output").textContent = monthOf(Number(event.target.value));
  });
  const number = (told) => Number(told.slice(0, 4)) * 12 + Number(told.slice(5)) - 1;
  const monthOf = (value) => `${Math.floor(value / 12)}-${String((value % 12) + 1).padStart(2, "0")}`;
  const month = (told) => goTo({ asOf: `${told}-28` });
  const slide = () => {
    const part = document.querySelector(".net-time");
    const slider = part.querySelector("input");
    [slider.min, slider.max, slider.value] = [part.dataset.first, part.dataset.last, part.dataset.now].map(number);
    const ticks = [...part.querySelectorAll("[data-month]")].map((mark) => new Option("", number(mark.dataset.month)));
    by("net-months").replaceChildren(...ticks);
  };

  // ── the canvas by mouse and keyboard ──
  const now = () => {
    const ids = canvas.chosen();
    const last = ids.length ? canvas.node(ids.at(-1)) : null;
    by("net-now").textContent = (last ? last.title.split("\n").slice(0, 2).join(" · ") : "") + (ids.length > 1 ? " · " + tools.dataset.picked.replace("#", ids.length) : "");
    place.dataset.chosen = ids.join(" ");
  };
  canvas.on("select", now);
  canvas.on("click", ({ nodes }) => {
    if (nodes.length === 1 && !canvas.node(nodes[0]).group_of) card(nodes[0]);
  });
  canvas.on("doubleClick", ({ nodes }) => nodes.length && !canvas.node(nodes[0]).group_of && expand([nodes[0]]));
  let held = null;
  canvas.on("dragStart", () => (held = past.now()));
  canvas.on("dragEnd", ({ nodes }) => {
    if (!nodes.length || !held) return;
    past.note(held);
    const at = new Map(network.query().getAll("at").map((told) => [told.split("~")[0], told]));
    for (const id of nodes) {
      const { x, y } = canvas.places()[id];
      at.set(id, [id, Math.round(x * 10) / 10, Math.round(y * 10) / 10].join("~"));
    }
    moved(at);
  });
  place.addEventListener("keydown", (event) => {
    const key = event.key;
    const keys = { "+": "expand", "=": "expand", p: "pin", P: "pin", Delete: "remove" };
    if ((event.ctrlKey || event.metaKey) && ["z", "y"].includes(key.toLowerCase())) deeds[key.toLowerCase() === "z" ? "undo" : "redo"]();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (key.startsWith("Arrow")) {
      const id = canvas.towards(key);
      if (id) canvas.select(event.shiftKey ? [...canvas.chosen(), id] : [id], { look: !event.shiftKey });
      now();
    } else if (key === "Enter") {
      const ids = chosen(1);
      if (ids) card(ids.at(-1));
    } else if (keys[key]) deeds[keys[key]]();
    else return;
    event.preventDefault();
  });

  canvas.draw(block(document), { fit: true });
  dress();
});
