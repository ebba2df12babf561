# The one door. `make` builds the program at build/avviso; `make help` lists the rest.
# JOBS=n compiles with n processes (all cores unless set); ARGS="…" goes to the program
# behind bench-nlp, bench-encoder, parity and parity-encoder, as in make parity ARGS="--texts FOLDER".

.DEFAULT_GOAL := build
T ?= 60
export JOBS

.PHONY: build setup data demo test fmt lint asan tsan fuzz bench bench-nlp bench-reader bench-warc bench-coder bench-encoder parity parity-encoder train quality docs clean help

build:  ## build the program at build/avviso
	@tools/build.sh release

setup:  ## install the Debian packages and the model that it needs
	@tools/setup.sh
	@tools/fetch_model.sh

data: build  ## fetch and compile the gazetteer (GEONAMES=folder: from dumps of your own)
	@tools/fetch_gazetteer.sh $(GEONAMES)

demo:  ## set up, build, and code the sample articles
	@./demo.sh

test:  ## set up, build, and run all tests and checks
	@./test.sh

fmt:  ## format the C++ sources in place
	@tools/setup.sh --dev
	@tools/format.sh

lint:  ## clang-tidy, layers, tables, shell syntax, format
	@tools/setup.sh --dev
	@tools/lint.sh

asan:  ## all tests under AddressSanitizer and UBSan
	@tools/sanitize.sh asan

tsan:  ## all tests under ThreadSanitizer
	@tools/sanitize.sh tsan

fuzz:  ## run each fuzz target for T seconds (T=60)
	@tools/setup.sh --dev
	@tools/fuzz.sh $(T)

bench: bench-nlp bench-reader bench-warc bench-coder  ## all benchmarks but bench-encoder, which fetches 3 GB

bench-nlp: build .venv/complete  ## tokens a second, beside spaCy default and tuned
	@tools/fetch_model.sh
	@.venv/bin/python bench/nlp.py $(ARGS)

bench-reader: build  ## pages a second, beside trafilatura and resiliparse (PAGES=folder)
	@$(MAKE) -s .venv-readers/complete || echo 'bench: peers could not be installed, see above'
	@peers=.venv-readers/bin/python; test -x $$peers || peers=; \
	  python3 bench/reader.py $(if $(PAGES),--pages $(PAGES)) $${peers:+--peers $$peers}

bench-warc: build  ## MB/s of web archives read, beside FastWARC (PAGES=folder)
	@$(MAKE) -s .venv-readers/complete || echo 'bench: peers could not be installed, see above'
	@python=.venv-readers/bin/python; test -x $$python || python=python3; \
	  $$python bench/warc.py $(if $(PAGES),--pages $(PAGES))

bench-coder: build  ## sentences a second of all that comes after the parse
	@tools/fetch_model.sh
	@bench/coder.sh $(ARGS)

bench-encoder: build .venv-train/complete  ## pieces a second of the encoder, beside ONNX Runtime in 8 bits
	@tools/fetch_encoder.sh
	@.venv-train/bin/python bench/encoder.py $(ARGS)

parity: build .venv/complete  ## compare the parse with spaCy's, token by token
	@tools/fetch_model.sh
	@.venv/bin/python tools/parity.py $(ARGS)

parity-encoder: build .venv-train/complete  ## compare the encoder with PyTorch, and its pieces with tokenizers
	@tools/fetch_encoder.sh
	@.venv-train/bin/python tools/parity_encoder.py $(ARGS)

train: build .venv-train/complete  ## train the encoder: two hours on two cores, needs the marked sets (WORK=folder)
	@tools/fetch_encoder.sh
	@base=$$(build/avviso data path)/encoder/all-MiniLM-L6-v2; work=$${WORK:-build/train}; \
	  .venv-train/bin/python tools/train_encoder.py --base "$$base" --work "$$work" && \
	  .venv-train/bin/python tools/train_records.py --encoders "$$work"

quality: build  ## score every stage; the table of docs/quality.md
	@tools/quality.sh

docs: build  ## check that the documents are true to the code
	@python3 tools/check_docs.py --program build/avviso

clean:  ## remove build/ (the cache of models stays)
	@rm -rf build

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12

# spaCy, for comparison only: the engine needs no Python.
.venv/complete: requirements-parity.lock
	@tools/setup.sh
	@rm -rf .venv && python3 -m venv .venv
	@.venv/bin/pip --disable-pip-version-check -q install --require-hashes --no-deps \
	  --only-binary=:all: -r requirements-parity.lock
	@touch $@

# The fastest and the best readers of pages, for comparison only.
.venv-readers/complete: requirements-readers.lock
	@tools/setup.sh
	@rm -rf .venv-readers && python3 -m venv .venv-readers
	@.venv-readers/bin/pip --disable-pip-version-check -q install --require-hashes --no-deps \
	  --only-binary=:all: -r requirements-readers.lock
	@touch $@

# PyTorch, tokenizers and ONNX Runtime, for training and comparison only. Some 5 GB.
.venv-train/complete: requirements-train.lock
	@tools/setup.sh
	@rm -rf .venv-train && python3 -m venv .venv-train
	@.venv-train/bin/pip --disable-pip-version-check -q install --require-hashes --no-deps \
	  --only-binary=:all: -r requirements-train.lock
	@touch $@
