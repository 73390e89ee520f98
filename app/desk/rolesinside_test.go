package desk

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"needsbook/app/access"
	"needsbook/app/journal"
)

// SitAs puts somebody else before the open file, for tests.
func (d *Desk) SitAs(s access.Seat) {
	d.seat = s
	if s.Name != "" {
		d.options.By = s.Name
	}
	d.veil()
	d.forgetMap()
	d.forgetDates()
}

// KindWithMoney reports whether a record of a kind holds amounts.
func KindWithMoney(kind string) bool { return withAmounts[kind] != nil }

// onlyInTests are exported methods that tests add to Desk.
var onlyInTests = "SitAs Writable ForgetDates ForgetMap PutRequest ForgetReport Sweepable"

func TestEveryMethodHasItsLineInTheTableOfRoles(t *testing.T) {
	times := map[string]int{}
	count := func(names string) {
		for _, name := range strings.Fields(names) {
			times[name]++
		}
	}
	for _, table := range []map[access.Action]string{askedFirst, askedWhereRecorded} {
		for _, names := range table {
			count(names)
		}
	}
	count(reads)
	desk := reflect.TypeFor[*Desk]()
	for i := range desk.NumMethod() {
		name := desk.Method(i).Name
		if slices.Contains(strings.Fields(onlyInTests), name) {
			continue
		}
		if times[name] != 1 {
			t.Errorf("%s stands %d times in the table of roles", name, times[name])
		}
		delete(times, name)
	}
	for name := range times {
		t.Errorf("%s is in the table of roles, but the desk has no such method", name)
	}
}

func TestEveryKindOfRecordHasItsAction(t *testing.T) {
	declared := regexp.MustCompile(`(?m)^\s*(kind[A-Z]\w*)\s*= "(\w+)"`)
	found := 0
	for _, text := range sources(t) {
		for _, m := range declared.FindAllStringSubmatch(text, -1) {
			found++
			if action, has := kindActions[m[2]]; !has {
				t.Errorf("%s has no line in kindActions", m[1])
			} else if !slices.Contains(access.Actions(), action) || action == access.Read {
				t.Errorf("%s needs %q", m[1], action)
			}
		}
	}
	if found != len(kindActions) || found < 40 {
		t.Errorf("%d kinds are declared and %d have an action", found, len(kindActions))
	}
}

// sources are the files of the package without its tests.
func sources(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(path, "_test.go") {
			out[path] = string(text)
		}
	}
	return out
}

// TestOnlyTheGuardedWayLeadsToTheJournal holds that every change passes doAs: the store's
// own Do, Undo and Redo are each called in one place.
func TestOnlyTheGuardedWayLeadsToTheJournal(t *testing.T) {
	only := map[string][]string{
		`\.store\.Do\(`: {"desk.go"}, `\.store\.(Un|Re)do\(`: {"undo.go"}, `\bd\.step\(`: {"desk.go", "files.go"}, `store\.\(Keeper\)`: {"files.go", "rehearsing_lost.go", "roles_veil.go"},
	}
	for pattern, allowed := range only {
		for path, text := range sources(t) {
			if regexp.MustCompile(pattern).MatchString(text) && !slices.Contains(allowed, path) {
				t.Errorf("%s calls %s", path, pattern)
			}
		}
	}
}

// bare is a desk without a file behind it: enough to be refused.
func bare(role access.Role) *Desk {
	d := &Desk{onChange: func() {}, seat: access.Seat{ID: "p", Name: "Sam Reed", Role: role}}
	d.options.By = "Sam Reed"
	return d
}

func TestWhatAsksFirstRefusesEachRoleThatLacksIt(t *testing.T) {
	called := 0
	for _, role := range []access.Role{access.Helper, access.Reader, ""} {
		for action, names := range askedFirst {
			if access.May(role, action) {
				continue
			}
			for _, name := range strings.Fields(names) {
				m := reflect.ValueOf(bare(role)).MethodByName(name)
				if !m.IsValid() {
					continue // the test of the table says so
				}
				args := []reflect.Value{}
				for i := range m.Type().NumIn() {
					arg := reflect.New(m.Type().In(i)).Elem()
					if arg.Type() == reflect.TypeFor[context.Context]() {
						arg.Set(reflect.ValueOf(t.Context()))
					}
					args = append(args, arg)
				}
				if m.Type().IsVariadic() {
					args = args[:len(args)-1]
				}
				called++
				func() {
					defer func() {
						if r := recover(); r != nil {
							t.Errorf("%s as %q went on without asking: %v", name, role, r)
						}
					}()
					out := m.Call(args)
					if paper := out[len(out)-1]; paper.Kind() == reflect.Pointer { // a paper without an error
						if !paper.IsNil() {
							t.Errorf("%s as %q made a paper", name, role)
						}
						return
					}
					err, _ := out[len(out)-1].Interface().(error)
					var refused *Refusal
					if !errors.As(err, &refused) || refused.Field != fieldRole || refused.Words != bare(role).seat.Refused(action) {
						t.Errorf("%s as %q answered %v", name, role, err)
					}
				}()
			}
		}
	}
	if called < 150 {
		t.Errorf("only %d calls were tried", called)
	}
}

func TestNoStepOfAForbiddenKindIsRecorded(t *testing.T) {
	for _, role := range []access.Role{access.Helper, access.Reader, ""} {
		for kind, action := range kindActions {
			for _, removes := range []bool{false, true} {
				needed := editAction(kind, removes)
				if !removes && needed != action {
					t.Errorf("%s needs %s", kind, needed)
				}
				// A bare desk has no store: whatever is not refused before would panic.
				if access.May(role, needed) {
					if err := bare(role).allowEdits([]journal.Edit{{Kind: kind, Key: "x", Remove: removes}}); err != nil {
						t.Errorf("%s %s: %v", role, kind, err)
					}
					continue
				}
				for _, edits := range [][]journal.Edit{{{Kind: kind, Key: "x", Remove: removes}}, {{Kind: kindNote, Key: "n"}, {Kind: kind, Key: "x", Remove: removes}}} {
					err := bare(role).doAs(t.Context(), journal.Did, "try", "", edits...)
					var refused *Refusal
					if !errors.As(err, &refused) || refused.Field != fieldRole {
						t.Errorf("%q changing %s: %v", role, kind, err)
					}
				}
			}
		}
	}
	if editAction("something_new", false) != access.Erase {
		t.Error("a kind without a line is not the SENCO's alone")
	}
}
