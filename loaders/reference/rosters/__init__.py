"""The district as the workbooks people hand in: one module for each book, and what is awkward in each.

::

    01 区划代码表 (csv, UTF-8 with BOM): title row, 12-digit codes as text
    02 社区基本情况表 (xlsx): two title rows, merged streets, line breaks and full-width spaces in headings,
        unknown column 片区经理, √/无, 合计, notes, an empty sheet and one that explains
    03 街道领导班子名册 (xlsx (other program)): 同上, several rows a post, 2021.6-至今
    04 社区两委花名册 (xlsx): merged cells, stretched names, dates as 2024年5月3日
    05 村两委花名册 (xlsx (other program)): merged cells, dates as 20240503, empty posts
    06 党组织名册 (xlsx): no merged cells, 三网格, grid codes for some streets, two rows for two superiors,
        several people in a cell
    07 网格员花名册 (xlsx): two-row headings, merged cells, hidden rows and columns, a number of 15 digits as
        code, full-width phones, several people in a cell, 身份证号, a second sheet of the same kind
    08 小区物业台账 (xlsx): 3网格、4网格 in one cell, coordinates in three systems, 1998年, 合计, two notes
    09 楼栋台账 (csv, GB18030): title row, a trailing note
    10 小区党支部书记花名册 (xlsx (other program)): 同上, phones with spaces and hyphens, birth months in four
        spellings, 民族 籍贯 身份证号, hidden rows
    11 业委会物管会成员名单 (xlsx): merged cells, 小区 added to names, masked phones, hidden 房号, 第一届
    12 物业企业名录 (xlsx): several compounds in a cell
    13 阵地台账 (xlsx): 2024.05, hidden column, several functions in a cell
    14 双报到党员名单 (csv, GB18030): 13,400 rows, long community names, 家庭住址, 三网格
    15 驻区单位名录 (xlsx with the 1904 date system): Excel serials, hidden column
    16 共建结对台账 (xlsx): merged cells, 2022年3月
    17 后备力量名册 (xlsx (other program)): 202405, full-width headings
    18 社会组织与购买服务 (xlsx): two kinds in one book, several communities in a cell
    20 众享联盟商户 (xlsx): two kinds in one book, 3网格
    22 新就业群体站点名录 (xlsx): long street names
    23 志愿服务队与群团组织 (xlsx (other program)): two kinds in one book, 同上
    25 吹哨报到事项清单 (csv, UTF-8 with BOM): two rows of titles, 全部
    26 公共法律服务 (xlsx): two kinds in one book, empty sheet
    28 活动台账 (xlsx): dates in three spellings
    29 热线统计 (xlsx): units by their long names, percent as numbers, 合计
    30 人口统计表 (csv, GB18030): numbers as text
    31 三类事办理路径 (xlsx): merged cells, post and name in one cell
    32 豁免清单 (xlsx (other program)): one note
    33 相邻关系表 (csv, UTF-8 with BOM): three levels in one list
"""
