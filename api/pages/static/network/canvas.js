// The canvas: draws what the server has placed, and leads the keyboard from node to node.
"use strict";

network.canvas = (() => {
  const place = document.getElementById("canvas");
  let drawing = null;
  let data = null;
  let nodes = null;
  let pinned = new Set();
  const listeners = [];

  const paintRoutes = (pen) => {
    pen.strokeStyle = data.edge;
    pen.lineWidth = 1.2;
    for (const route of data.routes) {
      pen.setLineDash(route.dashed ? [5, 4] : []);
      pen.beginPath();
      route.points.forEach(([x, y], turn) => (turn ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.stroke();
    }
    pen.setLineDash([]);
  };

  const paintBadges = (pen) => {
    const at = drawing.getPositions();
    pen.font = "10px " + data.font;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineWidth = 1;
    for (const node of data.nodes) {
      if (!at[node.id]) continue;
      const { x, y } = at[node.id];
      if (node.badge) {
        const wide = pen.measureText(node.badge).width + 8;
        const [left, top] = data.boxes ? [x + 74 - wide / 2, y - 21] : [x + 13 + wide / 2, y - 9];
        pen.fillStyle = "#ffffff";
        pen.strokeStyle = data.edge;
        pen.beginPath();
        pen.rect(left - wide / 2, top - 7, wide, 14);
        pen.fill();
        pen.stroke();
        pen.fillStyle = data.ink;
        pen.fillText(node.badge, left, top);
      }
      if (pinned.has(node.id)) {
        pen.fillStyle = data.ink;
        pen.beginPath();
        pen.moveTo(x - 16, y - 20);
        pen.lineTo(x - 8, y - 20);
        pen.lineTo(x - 12, y - 11);
        pen.fill();
      }
    }
    document.documentElement.dataset.drawn = "yes";
  };

  const draw = (told, { fit } = {}) => {
    const view = drawing && !fit ? { position: drawing.getViewPosition(), scale: drawing.getScale() } : null;
    if (drawing) drawing.destroy();
    data = told;
    pinned = new Set(told.pinned);
    place.hidden = false;
    place.dataset.nodes = told.nodes.length;
    nodes = new vis.DataSet(told.nodes);
    told.options.interaction.keyboard = { enabled: false };
    drawing = new vis.Network(place, { nodes, edges: new vis.DataSet(told.edges) }, told.options);
    drawing.on("beforeDrawing", paintRoutes);
    drawing.on("afterDrawing", paintBadges);
    for (const [name, act] of listeners) drawing.on(name, act);
    if (view) drawing.moveTo(view);
  };

  // The nearest node in a direction: what lies sideways counts double.
  const towards = (key) => {
    const at = drawing.getPositions();
    const here = at[drawing.getSelectedNodes().at(-1)] || drawing.getViewPosition();
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const [dx, dy] = ways[key];
    let best = null;
    for (const [id, { x, y }] of Object.entries(at)) {
      const along = (x - here.x) * dx + (y - here.y) * dy;
      const aside = Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx);
      if (along > 1 && (!best || along + 2 * aside < best.far)) best = { id, far: along + 2 * aside };
    }
    return best && best.id;
  };

  const select = (ids, { look } = {}) => {
    drawing.selectNodes(ids.filter((id) => nodes.get(id)));
    if (look && ids.length && nodes.get(ids[0])) drawing.focus(ids[0], { scale: Math.max(drawing.getScale(), 0.8) });
  };

  return {
    draw,
    select,
    towards,
    on: (name, act) => listeners.push([name, act]),
    node: (id) => nodes && nodes.get(id),
    chosen: () => (drawing ? drawing.getSelectedNodes() : []),
    places: () => (drawing ? drawing.getPositions() : {}),
    move: (places) => {
      for (const [id, { x, y }] of Object.entries(places)) if (nodes.get(id)) drawing.moveNode(id, x, y);
    },
    pin: (ids) => {
      pinned = new Set(ids);
      drawing.redraw();
    },
    zoom: (times) => drawing.moveTo({ scale: drawing.getScale() * times }),
    whole: () => drawing.fit(),
    screen: (id) => drawing.canvasToDOM(drawing.getPositions([id])[id]),
  };
})();
