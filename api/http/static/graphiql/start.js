// Opens GraphiQL on this server. Nothing is asked of any other host, and what is typed is forgotten with the tab.
"use strict";

// Dialogs put a style into the page; this is how the server knows that it is theirs.
window.__webpack_nonce__ = document.currentScript.nonce;

(() => {
  const FIRST = `# 左边写查询，点 ▶ 运行；光标处按 Ctrl+空格看可用字段
# Write on the left, run with ▶; Ctrl+Space shows what there is

{
  streets(first: 5, orderBy: [{ name: ASC }]) {
    totalCount
    nodes {
      code
      name
    }
  }
}
`;

  async function ask(params, options) {
    const answer = await fetch("graphql", {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json;q=0.9",
        ...(options && options.headers),
      },
      body: JSON.stringify(params),
    });
    if (answer.status === 401) location.assign("login?next=graphql"); // the session is over
    return answer.json();
  }

  const page = ReactDOM.createRoot(document.getElementById("graphiql"));
  page.render(
    React.createElement(GraphiQL, {
      fetcher: ask,
      defaultQuery: FIRST,
      storage: window.sessionStorage,
      shouldPersistHeaders: false,
      defaultEditorToolsVisibility: "variables",
    }),
  );
})();
