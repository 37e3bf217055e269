# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # 09 方法与限度 / method and limits
#
# 数字从哪里来，凭什么信，什么时候不能信。**示例数据。**
#
# *Where the numbers come from, why to trust them, and when not to. Fictional sample data.*
#
# - **不猜**：每一列要么使用，要么按名忽略，要么报告。一行花名册说了什么，图里才有什么。*Nothing is guessed.*
# - **不凭姓名合并**：关联有证据、可撤回。*Links have evidence and can be taken back.*
# - **没有数据是“未知”**：未知不进缺口，覆盖率画成区间。*Unknown is no gap; coverage is then a range.*
# - **届满不等于离任**：日历只提醒。*A term that runs out ends nothing.*
# - **人员不排序、不计分**：只有集合。*Persons are never ranked or scored.*
# - **选举产生的职位**：只能建议人选，通过法定程序。*Elected seats: propose, and follow the procedure set by law.*

# %%
import pandas as pd

import graph

G = graph.demo_network()
run = graph.run_rules(G)

# %% [markdown]
# ## 规则的性质 / the status of rules
#
# `rule` 依据已核实；`advice` 依据未核实，只作提示；`comparison` 与同类比较，不产生缺口。
#
# *`rule`: basis confirmed; `advice`: not confirmed; `comparison`: counted beside peers, never a gap.*

# %%
frame = run.to_frame()
pd.crosstab(frame["status"], frame["severity"])

# %% [markdown]
# 一条规则的依据和证据等级。*The basis of a rule, with its grade of evidence.*

# %%
pd.DataFrame([one.model_dump() for one in run["S02"].compiled.rule.basis])

# %% [markdown]
# ## 结构分析写明自己怎么来的 / results tell how they were made

# %%
interlocks = graph.find_interlocks(G, samples=20)
pd.Series(interlocks.method.document())

# %% [markdown]
# 与保持度数的随机网络比较：观察到的、随机期望的、偏离几个标准差。*Observed, expected by chance, and how far off.*

# %%
interlocks.summary()

# %% [markdown]
# ## 种子 / seeds
#
# 凡抽样都写明种子和抽样数，同样的种子得到同样的结果。*Whatever is sampled names its seed; the same seed gives the same.*

# %%
graph.robustness_curve(G, seed=7).summary() == graph.robustness_curve(G, seed=7).summary()

# %% [markdown]
# 图也是：同样的图、同样的种子，画出来一样。*Pictures too.*

# %%
once, again = (graph.show(G, around="140213050001", seed=3) for _ in range(2))
once.svg() == again.svg()

# %%
once

# %% [markdown]
# ## 限度 / limits
#
# - 一张图至多单独画 300 个节点（可到 2,000），多的按区域合成一个，并写明几个没有画。*What exceeds 300 nodes is drawn as groups.*
# - 规模太大时先估算，超过 `budget` 秒就抽样或者拒绝。*What would take longer than `budget` seconds is sampled or refused.*
# - 公布数之间有冲突时列出几种读法，不抹平（见 08）。*Conflicts between published figures are told, not smoothed (08).*
# - 示例区社区以下全部虚构：不要从这些数字得出关于任何地方的结论。*Conclude nothing about any place from these numbers.*
#
# 全部规则的依据见[规则目录](../docs/reference/rules.md)，图里有什么见[模型](../docs/reference/model.md)。
# *Every rule's basis: the catalogue; what the graph holds: the model.*
