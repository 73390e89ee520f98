package vault

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestWrongPassphraseTakesNoMoreMemoryThanOneDerivation tries a wrong passphrase on a
// file of the product's own cost with five passphrases, each of which is tried.
func TestWrongPassphraseTakesNoMoreMemoryThanOneDerivation(t *testing.T) {
	if !long() {
		t.Skip("this takes some seconds, so it is part of the long run")
	}
	path, o := testPath(t), options(t)
	o.KDF = productKDF
	v, _ := mustCreate(t, path, o)
	for _, p := range peoplesPassphrases {
		mustAddKey(t, v, p)
	}
	mustClose(t, v)
	runtime.GC()
	heap := func() uint64 {
		s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(s)
		return s[0].Value.Uint64()
	}
	before, most := heap(), uint64(0)
	stop := make(chan bool)
	var watch sync.WaitGroup
	watch.Go(func() { // a derivation holds its memory for a fifth of a second
		for tick := time.Tick(time.Millisecond); ; {
			select {
			case <-stop:
				return
			case <-tick:
				most = max(most, heap())
			}
		}
	})
	_, _, err := Open(ctx, path, Passphrase("nobody's passphrase at all"), o)
	close(stop)
	watch.Wait()
	wantError(t, err, ErrWrongKey)
	limit := uint64(productKDF.MemoryKiB)<<10 + 32<<20 // two derivations at once would be 128 MB
	if took := most - min(most, before); took > limit {
		t.Errorf("it took %d MB, more than %d", took>>20, limit>>20)
	} else {
		t.Logf("acceptance 8: a wrong passphrase tried on five slots took %d MB at most; one derivation is %d MB", took>>20, productKDF.MemoryKiB>>10)
	}
}

// TestPackageBuildsForEverySystem builds and vets what keeps the school's file, with
// its tests, for one computer of each other system: the tests themselves run on Linux.
func TestPackageBuildsForEverySystem(t *testing.T) {
	if !long() {
		t.Skip("building for other systems takes a minute, so it is part of the long run")
	}
	targets := []string{"windows/amd64", "darwin/arm64", "linux/arm64"}
	for _, target := range targets {
		system, arch, _ := strings.Cut(target, "/")
		cmd := exec.Command("go", "vet", "-tags", "ci", "needsbook/storage/vault", "needsbook/storage/schooldb")
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+arch, "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", target, err, out)
		}
	}
	if !t.Failed() {
		t.Logf("acceptance 16: built and vetted for %s", strings.Join(targets, ", "))
	}
}

// TestPageOfAcceptanceNamesTestsThatAreThere holds docs/acceptance.md to the tests.
func TestPageOfAcceptanceNamesTestsThatAreThere(t *testing.T) {
	page, err := os.ReadFile("../../docs/acceptance.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(b)
	}
	named := regexp.MustCompile("`((?:Test|Fuzz|Benchmark)[A-Za-z0-9]+)`").FindAllSubmatch(page, -1)
	if len(named) < 40 {
		t.Errorf("only %d tests are named", len(named))
	}
	for _, m := range named {
		if !strings.Contains(source.String(), "\nfunc "+string(m[1])+"(") {
			t.Errorf("docs/acceptance.md names %s, which is not there", m[1])
		}
	}
}
