// Undo and redo: every state of the page is an address and the places of its nodes.
"use strict";

network.history = (() => {
  const before = [];
  const after = [];
  const MOST = 60;

  const now = () => ({ address: location.pathname + location.search, places: network.canvas.places() });
  const tell = () => {
    for (const [name, states] of [["undo", before], ["redo", after]]) {
      document.querySelector(`[data-do=${name}]`).disabled = states.length === 0;
    }
  };

  // Notes the present state before it is left for another.
  const note = (state = now()) => {
    before.push(state);
    if (before.length > MOST) before.shift();
    after.length = 0;
    tell();
  };

  // The state to go back or on to; the present one is noted on the other side.
  const turn = (back) => {
    const [from, to] = back ? [before, after] : [after, before];
    const state = from.pop();
    if (state) to.push(now());
    tell();
    return state;
  };

  return { note, now, turn, tell };
})();
