# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # 02 自己的花名册 / your own rosters
#
# 核查 → 改正 → 试运行 → 导入 → 看 → 撤销，与命令行 `govgraph check`、`load`、`undo` 是同一套。
# 这里写四张几行的小表（**示例数据**，人和电话都是虚构的）；换成您自己的文件夹就是您的数据。
#
# *Check, fix, dry run, load, look, undo: what the commands do. Four small rosters are written here, with invented people; put
# your own folder in their place.*
#
# 要用到 Neo4j：没有设 `NEO4J_URI` 时程序自己启动一个，数据放在单独的库 `notebook` 里，不碰别的库。
# 设了 `NEO4J_URI` 就是那台服务器；示例数据与真实数据不会混在一个库里，会被拒绝。
#
# *Needs Neo4j: started by the program unless `NEO4J_URI` names a server; a managed store of its own, `notebook`, is used.
# Fictional rosters are refused by a store that holds real ones.*

# %%
import tempfile
from pathlib import Path

import graph
import loaders

folder = Path(tempfile.mkdtemp()) / "花名册"
folder.mkdir()

# %% [markdown]
# 列标题不限次序，认同义词；标题上方写着“示例数据”的按示例数据对待。
# *Headings in any order, synonyms too; rosters titled 示例数据 are taken as fictional.*

# %%
_ = (folder / "网格员花名册.csv").write_text(
    """示例数据：人和电话都是虚构的
街道,社区,网格名称,网格长,网格长联系电话,户数
永泰街道,康吉社区,第1网格,张春生,19900000001,310
永泰街道,康吉社区,第2网格,赵立新,19900000002,约300
""",
    encoding="utf-8",
)

# %%
_ = (folder / "小区台账.csv").write_text(
    """示例数据：人和电话都是虚构的
街道,社区,小区名称,楼栋数,户数,物业服务企业
永泰街道,康吉社区,和平里小区,6,480,示例物业服务有限公司
""",
    encoding="utf-8",
)

# %%
_ = (folder / "支部书记.csv").write_text(
    """示例数据：人和电话都是虚构的
街道,社区,小区名称,党组织名称,姓名,联系电话,任职时间
永泰街道,康吉社区,和平里小区,和平里小区党支部,吴六七,19900000003,2021-02-31
""",
    encoding="utf-8",
)

# %%
_ = (folder / "物管会.csv").write_text(
    """示例数据：人和电话都是虚构的
街道,社区,小区名称,组织类型,姓名,职务,联系电话
永泰街道,康吉社区,和平里小区,物管会,吴六七,主任,19900000003
""",
    encoding="utf-8",
)

# %% [markdown]
# ## 核查 / check
#
# 只读文件，不需要库。*Reads only; needs no store.*

# %%
checked = loaders.check_files([folder])
checked

# %%
print(*checked.remarks, sep="\n\n")

# %% [markdown]
# 历法上没有 2 月 31 日：被拒绝，整批都不会写入。对照原件改掉。“约300”只是提示，按 300 使用。
#
# *There is no 31 February: refused, and nothing at all would be written. Fix it. 约300 is flagged and used as 300.*

# %%
_ = (folder / "支部书记.csv").write_text(
    """示例数据：人和电话都是虚构的
街道,社区,小区名称,党组织名称,姓名,联系电话,任职时间
永泰街道,康吉社区,和平里小区,和平里小区党支部,吴六七,19900000003,2021-02-28
""",
    encoding="utf-8",
)
loaders.check_files([folder]).refusals

# %% [markdown]
# ## 试运行与导入 / dry run and load
#
# 第一次导入带上区划代码表，街道、社区、村以它为准。*The first load brings the division codes.*

# %%
_ = (folder / "区划代码表.csv").write_text(
    """code,name,level,parent_code
140213000000,平城区,district,
140213050000,永泰街道,street,140213000000
140213050001,康吉社区,community,140213050000
""",
    encoding="utf-8",
)

# %%
with graph.connect("notebook") as store:
    tried = loaders.load_rosters(store, [folder], as_of="2026-11-01", dry_run=True)
tried

# %%
with graph.connect("notebook") as store:
    loaded = loaders.load_rosters(store, [folder], as_of="2026-11-01")
print(loaded.summary(), loaded.batch)

# %% [markdown]
# ## 看 / look
#
# 两张表里的“吴六七”姓名和完整电话都相同，所以是同一人。*The two namings agree in name and whole phone number: one person.*

# %%
with graph.connect("notebook") as store:
    G = store.network("2026-11-01", area="140213050001")
    dual_roles = graph.find_dual_roles(G)
dual_roles.to_frame()[["name", "title_a", "body_a", "title_b", "body_b", "evidence"]]

# %%
graph.show(G, around="和平里小区", depth=2)

# %% [markdown]
# ## 撤销 / undo
#
# 一次导入是一个批次，撤销后与导入前完全一样。*A load is a batch; undone, the store is exactly what it was.*

# %%
with graph.connect("notebook") as store:
    undone = graph.undo_batch(store, str(loaded.batch))
    left = store.network("2026-11-01").number_of_nodes()
print(undone.id, left)
