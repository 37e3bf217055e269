// Opens an address in headless Chromium that can reach no other host, runs what the page shows, and prints as JSON what was
// asked for, what failed, and what the console said.   node look.mjs CHROMIUM ADDRESS PICTURE PROFILE QUERY
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";

const [, , chromium, address, picture, profile, query] = process.argv;
const browser = spawn(chromium, [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--window-size=1280,800",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", `--user-data-dir=${profile}`, "about:blank",
]);

const endpoint = await new Promise((found, lost) => {
  let said = "";
  browser.stderr.on("data", (part) => {
    said += part;
    const hit = said.match(/DevTools listening on (ws:\S+)/);
    if (hit) found(hit[1]);
  });
  browser.on("exit", () => lost(new Error(said)));
});

const socket = new WebSocket(endpoint);
await new Promise((open) => socket.addEventListener("open", open));
let last = 0;
const waiting = new Map();
const seen = { requests: [], failed: [], console: [], result: null };
socket.addEventListener("message", ({ data }) => {
  const { id, method, params, result } = JSON.parse(data);
  if (id) waiting.get(id)(result);
  if (method === "Network.requestWillBeSent") seen.requests.push(params.request.url);
  if (method === "Network.loadingFailed") seen.failed.push(`${params.type}: ${params.errorText}`);
  if (method === "Network.responseReceived" && params.response.status >= 400)
    seen.failed.push(`${params.response.status} ${params.response.url}`);
  if (method === "Runtime.exceptionThrown") seen.console.push(JSON.stringify(params.exceptionDetails).slice(0, 500));
  if (method === "Runtime.consoleAPICalled" && ["error", "warning", "assert"].includes(params.type))
    seen.console.push(`${params.type}: ${params.args.map((each) => each.value ?? each.description).join(" ").slice(0, 500)}`);
  if (method === "Log.entryAdded") seen.console.push(`${params.entry.level}: ${params.entry.text}`.slice(0, 500));
});
const call = (method, params = {}, sessionId) =>
  new Promise((done) => {
    waiting.set(++last, done);
    socket.send(JSON.stringify({ id: last, method, params, sessionId }));
  });

const { targetInfos } = await call("Target.getTargets");
const page = targetInfos.find((each) => each.type === "page");
const { sessionId } = await call("Target.attachToTarget", { targetId: page.targetId, flatten: true });
for (const domain of ["Network", "Runtime", "Log", "Page"]) await call(`${domain}.enable`, {}, sessionId);
await call("Page.navigate", { url: address }, sessionId);

const evaluate = async (expression) =>
  (await call("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true }, sessionId)).result.value;
const until = async (expression) => {
  for (let tries = 0; tries < 150; tries++) {
    if (await evaluate(expression)) return true;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  return false;
};

await until("!!document.querySelector('.graphiql-execute-button')");
await until("!document.querySelector('.graphiql-spinner')");
if (query)
  await evaluate(`document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.setValue(${JSON.stringify(query)})`);
await evaluate("document.querySelector('.graphiql-execute-button')?.click()");
await until("(document.querySelector('.result-window')?.innerText ?? '').includes('\"data\"')");
// every panel and dialog once: they put styles and elements into the page of their own
for (let place = 0; place < 8; place++) {
  await evaluate(`document.querySelectorAll('.graphiql-sidebar button')[${place}]?.click()`);
  await new Promise((wait) => setTimeout(wait, 300));
  await evaluate("document.querySelector('.graphiql-dialog-close')?.click()");
}
await new Promise((wait) => setTimeout(wait, 500));
seen.result = await evaluate("document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue()");
const { data } = await call("Page.captureScreenshot", { format: "png" }, sessionId);
writeFileSync(picture, Buffer.from(data, "base64"));
console.log(JSON.stringify(seen));
browser.kill();
process.exit(0);
