# `make` lists the targets. Each one sets up what it needs by itself: a JDK of 17 or later, Maven and
# Python 3.10 or later must be there, everything else is fetched. What it says in full goes to build/*.log.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# A stamp lives beside what it speaks of, so that removing .venv or a jar also removes its stamp.
VENV := .venv
STAMPS := $(VENV)/stamps
JARS := python/src/javagym/jars
AGENTS_JAR := java-agents/target/javagym-agents.jar
MESSAGES := python/src/javagym/v1
BENCHMARKS := benchmarks/target/javagym-benchmarks.jar
JAVADOC := build/docs/extra/javadoc/index.html
READY := $(JARS)/javagym-envs.jar $(MESSAGES)/__init__.py $(STAMPS)/test
MODULES := proto java-box2d java-envs java-conformance java-gateway java-wire java-client java-server java-agents

# make ATARI=no leaves out the Atari games, which need CMake and a C++ compiler and are under the GPL.
ATARI ?= yes
ATARI_LIBRARY := native/build/jar/io/javagym/atari/library.properties
ATARI_JARS := native/python/src/javagym_atari/jars
ifneq ($(ATARI),no)
MODULES += native
READY += $(ATARI_JARS)/javagym-atari.jar $(STAMPS)/atari
endif

# make test-java JDK=/path/to/jdk runs Maven on another JDK than the default one.
JDK ?=
MVN := $(if $(JDK),JAVA_HOME=$(JDK) )mvn -B -ntp -Dstyle.color=never $(if $(filter no,$(ATARI)),-pl '!native')
# make test-python PYTEST_ARGS="-k cartpole"; make test-java MVN_ARGS="-pl java-envs -Dtest=BoxTest"
MVN_ARGS ?=
PYTEST_ARGS ?=

BUF := build/buf/node_modules/.bin/buf
API_TOOLS := build/api-tools
# The one version, of jars, library and Python packages.
REVISION := $(shell sed -nE 's|.*<revision>(.*)</revision>.*|\1|p' pom.xml)

# Sources, with their folders, so that a removed file counts as a change too.
sources = $(shell find $(wildcard $(1)) -not -name '*.swp' 2>/dev/null)
BUILD_FILES := pom.xml $(MODULES:%=%/pom.xml) .mvn/jvm.config LICENSE
PROTO := $(wildcard proto/javagym/v1/*.proto)
JAVA_MAIN := $(BUILD_FILES) $(PROTO) $(call sources,$(MODULES:%=%/src/main) java-box2d/src/build java-box2d/src/edits)
PYTHON_CODE := $(wildcard python native/python native/src examples benchmarks docs/site release coverage)

# $(call quietly,log,what it does,command): one line on the screen, and the log if it fails.
# The umask is for the jars, which keep the modes of what goes into them.
define quietly
@mkdir -p build
@echo '$(2)'
@umask 022; $(3) >build/$(1).log 2>&1 </dev/null || { \
  sed -E '/^(\[INFO\]|.\[0m)/d; /^\[ERROR\] *(-> \[Help.*|\[Help.*|To see .*|Re-run .*|For more .*|After correcting .*|mvn <args>.*)?$$/d' build/$(1).log >&2; \
  echo 'failed: $(2); the whole log is build/$(1).log' >&2; exit 1; }
endef

.PHONY: help
help: ## list the targets
	@echo 'make TARGET, where TARGET is one of'
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

.PHONY: setup
setup: $(READY) ## build the jars and .venv with the Python package
	@echo 'ready: .venv/bin/javagym, $(AGENTS_JAR), java-server/target/javagym-server.jar'

.PHONY: atari-library
atari-library: $(ATARI_LIBRARY) ## build the Atari emulator from ale-py's sources (about 90 s the first time)

.PHONY: demo
demo: $(READY) $(STAMPS)/sb3 ## the main job: crosscheck every environment, train agents in both languages
	@$(VENV)/bin/python examples/demo.py

.PHONY: test
test: test-java test-python ## every test, Java and Python

.PHONY: test-java
test-java: $(READY) ## the Java tests (JDK=/path runs them on another JDK)
	$(call quietly,test-java,running the Java tests,$(MVN) verify $(ROMS) -Dpython='$(abspath $(VENV))/bin/python' $(MVN_ARGS))
	@grep -E '^\[[A-Z]+\] Tests run:.*Skipped: [0-9]+$$' build/test-java.log || echo 'no Java tests'

# Where ale-py's ROMs are: the Atari tests in Java play them.
ROMS_FOLDER = $(shell $(VENV)/bin/python -c 'import javagym_atari; print(javagym_atari.system_properties()["javagym.roms"])')
ROMS = $(if $(filter native,$(MODULES)),-Droms='$(ROMS_FOLDER)')

.PHONY: test-python
test-python: $(READY) $(STAMPS)/sb3 ## the Python tests
	@$(MAKE) --no-print-directory browser || echo 'going on without a browser: its tests are skipped'
	@echo 'running the Python tests'
	@cd python && ../$(VENV)/bin/python -m pytest $(PYTEST_ARGS)

.PHONY: browser
browser: $(STAMPS)/browser build/browser/stamp ## a headless Chromium for the viewer's tests, from npm (about 15 s)
	@:

build/browser/stamp: python/tests/watching/fetch-browser
	$(call quietly,browser,fetching Chromium (about 10 s),python/tests/watching/fetch-browser build/browser)
	@touch $@

.PHONY: screenshots
screenshots: $(READY) browser ## draw the viewer's pictures in docs/pictures
	@cd python && ../$(VENV)/bin/python -m tests.watching.screenshots

COVERAGE_TOOLS := build/coverage-tools
.PHONY: coverage
coverage: $(READY) $(STAMPS)/sb3 $(STAMPS)/coverage $(COVERAGE_TOOLS)/stamp ## every test, and which lines it reaches (about 40 minutes): build/coverage
	@coverage/measure java
	@coverage/measure python
	@coverage/measure report

$(COVERAGE_TOOLS)/stamp: Makefile
	$(call quietly,coverage-tools,fetching JaCoCo (about 5 s),$(call fetch,$(COVERAGE_TOOLS),org.jacoco:org.jacoco.agent:0.8.15:jar:runtime org.jacoco:org.jacoco.cli:0.8.15:jar:nodeps))
	@touch $@

# $(call fetch,folder,artifacts): jars from Maven Central, named without their versions.
fetch = ($(foreach artifact,$(2),$(MVN) -N dependency:copy -Dartifact=$(artifact) -DoutputDirectory=$(1) -Dmdep.stripVersion &&) true)

# Agents' libraries and RLlib have venvs of their own, which see .venv's PyTorch behind what is theirs.
REQUIREMENTS := python/tests/works_with/requirements
PYTHONS ?= python3.10 python3.13
GYMNASIUMS ?= 1.2.3 1.4.0

.PHONY: works-with
works-with: ray $(STAMPS)/agents ## TorchRL, Tianshou, RLlib; our tests on other Pythons and Gymnasiums (about 15 minutes)
	@echo 'training by TorchRL and Tianshou'
	@cd python && ../build/agents-venv/bin/python -m pytest tests/works_with/test_torchrl.py tests/works_with/test_tianshou.py
	@python/tests/works_with/versions '$(PYTHONS)' '$(GYMNASIUMS)'

.PHONY: ray
ray: $(READY) $(STAMPS)/ray ## RLlib and env servers on a Ray cluster, killed and healed (about 3 minutes)
	@echo 'training on a Ray cluster'
	@cd python && RAY_USAGE_STATS_ENABLED=0 ../build/ray-venv/bin/python -m pytest tests/works_with/test_ray.py

.PHONY: ray-venv
ray-venv: $(READY) $(STAMPS)/ray ## build/ray-venv, for examples/ray_cart_pole.py

.PHONY: lint
lint: $(READY) $(STAMPS)/lint $(API_TOOLS)/stamp docs $(if $(shell command -v npm),$(BUF)) ## formats, Error Prone, ruff, mypy, links and Javadoc, the wire contract and the API
	$(call quietly,lint-java,checking the Java code: format and Error Prone (about 30 s),$(MVN) -Pbenchmarks spotless:check test-compile $(MVN_ARGS))
	@if [[ -x $(BUF) ]]; then \
	  echo 'checking the wire contract: buf'; \
	  cd proto && ../$(BUF) lint && ../$(BUF) breaking --against released.json; \
	else echo 'npm is missing, so the wire contract goes unchecked'; fi
	@echo 'checking the API: japicmp and griffe (about 10 s)'
	@$(VENV)/bin/python release/api/api.py check
	@echo 'checking the Python code: ruff and mypy'
	@$(VENV)/bin/ruff check --quiet --config python/pyproject.toml $(PYTHON_CODE)
	@$(VENV)/bin/ruff format --quiet --check --diff --config python/pyproject.toml $(PYTHON_CODE)
	@cd python && ../$(VENV)/bin/mypy --no-error-summary

.PHONY: contract
contract: $(BUF) ## write down the wire contract as it is released
	@cd proto && ../$(BUF) build --exclude-source-info -o released.json
	@cd proto && python3 -c 'import json, pathlib; p = pathlib.Path("released.json"); p.write_text(json.dumps(json.loads(p.read_text()), indent=1) + "\n")'

.PHONY: api
api: $(READY) $(STAMPS)/lint $(API_TOOLS)/stamp ## write down the API of Java and Python as it is released
	@$(VENV)/bin/python release/api/api.py write

$(API_TOOLS)/stamp: Makefile
	$(call quietly,api-tools,fetching japicmp and ASM (about 5 s),$(call fetch,$(API_TOOLS),com.github.siom79.japicmp:japicmp:0.26.1:jar:jar-with-dependencies org.ow2.asm:asm:9.9.1))
	@touch $@

$(BUF):
	$(call quietly,buf,installing buf (about 10 s),npm install --no-audit --no-fund --prefix build/buf @bufbuild/buf@1.75.0)

.PHONY: format
format: $(STAMPS)/lint ## apply both formatters
	$(call quietly,format-java,formatting the Java code,$(MVN) -Pbenchmarks spotless:apply)
	@echo 'formatting the Python code'
	@$(VENV)/bin/ruff check --quiet --fix-only --config python/pyproject.toml $(PYTHON_CODE)
	@$(VENV)/bin/ruff format --quiet --config python/pyproject.toml $(PYTHON_CODE)

# -E reads all pages anew: what they include and link to is not known to Sphinx as theirs.
.PHONY: docs
docs: $(READY) $(STAMPS)/docs $(JAVADOC) ## build/site/index.html: the documentation, its links checked (about 30 s)
	@rm -rf build/site
	$(call quietly,docs,building the documentation,$(VENV)/bin/sphinx-build -q -W --keep-going -E -c docs/site -d build/docs/doctrees . build/site)
	@echo 'build/site/index.html'

.PHONY: bench
bench: $(READY) $(STAMPS)/bench ## speed, beside Gymnasium's and EnvPool's in the same run; draws the pictures of it
	@status=0; $(VENV)/bin/python benchmarks/run.py || status=$$?; $(VENV)/bin/python benchmarks/pictures.py; exit $$status

.PHONY: pictures
pictures: $(READY) ## the documentation's charts and table of speed, from benchmarks/RESULTS.md
	@$(VENV)/bin/python benchmarks/pictures.py

.PHONY: bench-scaling
bench-scaling: $(READY) ## a chart of steps a second against environments and threads (about 3 minutes)
	@$(VENV)/bin/python benchmarks/scaling.py

.PHONY: ten-minutes
ten-minutes: wheel ## a new user's ten minutes in an empty folder and home: how long each step takes (about 3 minutes)
	@$(VENV)/bin/python benchmarks/ten_minutes.py dist/javagym-[0-9]*.whl

.PHONY: exact-vector
exact-vector: $(READY) ## rows of vector environments against single ones, a million steps a case (about 20 minutes)
	@$(VENV)/bin/python benchmarks/exact_vector.py

.PHONY: bench-java
bench-java: $(BENCHMARKS) ## LunarLander's engine beside the plain JBox2D, and vector steps (about 9 minutes)
	@java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' io.javagym.benchmarks.EngineRatio
	@java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' org.openjdk.jmh.Main VectorSteps -prof gc

.PHONY: bench-learning
bench-learning: $(READY) $(STAMPS)/sb3 $(STAMPS)/bench ## agents beside NumPy and PyTorch: an update, and learning over 10 seeds (about 90 minutes)
	@$(VENV)/bin/python benchmarks/network_speed.py
	@$(VENV)/bin/python benchmarks/learning.py x9 --steps 20000
	@for config in x7 x8 x8-keep x12 x9 x13 x14 x15; do $(VENV)/bin/python benchmarks/learning.py $$config; done

.PHONY: bench-directions
bench-directions: $(READY) $(STAMPS)/sb3 ## PPO and DQN of either language on CartPole of either, as a chart (about 10 minutes)
	@$(VENV)/bin/python benchmarks/both_directions.py

.PHONY: soak
soak: setup ## memory over ten million steps, many environments, a million updates (about 10 minutes)
	@java -XX:+UseSerialGC -Xmx512m -cp '$(JARS)/*' benchmarks/Soak.java
	@java -XX:+UseSerialGC -Xmx512m --add-modules jdk.incubator.vector -cp $(AGENTS_JAR) benchmarks/SoakLearning.java
	@$(VENV)/bin/python benchmarks/soak.py

.PHONY: fuzz
fuzz: $(READY) ## a million messages and a hundred thousand sessions that mean ill (about 16 minutes)
	$(call quietly,fuzz-messages,a million messages to the session,$(FUZZ)=1000000 -Dtest='SessionFuzzTest#any_message*')
	$(call quietly,fuzz-sequences,a hundred thousand sequences to the session,$(FUZZ)=100000 -Dtest='SessionFuzzTest#any_sequence*')
	$(call quietly,fuzz-server,a hundred thousand streams and sequences to a server,$(FUZZ)=50000 -Dtest=ServerFuzzTest)
	@echo 'a hundred thousand sequences to a server in Python'
	@cd python && JAVAGYM_FUZZ_SEQUENCES=100000 ../$(VENV)/bin/python -m pytest --timeout 3000 tests/serving/test_faults.py -k whatever

FUZZ = $(MVN) -pl java-server -am test -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Xmx512m -Djqwik.tries

.PHONY: asan
asan: $(STAMPS)/atari ## the Atari shim under AddressSanitizer and UBSan (about 5 minutes)
	$(call quietly,asan-build,building ALE with sanitizers (about 3 minutes),native/src/build/library '$(abspath $(VENV))/bin/pip' '$(REVISION)' asan)
	@native/build/asan/exercise '$(ROMS_FOLDER)'
	@native/build/asan/compare_processors --trace --steps 20 '$(ROMS_FOLDER)'/*.bin
	@native/build/asan/compare_processors --fuzz --steps 2000 '$(ROMS_FOLDER)'/*.bin 2>/dev/null

.PHONY: processors
processors: $(STAMPS)/atari ## the fast Atari processor beside plain ALE: each instruction of all games, its speed (about 20 minutes)
	@native/build/release/compare_processors --trace --steps 500 '$(ROMS_FOLDER)'/*.bin
	@native/build/release/compare_processors --trace --steps 500 --seed 4 --variant 1 '$(ROMS_FOLDER)'/*.bin
	@native/build/release/compare_processors --frames --steps 5000 --seed 2 --variant 3 '$(ROMS_FOLDER)'/*.bin
	@native/build/release/compare_processors --fuzz --steps 20000 '$(ROMS_FOLDER)'/*.bin 2>/dev/null
	@native/build/release/compare_processors --speed --steps 900 '$(ROMS_FOLDER)'/*.bin

.PHONY: faults
faults: $(STAMPS)/atari ## faults put into the fast Atari processor, each of which the comparison must find (about 15 minutes)
	@$(VENV)/bin/python benchmarks/atari_faults.py native/build/release native/build/sources/*/* '$(ROMS_FOLDER)'

.PHONY: wheel
wheel: $(READY) ## dist/*.whl, with the jars in them
	@rm -rf dist
	$(call quietly,wheel,building the wheels (about 10 s),$(VENV)/bin/pip wheel --no-deps --wheel-dir dist ./python $(if $(filter native,$(MODULES)),./native/python))
	@ls dist/*.whl

# Not part of `make wheel`, which is a user's and takes seconds: jars of sources and Javadoc, and what pip resolves.
BUILT := $(JARS)/javagym-envs.jar $(MESSAGES)/__init__.py $(if $(filter native,$(MODULES)),$(ATARI_JARS)/javagym-atari.jar)

.PHONY: release
release: modes $(BUILT) $(STAMPS)/release ## dist/: wheels, source distributions, jars for Maven, SBOMs, checksums (about 3 minutes)
	$(call quietly,release-jars,building the jars with sources and Javadoc (about 70 s),$(MVN) -Prelease install -Dmaven.test.skip=true)
	$(call quietly,release-sbom,listing what the jars need (about 20 s),$(MVN) -Prelease org.cyclonedx:cyclonedx-maven-plugin:makeAggregateBom -Dmaven.test.skip=true)
	$(call quietly,release,building the Python packages and trying them (about 60 s),release/build build/release-venv/bin $(REVISION) $(MODULES))
	@cat dist/SHA256SUMS

# As git means them, whatever the umask was when the sources were checked out: jars of sources keep them too.
.PHONY: modes
modes:
	@chmod -R go=u,go-w $(MODULES) LICENSE python

.PHONY: reproducible
reproducible: ## two releases of the last commit, built apart, compared byte for byte (about 10 minutes)
	@release/reproducible

.PHONY: clean
clean: ## remove what was built, but not .venv and native/build (rm -rf does)
	@rm -rf build dist $(MODULES:%=%/target) benchmarks/target target $(JARS) $(ATARI_JARS) $(MESSAGES)
	@rm -rf .ruff_cache python/.ruff_cache python/.mypy_cache python/.hypothesis

# Installed, not only packaged, so that a Maven project of your own can depend on io.javagym:javagym-envs.
$(AGENTS_JAR): $(JAVA_MAIN) $(if $(filter native,$(MODULES)),$(ATARI_LIBRARY))
	@command -v mvn >/dev/null || { echo 'Maven is missing: install it first (Debian: apt-get install maven)' >&2; exit 1; }
	@rm -rf java-envs/target/lib java-gateway/target/lib java-agents/target/lib java-server/target/lib
	$(call quietly,jars,building the jars (about 60 s the first time),$(MVN) install -Dmaven.test.skip=true)
	@touch $@

# With an index.html beside it, which leads to the first page.
$(JAVADOC): $(AGENTS_JAR) docs/site/javadoc.sh
	$(call quietly,javadoc,building the Javadoc (about 10 s),docs/site/javadoc.sh $(@D))
	@echo '<meta http-equiv="refresh" content="0; url=docs/index.html">' >build/docs/extra/index.html

# The module of JMH benchmarks, which no other target needs.
$(BENCHMARKS): $(AGENTS_JAR) benchmarks/pom.xml $(call sources,benchmarks/src)
	@rm -rf benchmarks/target/lib
	$(call quietly,benchmarks,building the Java benchmarks (about 20 s),$(MVN) -Pbenchmarks package -pl benchmarks -am -Dmaven.test.skip=true)
	@touch $@

$(JARS)/javagym-envs.jar: $(AGENTS_JAR)
	@rm -rf $(JARS) && mkdir -p $(JARS)/server
	@cp java-envs/target/javagym-envs.jar java-envs/target/lib/*.jar $(JARS)/
	@# In folders of their own: no JVM inside of Python has these on its class path, which makes its start longer.
	@mkdir $(JARS)/process && cp java-gateway/target/javagym-gateway.jar java-gateway/target/lib/*.jar $(JARS)/process/
	@cp java-server/target/javagym-server-alone.jar $(JARS)/server/javagym-server.jar
	@cp java-server/target/lib/*.jar $(JARS)/server/
	@# Agents, with all that they need but DJL: javagym.agents loads it when it is asked for one.
	@mkdir $(JARS)/agents && cp $(AGENTS_JAR) $(JARS)/agents/
	@# For the repository of `javagym new`: what it does not find in the jars above.
	@mkdir $(JARS)/maven && cp java-conformance/target/javagym-conformance.jar $(JARS)/maven/
	@for module in box2d envs conformance; do \
	    cp java-$$module/target/alone/pom.xml $(JARS)/maven/javagym-$$module.pom; \
	  done
	@# The environments in the jars, so that `import javagym` registers them without starting a JVM.
	@java -cp '$(JARS)/*' io.javagym.doors.WriteSpecs $(JARS)/specs.json

# The contract's messages in Python, by a compiler that is kept out of .venv: it wants an older protobuf. What it
# writes runs on protobuf 6.31.1 and later; a newer compiler would ask more of who installs the package.
PROTOC := build/protoc
$(MESSAGES)/__init__.py: $(PROTO) $(PROTOC)/stamp
	@rm -rf $(MESSAGES) && mkdir -p $(MESSAGES)
	@PYTHONPATH=$(PROTOC) $(VENV)/bin/python -m grpc_tools.protoc -Iproto --python_out=python/src --pyi_out=python/src $(PROTO)
	@echo '"""The wire contract, as messages; built from proto/javagym/v1."""' >$@

$(PROTOC)/stamp: $(STAMPS)/venv
	$(call quietly,protoc,installing the compiler of the wire contract (about 10 s),$(VENV)/bin/pip install --upgrade --target $(PROTOC) grpcio-tools==1.76.0)
	@touch $@

$(ATARI_LIBRARY): $(call sources,native/src/main/cpp native/src/build) native/CMakeLists.txt native/ale-sources.txt pom.xml | $(STAMPS)/venv
	$(call quietly,atari-library,building the Atari emulator (about 90 s the first time),native/src/build/library '$(abspath $(VENV))/bin/pip' '$(REVISION)')

$(ATARI_JARS)/javagym-atari.jar: $(AGENTS_JAR) $(JARS)/javagym-envs.jar
	@rm -rf $(ATARI_JARS) && mkdir -p $(ATARI_JARS)
	@cp native/target/javagym-atari.jar $(ATARI_JARS)/
	@java -cp '$(JARS)/*' io.javagym.doors.WriteSpecs $(ATARI_JARS)/specs.json $(ATARI_JARS)/javagym-atari.jar

# The first Python that is new enough and can make a virtual environment; PYTHON=... chooses another.
PYTHON ?=
$(STAMPS)/venv:
	@for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.10 python3.14); do \
	    if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then \
	      mkdir -p build; echo "making .venv with $$($$python --version) (about 10 s)"; \
	      $$python -m venv $(VENV) && mkdir -p $(@D) && touch $@ && exit 0; \
	    fi; \
	  done; \
	  echo 'no Python of 3.10 or later with venv and ensurepip found: install one (Debian: python3-venv), or say PYTHON=/path/to/python3' >&2; \
	  exit 1

# A new version is installed anew: the two packages ask for each other's.
$(STAMPS)/version-%: $(STAMPS)/venv
	@rm -f $(STAMPS)/version-* && touch $@

$(STAMPS)/test: $(STAMPS)/venv $(STAMPS)/version-$(REVISION) python/pyproject.toml
	$(call quietly,venv,installing the Python package and what its tests need (about 60 s),$(VENV)/bin/pip install -e './python[test]')
	@touch $@

$(STAMPS)/atari: $(STAMPS)/test native/python/pyproject.toml
	$(call quietly,venv-atari,installing the Atari package and ale-py (about 20 s),$(VENV)/bin/pip install -e './native/python[test]')
	@touch $@

$(STAMPS)/lint: $(STAMPS)/test
	$(call quietly,venv-lint,installing ruff and mypy (about 10 s),$(VENV)/bin/pip install -e './python[test$(comma)lint]')
	@touch $@

$(STAMPS)/docs: $(STAMPS)/test
	$(call quietly,venv-docs,installing Sphinx (about 20 s),$(VENV)/bin/pip install -e './python[test$(comma)docs]')
	@touch $@

$(STAMPS)/browser: $(STAMPS)/test
	$(call quietly,venv-browser,installing Playwright (about 10 s),$(VENV)/bin/pip install -e './python[test$(comma)browser]')
	@touch $@

$(STAMPS)/coverage: $(STAMPS)/test
	$(call quietly,venv-coverage,installing coverage.py (about 5 s),$(VENV)/bin/pip install -e './python[test$(comma)coverage]')
	@touch $@

$(STAMPS)/bench: $(STAMPS)/test
	$(call quietly,venv-bench,installing EnvPool (about 20 s),$(VENV)/bin/pip install -e './python[test$(comma)bench]')
	@touch $@

$(STAMPS)/sb3: $(STAMPS)/test
	$(call quietly,venv-sb3,installing Stable-Baselines3 and PyTorch (about 2 minutes and 5 GB),$(VENV)/bin/pip install -e './python[test$(comma)sb3]')
	@touch $@

$(STAMPS)/ray: $(STAMPS)/sb3 $(REQUIREMENTS)-ray.txt
	$(call quietly,venv-ray,installing Ray and RLlib (about 2 minutes and 1 GB),($(call borrowing,ray) && build/ray-venv/bin/pip install -r $(REQUIREMENTS)-ray.txt -e './python[grpc]' && $(call borrow,ray)))
	@touch $@

$(STAMPS)/agents: $(STAMPS)/sb3 $(REQUIREMENTS)-agents.txt $(REQUIREMENTS)-agents-needs.txt
	$(call quietly,venv-agents,installing TorchRL and Tianshou (about 2 minutes and 1 GB),($(call borrowing,agents) && build/agents-venv/bin/pip install --no-deps -r $(REQUIREMENTS)-agents.txt && build/agents-venv/bin/pip install -r $(REQUIREMENTS)-agents-needs.txt -e ./python gymnasium[classic-control]==1.4.0 box2d==2.3.10 && $(call borrow,agents)))
	@touch $@

$(STAMPS)/release: $(STAMPS)/venv release/requirements.txt
	$(call quietly,venv-release,installing what builds a release (about 20 s),(rm -rf build/release-venv && $(VENV)/bin/python -m venv build/release-venv && build/release-venv/bin/pip install -r release/requirements.txt))
	@touch $@

# A venv without .venv's packages while pip works in it, so that what is installed is its own; with them then.
borrowing = rm -rf build/$(1)-venv && $(VENV)/bin/python -m venv build/$(1)-venv
borrow = $(VENV)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' >$$(build/$(1)-venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/zz-borrowed.pth

comma := ,
