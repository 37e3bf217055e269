# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # 07 用 Python 问 GraphQL / GraphQL from Python
#
# 查询都是 [docs/operations](../docs/operations) 里的文件，前端用的也是它们；怎样筛选、翻页见
# [指南](../docs/guides/graphql.md)。**示例数据。**
#
# *The documents are those of docs/operations, which front-ends use too; the guide tells of filters and pages. Fictional sample
# data.*
#
# 要用到示例区的库：先 `make demo`，并设 `GOVGRAPH_STORE=demo`（`make notebooks` 都做好）；自己的库则不设。
# 客户端是 [gql](https://gql.readthedocs.io)（`pip install "gql[httpx]"`）。
#
# *Needs the demo's store: `make demo`, and `GOVGRAPH_STORE=demo`, as `make notebooks` does.*

# %%
from contextlib import ExitStack
from pathlib import Path

import pandas as pd
from gql import Client, GraphQLRequest
from gql.transport.httpx import HTTPXTransport

import api

operations = Path("../docs/operations")

# %% [markdown]
# ## 服务 / the server
#
# 在后台、在本机的一个空闲端口上；最后一格关掉。已有服务时把地址换成它的，例如 `http://127.0.0.1:8000/graphql`。
#
# *In the background, on a free port of this machine; the last cell ends it. Where a server runs already, use its address.*

# %%
open_things = ExitStack()
address = open_things.enter_context(api.serving())
client = Client(transport=HTTPXTransport(url=address, timeout=60))

# %% [markdown]
# ## 第一个查询 / the first query

# %%
first = (operations / "first.graphql").read_text(encoding="utf-8")
print(first)

# %%
answer = client.execute(GraphQLRequest(first))
answer

# %% tags=["figure:stations"]
answer["district"]["coverage"][0]["present"]

# %% tags=["figure:stationDue"]
answer["district"]["coverage"][0]["due"]

# %% [markdown]
# ## 翻页 / pages
#
# 把上一页的 `endCursor` 放进 `after`。*Send the last page's `endCursor` as `after`.*

# %%
pages = (operations / "pages.graphql").read_text(encoding="utf-8")
page = client.execute(GraphQLRequest(pages, variable_values={"first": 5}))["grids"]
pd.json_normalize([edge["node"] for edge in page["edges"]])

# %% tags=["figure:grids"]
page["totalCount"]

# %%
after = page["pageInfo"]["endCursor"]
page = client.execute(GraphQLRequest(pages, variable_values={"first": 5, "after": after}))["grids"]
pd.json_normalize([edge["node"] for edge in page["edges"]])

# %% [markdown]
# ## 缺口、检索、周围 / findings, search, surroundings

# %%
findings = (operations / "findings.graphql").read_text(encoding="utf-8")
street = client.execute(GraphQLRequest(findings, variable_values={"first": 5}))["street"]
pd.json_normalize(street["findings"]["nodes"])[["rule", "severity", "state", "messageZh"]]

# %%
search = (operations / "search.graphql").read_text(encoding="utf-8")
found = client.execute(GraphQLRequest(search, variable_values={"text": "kangji"}))["search"]
pd.json_normalize(found)

# %%
around = (operations / "around.graphql").read_text(encoding="utf-8")
near = client.execute(GraphQLRequest(around))["neighbourhood"]
pd.json_normalize(near["nodes"]).head(8)

# %% [markdown]
# ## 关掉 / end

# %%
open_things.close()
