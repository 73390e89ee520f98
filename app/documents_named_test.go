package app

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	namedTest = regexp.MustCompile("`((?:Test|Fuzz)[A-Z][A-Za-z0-9]+)`")
	namedPath = regexp.MustCompile("`((?:app|assets|cmd|docs|storage|ui)/[A-Za-z0-9_./*-]+)`")
)

func TestTestsAndFilesThatTheDocumentsNameAreThere(t *testing.T) {
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Za-z0-9]+)\(`)
	for _, top := range []string{"app", "cmd", "storage", "ui", "assets"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(name string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, "_test.go") {
				return err
			}
			for _, m := range declared.FindAllStringSubmatch(text(t, name), -1) {
				tests[m[1]] = true
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	for name, words := range documents(t) {
		for _, m := range namedTest.FindAllStringSubmatch(words, -1) {
			found++
			if !tests[m[1]] {
				t.Errorf("%s names the test %s, which is not there", name, m[1])
			}
		}
		for _, m := range namedPath.FindAllStringSubmatch(words, -1) {
			found++
			if at, err := filepath.Glob(filepath.Join("..", m[1])); err != nil || len(at) == 0 {
				t.Errorf("%s names %s, which is not there", name, m[1])
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d names were found", found)
	}
}
