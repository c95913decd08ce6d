# Two commands do everything: `make demo` and `make test`. The rest is for those who work on the tool.
SWIFT ?= swift
JOBS ?= $(shell nproc 2>/dev/null || sysctl -n hw.ncpu)
OUT ?= out/six-areas
PREFIX ?= /usr/local
# On Linux the Swift runtime goes into the binary: it starts in half the time and runs where no Swift is installed.
RELEASE ?= -c release $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)
# The same flags and folder as the tool: what both need is built once. SwiftPM keeps one plan a folder, and would follow the plan without benchmarks in the one with them.
BENCH = BORDERGEO_BENCHMARKS=1 $(SWIFT) build $(RELEASE) -j $(JOBS) --disable-build-manifest-caching
FORGET_PLAN = @rm -f .build/release.yaml
export BORDERGEO_STRICT ?= 1
# GDAL, QGIS and the outside cases are used where they are installed; their tests say "skipped" otherwise, and fail where CI=true.

.PHONY: help packages build demo test growth calibrate check format benchmarks bench bench-check soak memcheck mutate fuzz coverage mutants sanitize nightly docs reference install clean

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

packages: ## Install the missing system packages (as root or through sudo; otherwise says which)
	@scripts/install-packages

build: packages ## Build the tool in release mode
	$(SWIFT) build $(RELEASE) -j $(JOBS) --product geo-tool

demo: build ## Install what is missing, build, run the main job on the embedded study, say where to look
	.build/release/geo-tool report six-areas -o $(OUT)
	@echo
	@echo "Look at:"
	@echo "  $(OUT)/report.html      the report in a browser"
	@echo "  $(OUT)/six-areas.qgz    the layers in QGIS, styled"
	@echo "Next: .build/release/geo-tool --help"

test: packages ## Build and run every test
	$(SWIFT) build --build-tests -j $(JOBS)
	$(SWIFT) test --skip-build

growth: build ## Count what commands execute for four times as much, on the release build
	$(SWIFT) build --build-tests -j $(JOBS)
	@# valgrind cannot read the debug information of a static Swift binary.
	strip --strip-debug -o .build/geo-tool-counted .build/release/geo-tool
	BORDERGEO_GROWTH=1 BORDERGEO_TOOL="$(CURDIR)/.build/geo-tool-counted" $(SWIFT) test --skip-build --filter DoublingTests

calibrate: packages ## How often intervals hold what was planted, with many draws (minutes)
	$(SWIFT) build --build-tests -j $(JOBS)
	BORDERGEO_CALIBRATE=1 $(SWIFT) test --skip-build --filter IntervalCalibrationTests

check: ## House rules: formatting, C boundary, forbidden words
	@scripts/check

format: ## Format the sources in place
	$(SWIFT) format -i -r Sources Tests Benchmarks Fuzzing/Sources Package.swift

benchmarks: build ## Build the programs of Benchmarks/ beside the tool, on the library built for it
	set -e; for program in locate-bench pipeline-bench bench-data BorderGeoBenchmarks BenchmarkTool; do $(BENCH) --product $$program; done
	$(FORGET_PLAN)

bench: benchmarks ## Show what steps of the library take in one process, and rates of locating by threads
	Benchmarks/in-process show
	.build/release/locate-bench

bench-check: build ## Check what steps of the library allocate and write against Benchmarks/Thresholds
	$(BENCH) --product BorderGeoBenchmarks
	$(BENCH) --product BenchmarkTool
	$(FORGET_PLAN)
	Benchmarks/in-process check

soak: packages ## Build, fail and drop every C handle in a loop, under the address sanitizer
	ASAN_OPTIONS=detect_leaks=1 $(SWIFT) run --sanitize=address --scratch-path .build-asan handle-soak

memcheck: packages ## Commands of the debug tool under valgrind: nothing unwritten is read, nothing is lost
	$(SWIFT) build -j $(JOBS) --product geo-tool
	scripts/memcheck

MINUTES ?= 60

mutate: packages ## Spoilt inputs for every command of the debug tool, for MINUTES=60
	$(SWIFT) build -j $(JOBS) --product geo-tool
	scripts/mutate --minutes $(MINUTES)

fuzz: packages ## libFuzzer on readers, locating, profiles and spans, for MINUTES=60 over all of them
	scripts/fuzz --minutes $(MINUTES) --jobs $(JOBS)

coverage: packages ## Lines that the tests run, by folder; fails under 90 % of what is watched or 80 % of all
	scripts/coverage --jobs $(JOBS)

mutants: packages ## Faults planted in the sources, and how many of them the tests notice; fails under 90 %
	scripts/mutants --jobs $(JOBS)

sanitize: packages ## The tests under the sanitizers of addresses, of what is undefined in C, and of threads
	scripts/sanitize --jobs $(JOBS)

nightly: ## Whatever takes longer than CI may: 20 minutes of spoilt inputs and 60 of libFuzzer, sanitizers, coverage, planted faults, calibration, kills, C handles, valgrind
	$(MAKE) mutate MINUTES=20
	$(MAKE) fuzz MINUTES=60
	$(MAKE) sanitize
	$(MAKE) coverage
	$(MAKE) growth
	$(MAKE) mutants
	$(MAKE) calibrate
	scripts/kill-anywhere --runs 100
	$(MAKE) soak
	$(MAKE) memcheck
	$(MAKE) docs
	$(MAKE) bench-check

# What the pages are made by belongs to no user of the library: a folder and a plan of its own. Warnings are errors.
DOCS_TARGETS = BorderBase LineStatistics LinearReferencing GeoFormats BorderModel BorderStudy BorderAnalysis BorderReport BorderGeo
docs: packages ## Documentation of the library, as a site in .build-docs/site (serve it: python3 -m http.server -d .build-docs/site)
	@mkdir -p .build-docs && rm -f .build-docs/resolved && if [ -f Package.resolved ]; then cp Package.resolved .build-docs/resolved; fi
	BORDERGEO_DOCS=1 $(SWIFT) package --scratch-path .build-docs --allow-writing-to-directory .build-docs/site generate-documentation \
		$(DOCS_TARGETS:%=--target %) --enable-experimental-combined-documentation --warnings-as-errors --output-path .build-docs/site; \
		status=$$?; rm -f Package.resolved; if [ -f .build-docs/resolved ]; then mv .build-docs/resolved Package.resolved; fi; exit $$status

reference: ## Reference pages from the tool of the last debug build
	scripts/reference-pages

install: build ## Install the tool, man pages and completions for bash, zsh and fish below PREFIX
	scripts/install .build/release/geo-tool "$(DESTDIR)$(PREFIX)"

clean:
	rm -rf .build .build-* out
