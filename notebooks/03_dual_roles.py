# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # 03 一人两岗，怎样关联的 / dual roles and how they were linked
#
# 公布：487 名小区党支部书记中有 127 名兼任业委会（物管会）主任。这里由图数出来，并说明凭什么认为是同一人。
# 两委、业委会的职位由选举产生：只能提出建议人选，通过法定程序。**示例数据。**
#
# *Published: 127 of 487 compound-branch secretaries also chair the owners' (property-management) committee. Counted here, with
# the reason why two namings are one person. Seats in committees are won in elections. Fictional sample data.*

# %%
import pandas as pd

import graph

G = graph.demo_network()
dual_roles = graph.find_dual_roles(G)
len(dual_roles)

# %% [markdown]
# 每一对岗位一行，按区域和岗位排列；人员不排序、不计分。*One row a pair of posts, by area and role; persons are never ranked.*

# %%
chairs = dual_roles.of_roles(["branchSecretary"], ["ownersDirector", "managementDirector"])
frame = chairs.to_frame()
frame[["area_a", "title_a", "body_a", "title_b", "body_b", "policy", "evidence"]].head(8)

# %% tags=["figure:concurrent"]
len(chairs)

# %% [markdown]
# ## 凭什么 / on what evidence
#
# 不凭姓名合并。`phone`：姓名和完整电话都相同；`stated`：花名册写明兼任，而该处恰有一名同名的人。
# 只有姓名相同的排队待人确认（`govgraph links list`），在此不算。
#
# *Never by name alone. `phone`: name and whole number agree; `stated`: the roster says so and exactly one of that name is there.
# Namesakes wait for somebody to decide and count for nothing here.*

# %%
evidence = frame["evidence"].value_counts()
evidence

# %% tags=["linked:certain"]
int(evidence["phone"])

# %% tags=["linked:stated"]
int(evidence["stated"])

# %% [markdown]
# ## 政策怎么说 / what the policy says
#
# 鼓励、允许、须经程序、禁止、未知、未列（表里没有，只显示）。*Not listed is shown and is no gap.*

# %%
pd.crosstab(dual_roles.to_frame()["role_a"], dual_roles.to_frame()["policy"])

# %%
dual_roles.of_policy("forbidden").to_frame()[["area_a", "title_a", "area_b", "title_b", "basis", "condition", "met"]]

# %% [markdown]
# ## 看一对 / one of them
#
# 一个小区的支部和业委会（物管会），以及中间的那个人。*A branch and a committee, and who stands in both.*

# %%
graph.show(G, around=chairs.pairs[0].person, depth=2)

# %% [markdown]
# 一个社区里哪些组织有共同的任职者：格子里是人数，不是谁。*Which bodies of a community share persons: how many, not who.*

# %%
graph.show(G, around="140213050001", kind="interlocks")
