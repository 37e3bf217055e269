# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # 04 缺口与汇总 / coverage gaps and roll-up
#
# 公布的服务站覆盖率是 76.5 %。分母是 425 个应建小区，不是 487 个小区：62 个豁免。**示例数据。**
#
# *The published coverage by service stations is 76.5 %: of 425 compounds that are due one, not of 487; 62 are exempt. Fictional
# sample data.*
#
# 总数 ＝ 应建 ＋ 豁免；应建 ＝ 实建 ＋ 缺口 ＋ 未知。没有数据是“未知”，不是缺口，也不是 0 %。
#
# *total = due + exempt; due = present + gap + unknown. Where nobody told, the answer is unknown, never a gap and never 0 %.*

# %%
import pandas as pd

import graph

G = graph.demo_network()
run = graph.run_rules(G)
stations = run["S02"]
stations.counts

# %% tags=["figure:compounds"]
stations.counts.total

# %% tags=["figure:stationExempt"]
stations.counts.exempt

# %% tags=["figure:stationDue"]
stations.counts.due

# %% tags=["figure:stations"]
stations.counts.present

# %% tags=["figure:stationShare"]
round(100 * stations.counts.present / stations.counts.due, 1)

# %% [markdown]
# ## 往上汇总 / rolled up
#
# 街道相加就是全区，社区相加就是街道。*Streets add up to the district, communities to streets.*

# %%
streets = run.to_frame(level="street").query("rule == 'S02' and level == 'street'")
streets[["area", "total", "exempt", "due", "present", "gap", "unknown", "ratio"]]

# %% tags=["figure:stations"]
int(streets["present"].sum())

# %%
communities = run.to_frame(level="community").query("rule == 'S02' and level == 'community'")
communities[communities["code"].str.startswith("140213050")][["area", "due", "present", "gap", "ratio"]]

# %%
graph.show(G, kind="coverage", run=run)

# %% [markdown]
# 一个街道的各社区。*The communities of one street.*

# %%
graph.show(G, around="140213050000", kind="coverage", run=run)

# %% [markdown]
# ## 缺口一处一行 / one row a gap

# %%
missing = run.findings().of_rule("S02")
missing.to_frame()[["id", "street", "community", "name", "message"]].head(6)

# %%
len(missing)

# %% [markdown]
# ## 查到单元格 / down to the cell
#
# 一处缺口的依据、来自哪个文件哪一行、可以怎样补。*Basis, the cell it comes from, and what would close it.*

# %%
told = missing.document(missing.items[0])
told["message"], told["basis"]

# %%
pd.DataFrame(told["facts"])

# %%
pd.DataFrame(told["remedies"])

# %%
graph.show(G, around=missing.items[0].target)

# %% [markdown]
# ## 有未知的规则 / rules with unknowns
#
# 画区间 `ratio_low`–`ratio_high`：未知的全不算，到全算。*Draw the range: none of the unknown, to all of them.*

# %%
frame = run.to_frame()
frame[frame["unknown"] > 0][["rule", "name", "due", "present", "unknown", "ratio_low", "ratio_high"]].head(10)
