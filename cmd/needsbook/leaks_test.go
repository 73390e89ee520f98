package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNoGoroutineOfTheProgramCanPrintWhatItHeld lists each goroutine that the window and
// needsctl start. One that stops by a fault ends the program with the words of the fault,
// unless it is guarded as package crash does it.
func TestNoGoroutineOfTheProgramCanPrintWhatItHeld(t *testing.T) {
	known := map[string]string{
		"ui/desktop/program.go":          "attend waits for clocks, and does its work in the window's turn",
		"ui/desktop/shell/runner.go":     "guarded: the fault is carried into the window's turn without its words",
		"ui/desktop/inbrowser/server.go": "the server catches the faults of its answers, and its log goes nowhere",
		"cmd/needsbook/demohub.go":       "the demo school's hub; its pupils are invented",
	}
	root := filepath.Join("..", "..")
	read := 0
	for _, under := range []string{"app", "ui/desktop", "storage/vault", "storage/schooldb", "storage/linkcheck", "cmd/needsbook", "cmd/needsctl", "cmd/surroundings", "assets"} {
		err := filepath.WalkDir(filepath.Join(root, under), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			read++
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			name, _ := filepath.Rel(root, path)
			ast.Inspect(file, func(n ast.Node) bool {
				if _, starts := n.(*ast.GoStmt); starts && known[filepath.ToSlash(name)] == "" {
					t.Errorf("%s starts a goroutine: what does it print when it stops by a fault?", name)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if read < 500 {
		t.Fatalf("only %d files were read", read)
	}
}

// TestNothingOfTheProgramWritesALog lists each place that can: a log is kept by computers
// and sent by people who ask for help.
func TestNothingOfTheProgramWritesALog(t *testing.T) {
	known := []string{
		"cmd/needsbook/demohub.go",       // the demo school's hub, whose log goes nowhere
		"ui/desktop/inbrowser/server.go", // turns the server's log off
		"cmd/needsbook/main.go",          // reads the toolkit's own log for a window that cannot be opened
	}
	root := filepath.Join("..", "..")
	for _, under := range []string{"app", "ui/desktop", "storage/vault", "storage/schooldb", "storage/linkcheck", "cmd/needsbook", "cmd/needsctl", "cmd/surroundings"} {
		err := filepath.WalkDir(filepath.Join(root, under), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			name, _ := filepath.Rel(root, path)
			if name = filepath.ToSlash(name); slices.Contains(known, name) {
				return nil
			}
			for _, i := range file.Imports {
				if i.Path.Value == `"log"` || i.Path.Value == `"log/slog"` {
					t.Errorf("%s imports %s", name, i.Path.Value)
				}
			}
			ast.Inspect(file, func(n ast.Node) bool {
				call, is := n.(*ast.CallExpr)
				if !is {
					return true
				}
				switch f := call.Fun.(type) {
				case *ast.Ident:
					if f.Name == "print" || f.Name == "println" {
						t.Errorf("%s calls %s", name, f.Name)
					}
				case *ast.SelectorExpr:
					if of, is := f.X.(*ast.Ident); is && of.Name == "fyne" && f.Sel.Name == "LogError" {
						t.Errorf("%s writes to the toolkit's log", name)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
