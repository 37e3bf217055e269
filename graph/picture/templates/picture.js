(() => {
  "use strict";
  const by = (id) => document.getElementById(id);
  const data = JSON.parse(by("data").textContent);
  const canvas = by("canvas");
  canvas.hidden = by("tools").hidden = false;

  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(canvas, { nodes, edges }, data.options);
  const font = "10px " + data.options.nodes.font.face;

  // lines that go round boxes, which vis-network cannot draw
  network.on("beforeDrawing", (pen) => {
    pen.strokeStyle = data.edge;
    pen.lineWidth = 1.2;
    for (const route of data.routes) {
      pen.setLineDash(route.dashed ? [5, 4] : []);
      pen.beginPath();
      route.points.forEach(([x, y], place) => (place ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.stroke();
    }
    pen.setLineDash([]);
  });

  // how many neighbours are not drawn
  network.on("afterDrawing", (pen) => {
    pen.font = font;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    const boxes = data.options.nodes.widthConstraint !== undefined;
    const places = network.getPositions(data.badges.map((badge) => badge.id));
    for (const badge of data.badges) {
      const wide = pen.measureText(badge.text).width + 8;
      const at = places[badge.id];
      const x = boxes ? at.x + data.box[0] / 2 - 4 : at.x + 13 + wide / 2;
      const y = boxes ? at.y - data.box[1] / 2 : at.y - 9;
      pen.fillStyle = "#ffffff";
      pen.strokeStyle = data.edge;
      pen.lineWidth = 1;
      pen.beginPath();
      pen.rect(x - wide / 2, y - 7, wide, 14);
      pen.fill();
      pen.stroke();
      pen.fillStyle = data.ink;
      pen.fillText(badge.text, x, y);
    }
    document.documentElement.dataset.drawn = "yes";
  });

  document.documentElement.classList.add("drawn"); // from here on the canvas shows it; print shows the still again
  const zoom = (times) => network.moveTo({ scale: network.getScale() * times });
  by("in").onclick = () => zoom(1.25);
  by("out").onclick = () => zoom(0.8);
  by("whole").onclick = () => network.fit();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.show");
    if (!button) return;
    network.selectNodes([button.dataset.node]);
    network.focus(button.dataset.node, { scale: Math.max(network.getScale(), 1) });
    canvas.scrollIntoView({ block: "nearest" });
    canvas.focus({ preventScroll: true });
  });
})();
