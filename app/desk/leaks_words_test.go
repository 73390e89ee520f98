package desk_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// named are what gives a pupil's name or number, as a field or a method.
var named = []string{"Name()", "ListName()", "Initials()", "Surname", "Forename", "Preferred", "UPN", "FormerUPN"}

// naming collects the variables of a function that hold a pupil's name: what was made of
// one of the words above, or of another such variable.
type naming map[string]bool

// in finds a name in an expression, "" where there is none. A comparison with a name, or
// a count of its letters, holds no name.
func (n naming) in(e ast.Node) (found string) {
	ast.Inspect(e, func(node ast.Node) bool {
		switch x := node.(type) {
		case *ast.BinaryExpr:
			return x.Op == token.ADD
		case *ast.Ident:
			if n[x.Name] {
				found = x.Name
			}
		case *ast.CallExpr:
			if s, is := x.Fun.(*ast.SelectorExpr); is && len(x.Args) == 0 && slices.Contains(named, s.Sel.Name+"()") {
				found = s.Sel.Name
			}
		case *ast.SelectorExpr:
			if slices.Contains(named, x.Sel.Name) {
				found = x.Sel.Name
			}
			found = max(found, n.in(x.X)) // and not its Sel: a field of that name is another thing
			return false
		case *ast.KeyValueExpr:
			found = max(found, n.in(x.Value))
			return false
		}
		return true
	})
	return found
}

// follow learns the variables of a function, until it learns no more.
func (n naming) follow(f *ast.FuncDecl) {
	for before := -1; before != len(n); {
		before = len(n)
		ast.Inspect(f.Body, func(node ast.Node) bool {
			a, is := node.(*ast.AssignStmt)
			if !is || len(a.Lhs) != len(a.Rhs) {
				return true
			}
			for i, to := range a.Lhs {
				if v, is := to.(*ast.Ident); is && v.Name != "_" && n.in(a.Rhs[i]) != "" {
					n[v.Name] = true
				}
			}
			return true
		})
	}
}

// makesError reports whether a call or a literal makes an error of words.
func makesError(node ast.Node) bool {
	switch x := node.(type) {
	case *ast.CompositeLit:
		t, is := x.Type.(*ast.Ident)
		return is && t.Name == "Refusal"
	case *ast.CallExpr:
		switch f := x.Fun.(type) {
		case *ast.Ident:
			return f.Name == "refuse"
		case *ast.SelectorExpr:
			from, is := f.X.(*ast.Ident)
			return is && (from.Name == "fmt" && f.Sel.Name == "Errorf" || from.Name == "errors" && f.Sel.Name == "New")
		}
	}
	return false
}

// TestNoErrorOfTheDeskIsMadeOfAPupilsName reads the desk's own code: no refusal and no
// other error is put together with a pupil's name, straight or by way of a variable. The
// window says errors while names are hidden, and those of the terminal may end in a log.
func TestNoErrorOfTheDeskIsMadeOfAPupilsName(t *testing.T) {
	files, err := filepath.Glob("*.go")
	mustDo(t, err)
	fset, errors := token.NewFileSet(), 0
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, path, nil, 0)
		mustDo(t, err)
		for _, decl := range file.Decls {
			f, is := decl.(*ast.FuncDecl)
			if !is || f.Body == nil {
				continue
			}
			names := naming{}
			names.follow(f)
			ast.Inspect(f.Body, func(node ast.Node) bool {
				if !makesError(node) {
					return true
				}
				errors++
				if of := names.in(node); of != "" && f.Name.Name != "censusDay" { // the name of a school year
					t.Errorf("%s: %s makes an error with %s", fset.Position(node.Pos()), f.Name.Name, of)
				}
				return true
			})
		}
	}
	if errors < 600 {
		t.Fatalf("only %d errors were read", errors)
	}
}
