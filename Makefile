# What is run here is what CI runs. Everything stays inside the checkout:
#   .venv/   Python and its packages, as pinned in requirements.lock; the command is .venv/bin/govgraph
#   graph/store/snapshot/reference.facts   the reference district that graph.demo_network opens, from its generator
#   .demo/   the demo's store and rosters, and the Neo4j distribution that demo and tests share
#   .node/   npm packages of tests
#   .notebooks/   the notebooks as they were executed, .ipynb and .html
# After the first `make test` and `make demo` neither needs the network.
#
#   make PYTHON=/path/to/python3.12 test      picks the Python that .venv/ is made from

.SUFFIXES:
.PHONY: help demo serve test notebooks soak bench lint format wheel lock clean

export GOVGRAPH_HOME := $(CURDIR)/.demo

PYTHON ?=
ROUNDS ?= 20
# More processes share the tests out by file, each with a server of its own; 0 where all would share NEO4J_URI's.
WORKERS ?= 0
ARGS ?=

# The first Python of this list that is new enough; PYTHON alone when it is given.
PYTHONS := $(if $(PYTHON),$(PYTHON),python3 python3.14 python3.13 python3.12 python3.11)

# The reference district as packed facts, and what it is made from.
REFERENCE := graph/store/snapshot/reference.facts
GENERATOR := graph/store/snapshot/packed.py $(shell find loaders graph/model -name '*.py' -o -name '*.yaml' -o -name '*.csv')

help: ## what can be made
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/'

demo: .venv/ready $(REFERENCE) ## make the reference rosters, check, load and report them
	@env -u NEO4J_URI .venv/bin/govgraph demo $(ARGS)

serve: .venv/ready ## the workbench over the demo's store at http://127.0.0.1:8000/, GraphQL at /graphql; ARGS="--port 8080"
	@env -u NEO4J_URI GOVGRAPH_STORE=demo .venv/bin/govgraph serve $(ARGS)

test: .venv/ready $(REFERENCE) ## every test and every example in a docstring
	.venv/bin/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

notebooks: .venv/ready $(REFERENCE) ## execute the notebooks on the reference district: .notebooks/*.ipynb and *.html; ARGS="04"
	@env -u NEO4J_URI .venv/bin/python .ci/notebooks.py $(ARGS)

soak: .venv/ready ## kill -9 ROUNDS times; rules recounted on 1,000 random towns; more random operations; the leak matrix in full
	GOVGRAPH_SOAK_ROUNDS=$(ROUNDS) .venv/bin/pytest tests/soak -s --timeout=0 $(ARGS)

bench: .venv/ready $(REFERENCE) ## the figures for speed and memory, with the sizes they are for
	.venv/bin/python tests/benchmarks/run.py $(ARGS); failed=$$?; \
	for part in coverage operations serving picture pages; do .venv/bin/python tests/benchmarks/$$part.py || failed=1; done; exit $$failed

lint: .venv/ready ## style, types, the direction of imports, and that schema.graphql is what the program has
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/govgraph schema --check

format: .venv/ready ## what ruff can mend by itself
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

wheel: .venv/ready $(REFERENCE) ## build sdist and wheel, look into them, run the tests against the installed wheel
	.venv/bin/python .ci/wheel.py

lock: .venv/ready ## pin anew what pyproject.toml asks for; UPGRADE=--upgrade takes the latest of everything
	.venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --extra dev $(UPGRADE) \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --output-file requirements.lock pyproject.toml

clean: ## remove all that make made
	@if [ -x .venv/bin/govgraph ]; then .venv/bin/govgraph store stop >/dev/null 2>&1 || true; fi
	rm -rf .venv .demo .node .notebooks .screens .wheel dist $(REFERENCE) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find api graph loaders notebooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ── the environment ─────────────────────────────────────────────────────────────────────────────────────────────────

# The pinned packages, each checked against its hash. Changes with the lock only.
.venv/locked: requirements.lock
	@set -e; found=; \
	for python in $(PYTHONS); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "需要 Python 3.11 或更高版本；已查找：$(PYTHONS)。请安装，或指定 make PYTHON=/path/to/python3.11 …" >&2; \
	  echo "Python 3.11 or newer is needed; looked for: $(PYTHONS). Install one, or say make PYTHON=/path/to/python3.11 …" >&2; \
	  exit 1; \
	fi; \
	if [ ! -x .venv/bin/python ] || [ -n "$(PYTHON)" ]; then \
	  if ! "$$found" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
	    echo "$$found 缺少 venv 模块（Debian/Ubuntu：apt-get install python3-venv）。" >&2; \
	    echo "$$found lacks the venv module (Debian/Ubuntu: apt-get install python3-venv)." >&2; \
	    exit 1; \
	  fi; \
	  echo "$$("$$found" --version) → .venv/"; \
	  "$$found" -m venv --clear .venv; \
	fi
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# The project itself, editable. Needs no network: hatchling is among the pinned packages.
.venv/ready: .venv/locked pyproject.toml
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# ── the packed reference district ───────────────────────────────────────────────────────────────────────────────────

# The same generator gives the same bytes. Made anew when the generator, the loaders or the model change.
$(REFERENCE): $(GENERATOR) | .venv/ready
	@echo "生成示例区快照 / packing the reference district → $@"
	@.venv/bin/python -m loaders.reference.pack $@
