# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # 08 报告到 Excel / reports to Excel
#
# 公布数与计数、覆盖、缺口、日历写成一个工作簿：上方写着基准日期、标识、制表人和时间，示例数据写明；没有一个单元格是公式。
#
# *Figures, coverage, gaps and calendar as one workbook: the day, the marking, by whom and when stand above each table; fictional
# data say so; no cell is a formula.*
#
# 要用到示例区的库：先 `make demo`，并设 `GOVGRAPH_STORE=demo`（`make notebooks` 都做好）。**示例数据。**
#
# *Needs the demo's store, see 07. Fictional sample data.*

# %%
import tempfile
from pathlib import Path

import pandas as pd

import graph

with graph.connect() as store:
    report = graph.count_figures(store, "2026-11-01")
    G = store.network("2026-11-01")

# %% [markdown]
# ## 公布数与计数 / published and counted
#
# 与 `govgraph report` 相同。*What `govgraph report` says.*

# %% tags=["report"]
report.to_frame()[["id", "name", "published", "counted", "equal"]]

# %%
report.all_equal

# %% [markdown]
# 公布数之间不能同时成立的：几种读法，和要问清的问题。*Published figures that do not fit together: readings, and what to ask.*

# %%
print(*(f"{one.what}\n→ {one.question}" for one in report.conflicts), sep="\n\n")

# %% [markdown]
# 人员关联：确定、写明、待确认……*Links by state.*

# %%
pd.Series(report.links)

# %% [markdown]
# ## 写 / write

# %%
run = graph.run_rules(G, rules=["S01", "S02", "S03", "P01", "P14"])
folder = Path(tempfile.mkdtemp())
tables = {
    "公布数与计数": report,
    "各街道覆盖": run.to_frame(level="street"),
    "缺口": run.findings(),
    "换届日历": graph.renewal_calendar(G, until="2027-12-31"),
}
file = graph.save_workbook(folder / "报告.xlsx", tables, G)
file.name, file.stat().st_size > 10_000

# %% [markdown]
# 读回来看一眼。*Read back.*

# %%
pd.read_excel(file, sheet_name="缺口", header=None, engine="calamine").iloc[:8, 2:9].fillna("")

# %%
pd.read_excel(file, sheet_name="公布数与计数", header=None, engine="calamine", usecols=[0]).head(5)

# %% [markdown]
# ## 一个街道的一份 / one for a street
#
# 只含这个街道的行。*Rows of that street only.*

# %%
street = graph.run_rules(G, rules=["S01", "S02", "S03", "P01", "P14"], area="140213050000")
graph.save_workbook(
    folder / "永泰街道.xlsx", {"覆盖": street.to_frame(level="community"), "缺口": street.findings()}, G
).name

# %% [markdown]
# 图也可以放进报告：`.png`、`.svg` 不需要浏览器。*A picture for the report; no browser is needed.*

# %%
graph.show(G, around="140213050000", kind="coverage", run=street).save(folder / "永泰街道.png").name

# %%
graph.show(G, around="140213050000", kind="coverage", run=street)
