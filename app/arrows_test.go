package app

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// rule says what a folder must not import. The longest matching folder that lists
// an import under allow wins.
type rule struct {
	under  string
	forbid []string
	allow  map[string]string // import prefix: the one folder that may
}

// The arrows of the house: cmd -> ui, storage -> app -> app's own rooms.
var arrows = []rule{
	{under: "app", forbid: []string{"fyne.io/", "database/sql", "modernc.org/", "needsbook/ui", "needsbook/storage", "needsbook/cmd", "os/exec"}},
	{under: "app", forbid: []string{"net/http", "os"}, allow: map[string]string{"net/http": "app/exchange", "os": "app/exchange"}},
	{under: "app", forbid: []string{"github.com/jung-kurt/gofpdf", "github.com/pdfcpu/"}, allow: map[string]string{"github.com/jung-kurt/gofpdf": "app/paper/pdf", "github.com/pdfcpu/": "app/paper/enclose"}},
	{under: "storage", forbid: []string{"fyne.io/", "needsbook/ui", "needsbook/cmd", "net/http", "github.com/jung-kurt/gofpdf"}, allow: map[string]string{"net/http": "storage/linkcheck"}},
	{under: "ui/desktop", forbid: []string{"database/sql", "modernc.org/", "needsbook/storage", "needsbook/cmd", "net/http", "github.com/jung-kurt/gofpdf"}, allow: map[string]string{
		"net/http": "ui/desktop/inbrowser"}}, // serves a page to the browser of this computer alone
	{under: "ui/hub", forbid: []string{"fyne.io/", "database/sql", "modernc.org/", "needsbook/storage", "needsbook/cmd"}},
	{under: "assets", forbid: []string{"needsbook/"}},
}

func TestArrowsPointOneWay(t *testing.T) {
	seen := 0
	walk(t, func(file string, imports []string) {
		seen++
		for _, r := range arrows {
			if !inside(file, r.under) {
				continue
			}
			for _, imp := range imports {
				for _, no := range r.forbid {
					if matches(imp, no) && !(r.allow[no] != "" && inside(file, r.allow[no])) {
						t.Errorf("%s imports %s: %s must not", file, imp, r.under)
					}
				}
			}
		}
	})
	if seen < 50 {
		t.Fatalf("only %d files were read", seen)
	}
}

func TestAppNeverReadsTheClock(t *testing.T) {
	root := filepath.Join("..", "app")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		body, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(body), "\n") {
			code, _, _ := strings.Cut(line, "//")
			if strings.Contains(code, "time.Now(") {
				t.Errorf("%s:%d reads the clock; take it as an argument", name, i+1)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRoomsHaveNamesThatSaySomething(t *testing.T) {
	empty := map[string]bool{"util": true, "utils": true, "common": true, "helper": true, "helpers": true, "manager": true, "misc": true, "base": true, "shared": true, "data": true, "info": true}
	walk(t, func(file string, _ []string) {
		for _, part := range strings.Split(strings.TrimSuffix(file, ".go"), "/") {
			if empty[part] {
				t.Errorf("%s: the name %q says nothing", file, part)
			}
		}
	})
}

func TestTopLevelIsAsAgreed(t *testing.T) {
	agreed := map[string]bool{"cmd": true, "app": true, "ui": true, "storage": true, "assets": true, "docs": true, "out": true, "bin": true, "dist": true,
		"FyneApp.toml": true, "go.mod": true, "go.sum": true, "README.md": true, "Makefile": true, "LICENSE": true}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !agreed[e.Name()] && !strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s stands at the top level", e.Name())
		}
	}
}

// walk calls each with every Go file that is not a test, and its imports.
func walk(t *testing.T, each func(file string, imports []string)) {
	t.Helper()
	files := token.NewFileSet()
	for _, top := range []string{"app", "cmd", "storage", "ui", "assets"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(files, name, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			var imports []string
			for _, spec := range f.Imports {
				imports = append(imports, strings.Trim(spec.Path.Value, `"`))
			}
			each(path.Clean(strings.TrimPrefix(filepath.ToSlash(name), "../")), imports)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func inside(file, folder string) bool { return strings.HasPrefix(file, folder+"/") }

func matches(imp, prefix string) bool {
	return imp == prefix || strings.HasPrefix(imp, strings.TrimSuffix(prefix, "/")+"/")
}
