# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # 05 单点风险 / single points of failure
#
# 哪些区域只靠一个人，哪些组织一失去指挥链就断。**示例数据。**
#
# *Which areas rest on one person alone, and which bodies' loss cuts the chain of command. Fictional sample data.*
#
# 人员只以集合出现：不排序、不计分、没有一个数属于某个人。有次序的只有组织、岗位和区域。
#
# *Persons come as sets: no order, no score, no number of any of them. Only bodies, posts and areas are put in order.*

# %%
import pandas as pd

import graph

G = graph.demo_network()
critical = graph.critical_people(G)
critical.summary()

# %% [markdown]
# `uncovering` 是离任后有区域无人负责的人员的集合。*The set of persons whose loss leaves an area without anybody.*

# %%
type(critical.uncovering), len(critical.uncovering)

# %% [markdown]
# 表按区域代码排列。*The table goes by area code.*

# %%
critical.to_frame()[["loss", "label", "name", "area_code", "area"]].head(8)

# %% [markdown]
# 只看网格，只看红色网格员：哪些网格只有一名。*Grids with one red grid worker alone.*

# %%
graph.critical_people(G, level="grid", roles=["redGridWorker"]).summary()

# %% [markdown]
# ## 关节组织与唯一通路 / articulation points and bridges
#
# 隶属是一棵树：失去一个组织，下面的就到不了区委。`cut_off` 是断开多少个组织。
#
# *Command is a tree: lose a body, and what is below has no way to the top. `cut_off` counts the bodies.*

# %%
articulation = graph.find_articulation(G)
articulation.to_frame().head(8)

# %%
graph.find_bridges(G).to_frame()[["subordinate_name", "superior_name", "area", "cut_off"]].head(8)

# %% [markdown]
# 一个街道党工委的上下级。*The chain of command of a street's working committee.*

# %%
graph.show(G, around=articulation.bodies[1].body.id, kind="command")

# %% [markdown]
# ## 稳健性 / robustness
#
# 逐个失去组织时，最大的一块还剩多少：先失去联系最多的（`by_ties`），或随机（`at_random`）。
#
# *The share left in the largest piece as bodies are lost: those with most ties first, or at random.*

# %%
curve = graph.robustness_curve(G)
curve.to_frame().iloc[:12].style.bar(subset=["by_ties", "at_random"], vmin=0, vmax=1, color="#9ec3e2").format(
    precision=3
)

# %%
curve.summary()

# %% [markdown]
# 怎么算的：算法、出处、图层、库和版本、种子、抽样数。*How it was worked out.*

# %%
pd.Series(curve.method.document())
