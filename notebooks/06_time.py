# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # 06 时间切片与换届日历 / time slices and the renewal calendar
#
# 同一份事实可以切在任何一天。起止“含起不含止”；届满不等于离任。**示例数据。**
#
# *The same facts, cut on any day. From the first day until the day before the last; a term that runs out ends nothing.
# Fictional sample data.*

# %%
import pandas as pd

import graph

facts = graph.demo_facts()

# %% [markdown]
# ## 逐年 / year by year

# %%
series = graph.coverage_series(facts, ["2020-01-01", "2022-01-01", "2024-01-01", "2026-11-01"], rules=["S02", "P14"])
series[["as_of", "rule", "name", "due", "present", "gap", "ratio"]]

# %% [markdown]
# 最后一天就是公布的那天。*The last day is that of the published figures.*

# %% tags=["figure:stations"]
int(series.query("rule == 'S02'")["present"].iloc[-1])

# %% [markdown]
# ## 两天之间 / between two days
#
# 新出现的、补上的、仍在的、说不清的缺口。*Gaps that came, went, stayed, or cannot be told.*

# %%
before = graph.run_rules(graph.demo_network("2024-01-01"), rules=["S02"])
after = graph.run_rules(graph.demo_network("2026-11-01"), rules=["S02"])
moved = graph.newly_found(before, after)
len(moved.new), len(moved.gone), len(moved.same), len(moved.unsure)

# %%
moved.gone.to_frame()[["street", "community", "name"]].head(6)

# %% [markdown]
# ## 换届日历 / the renewal calendar
#
# 花名册写着任期的岗位，按届满日排列；一行一个岗位，不写人。`over`：届满日已过而仍在任。
#
# *Posts with a recorded term, by the day it ends; posts, not persons. `over`: the day is past and the post is still held.*

# %%
G = graph.demo_network()
calendar = graph.renewal_calendar(G, until="2029-12-31")
pd.crosstab(calendar["quarter"], calendar["label"])

# %%
calendar[calendar["over"]][["term_end", "title", "body", "street", "community"]].head(8)

# %%
calendar[calendar["community"] == "康吉社区"][["term_end", "title", "body"]].head(12)

# %%
graph.show(G, around="康吉社区居民委员会", kind="organisation")

# %% [markdown]
# ## 如果到期都不续 / if every term ended as recorded
#
# 只是提醒，不是预言：假定届满即离任、无人接任，到那天有哪些缺口会变多。
#
# *A reminder, no prophecy: were everybody to leave on the day and nobody to follow, which gaps would grow.*

# %%
ahead = graph.coverage_series(
    facts, ["2026-11-01", "2027-12-31"], rules=["P14", "P15", "G14", "G18"], assume_terms_end=True
)
ahead.pivot(index=["rule", "name"], columns="as_of", values="gap")
