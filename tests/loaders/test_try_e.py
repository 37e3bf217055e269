import os, sys, subprocess
def test_virgin(bare_store, small_district, command_environment):
    start = [sys.executable, "-c", "from api.cli import main; main()", "load", str(small_district)]
    loads = [subprocess.Popen(start, env={**os.environ, **command_environment}) for path in range(3)]
    assert [load.wait(200) for load in loads] == [0, 0, 0]
    assert bare_store.one("MATCH (m:StoreMeta) RETURN count(m) AS n, collect(m.batches) AS b") == {"n": 1, "b": [1]}
