// A rule's share and gaps over the saved runs; the same figures stand in the table below.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("trend");
  const points = JSON.parse(document.getElementById("trend-data").textContent);
  const chart = echarts.init(place, null, { renderer: "svg" });
  const { ratio, gap } = place.dataset;
  chart.setOption({
    animation: false,
    grid: { left: 44, right: 44, top: 34, bottom: 26 },
    legend: { data: [ratio, gap], top: 0 },
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: { type: "category", data: points.map((point) => point.day) },
    yAxis: [
      { type: "value", scale: true, max: 100, axisLabel: { formatter: "{value}%" } },
      { type: "value", minInterval: 1, splitLine: { show: false } },
    ],
    series: [
      { name: ratio, type: "line", data: points.map((point) => point.ratio === null ? null : Math.round(point.ratio * 1000) / 10), itemStyle: { color: "#1f5fa8" }, symbolSize: 7 },
      { name: gap, type: "bar", yAxisIndex: 1, data: points.map((point) => point.gap), itemStyle: { color: "#c9d4e0" }, barMaxWidth: 28 },
    ],
  });
  addEventListener("resize", () => chart.resize());
});
