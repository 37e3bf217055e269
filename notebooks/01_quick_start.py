# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # 01 五分钟上手 / quick start in five minutes
#
# 从 `import graph` 到一张关系图。用的是随程序带的示例区（**示例数据**：街道、社区、村是真的，其余虚构），不需要 Neo4j，也不联网。
#
# *From `import graph` to a picture. The reference district comes with the program: real streets, communities and villages,
# everything else invented. No Neo4j, no network.*

# %%
import graph

G = graph.demo_network()
print(G)

# %% [markdown]
# `G` 是普通的 `networkx.MultiDiGraph`，节点键就是标识。*A plain networkx graph keyed by id.*

# %%
graph.show(G, around="140213050001")

# %% [markdown]
# 图里可以拖、可以缩放、可以关掉图例中的一类；`depth=2` 多走一步，`.save("图.html")` 存成一个文件，`.svg`、`.png` 也行。
#
# *Drag, zoom, switch kinds off in the legend; `depth=2` goes a step further; `.save` writes html, svg or png.*
#
# ## 缺口 / gaps
#
# 规则在图上数：总数、应建、实建、豁免、未知、缺口。*Rules count on the graph: total, due, present, exempt, unknown, gap.*

# %%
run = graph.run_rules(G, rules=["S01", "S02", "P14"])
run

# %% [markdown]
# 应建服务站的小区，和其中有站的。*Compounds that are due a service station, and those that have one.*

# %% tags=["figure:stationDue"]
run["S02"].counts.due

# %% tags=["figure:stations"]
run["S02"].counts.present

# %%
run.findings().of_rule("S02").to_frame()[["street", "community", "name", "message"]].head(8)

# %% [markdown]
# 各街道：颜色越深缺得越多，每格写着“实建/应建”。*Streets by rules: the darker, the more is missing.*

# %%
graph.show(G, kind="coverage", rules=["S01", "S02", "P14"], run=run)

# %% [markdown]
# ## 接下来 / next
#
# | | |
# |---|---|
# | [02](02_own_rosters.ipynb) | 自己的花名册 / your own rosters |
# | [03](03_dual_roles.ipynb) | 一人两岗，怎样关联的 / dual roles and how they were linked |
# | [04](04_coverage.ipynb) | 缺口与汇总 / coverage gaps and roll-up |
# | [05](05_single_points.ipynb) | 单点风险 / single points of failure |
# | [06](06_time.ipynb) | 时间切片与换届日历 / time slices and the renewal calendar |
# | [07](07_graphql.ipynb) | 用 Python 问 GraphQL / GraphQL from Python |
# | [08](08_excel.ipynb) | 报告到 Excel / reports to Excel |
# | [09](09_method.ipynb) | 方法与限度 / method and limits |
