# make run    opens the program on the demo school, or does its main job without a display
# make test   vet, lint and every test: pure Go, nothing to install
# make bench  the figures, each beside its yardstick
# make dist   the programs for Windows and Linux, in dist/

GO       ?= go
PURE     := CGO_ENABLED=0
TAGS     := ci
WINDOW   := gles,x11,migrated_fynedo,no_emoji,no_animations,no_metadata
DISPLAYS := $(DISPLAY)$(WAYLAND_DISPLAY)

# Tests on random input draw the same input each time; RAPID_SEED=0 draws anew.
export RAPID_SEED ?= 1

.PHONY: run run-window run-headless test vet lint bench dist build clean go-version

run: go-version
ifeq ($(strip $(DISPLAYS)),)
	@echo "There is no display, so the window cannot open. Doing the main job without it."
	@$(MAKE) --no-print-directory run-headless
else
	@$(MAKE) --no-print-directory run-window
endif

go-version:
	@command -v $(GO) >/dev/null || { echo "Needsbook needs Go 1.26 or later: https://go.dev/dl/"; exit 1; }
	@$(GO) version | grep -Eq 'go1\.(2[6-9]|[3-9][0-9])' || { echo "Needsbook needs Go 1.26 or later; this is $$($(GO) version)."; exit 1; }

run-window: build
	bin/needsbook --demo

# The window needs a C compiler and the X libraries; .ci/window-packages says which
# are missing and why, and installs them where it may.
build: go-version
	@sh .ci/window-packages
	@echo "Building the window. The first time takes a minute or two."
	CGO_ENABLED=1 $(GO) build -tags $(WINDOW) -ldflags '-s -w' -o bin/needsbook ./cmd/needsbook

run-headless: go-version
	$(PURE) $(GO) run -tags $(TAGS) ./cmd/needsbook --demo --headless out

test: go-version vet lint
	$(PURE) $(GO) test -tags $(TAGS) ./...

vet:
	@files=$$(gofmt -l app assets cmd storage ui); [ -z "$$files" ] || { echo "Not formatted with gofmt:"; echo "$$files"; exit 1; }
	$(PURE) $(GO) vet -tags $(TAGS) ./...

lint: bin/staticcheck
	$(PURE) bin/staticcheck -tags $(TAGS) ./...

bin/staticcheck: .ci/tools/go.mod
	@mkdir -p bin
	cd .ci/tools && $(PURE) $(GO) build -o ../../bin/staticcheck honnef.co/go/tools/cmd/staticcheck

bench: go-version
	bash .ci/bench

dist: go-version
	bash .ci/dist

clean:
	rm -rf bin out dist
