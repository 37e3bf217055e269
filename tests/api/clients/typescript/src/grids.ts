// Reads every grid page by page, as a front-end does, and prints what it saw as JSON.
//   GOVGRAPH_URL    the address of /graphql          GOVGRAPH_TOKEN   a token, where accounts are set up
import { Client, type Exchange, fetchExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { CockpitDocument, GridPagesDocument, type GridPagesQuery } from "./gql/graphql.ts";

const asOf = "2026-11-01";
const token = process.env.GOVGRAPH_TOKEN;

function connect(...exchanges: Exchange[]): Client {
  return new Client({
    url: process.env.GOVGRAPH_URL ?? "http://127.0.0.1:8000/graphql",
    fetchOptions: { headers: token ? { authorization: `Bearer ${token}` } : {} },
    preferGetMethod: false,
    exchanges: [...exchanges, fetchExchange],
  });
}

type Grids = GridPagesQuery["grids"];

async function* pages(client: Client): AsyncGenerator<Grids> {
  for (let after: string | undefined; ; ) {
    const { data, error } = await client.query(GridPagesDocument, { first: 200, after, asOf }).toPromise();
    if (!data) throw error ?? new Error("no answer");
    yield data.grids;
    if (!data.grids.pageInfo.hasNextPage) return;
    after = data.grids.pageInfo.endCursor ?? undefined;
  }
}

// Page by page, nothing twice.
const plain = connect();
const ids: string[] = [];
let count = 0;
for await (const page of pages(plain)) {
  count += 1;
  ids.push(...page.edges.map(({ node }) => node.id));
}

// With urql's cache the pages grow together to one list, for endless scrolling.
const cached = connect(cacheExchange({ resolvers: { Query: { grids: relayPagination() } } }));
let list: Grids | undefined;
for await (const page of pages(cached)) list = page;

// One request for a whole page of the cockpit; what each rule found is typed.
const cockpit = await plain.query(CockpitDocument, { asOf, rules: ["S02"] }).toPromise();
const stations = cockpit.data?.districts.nodes[0]?.coverage?.find((card) => card.rule === "S02");

// Whatever goes wrong has a code to act upon.
const wrong = await plain.query(GridPagesDocument, { after: "of another list", asOf }).toPromise();

console.log(
  JSON.stringify({
    total: list?.totalCount,
    pages: count,
    read: ids.length,
    distinct: new Set(ids).size,
    merged: list?.edges.length,
    streets: cockpit.data?.streets.nodes.length,
    ratio: stations?.ratio,
    code: wrong.error?.graphQLErrors[0]?.extensions["code"],
  }),
);
