package desk_test

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/storage/schooldb/schooltest"
)

// amounts walks a value and tells of every sum of money in it that is not nothing.
func amounts(v reflect.Value, path string, seen map[uintptr]bool, tell func(path, amount string)) {
	if !v.IsValid() {
		return
	}
	if v.Type() == reflect.TypeFor[money.Amount]() && v.CanInterface() {
		if a := v.Interface().(money.Amount); !a.IsZero() {
			tell(path, a.Words())
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() || v.Kind() == reflect.Pointer && seen[v.Pointer()] {
			return
		}
		if v.Kind() == reflect.Pointer {
			seen[v.Pointer()] = true
		}
		amounts(v.Elem(), path, seen, tell)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				amounts(v.Field(i), path+"."+f.Name, seen, tell)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			amounts(v.Index(i), path+"[]", seen, tell)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			amounts(v.MapIndex(k), path+"{}", seen, tell)
		}
	case reflect.String:
		if strings.Contains(v.String(), "£") && !strings.HasSuffix(path, ".Meaning") {
			tell(path, v.String())
		}
	}
}

// published are readings of what everybody may know: the packs that come with the
// program and the law's own figures.
var published = []string{"Library", "Services", "RateCard", "Continuum", "Codes", "EHC", "Funding", "PacksInUse", "DecisionRules", "SharedNeedRules", "Contribution", "Terms"}

func TestNobodyWithoutMoneyReadsAnAmount(t *testing.T) {
	ctx := context.Background()
	for _, role := range []access.Role{access.Helper, access.Reader} {
		d := schooltest.Demo(t)
		requests, err := d.Requests(ctx)
		if err != nil || len(requests) == 0 {
			t.Fatalf("the demo school has no requests: %v", err)
		}
		pupils, err := d.Find("")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := d.ProvisionMap(ctx)
		if err != nil {
			t.Fatal(err)
		}
		seat := access.Seat{ID: "p1", Name: "Sam Reed", Role: role}
		d.SitAs(seat)
		told := map[string]bool{}
		look := func(what string, got ...reflect.Value) {
			for _, v := range got {
				amounts(v, what, map[uintptr]bool{}, func(path, amount string) {
					if !told[path] {
						told[path] = true
						t.Errorf("a %s reads %s in %s", role, amount, path)
					}
				})
			}
		}
		value, looked := reflect.ValueOf(d), 0
		for i := range value.NumMethod() {
			m, name := value.Method(i), value.Type().Method(i).Name
			if m.Type().NumIn() != 1 || m.Type().In(0) != reflect.TypeFor[context.Context]() || contains(published, name) {
				continue
			}
			looked++
			d.SitAs(seat) // again: reading the file anew would give the seat that opened it
			look(name, m.Call([]reflect.Value{reflect.ValueOf(ctx)})...)
		}
		if looked < 60 {
			t.Errorf("only %d readings were looked at", looked)
		}
		d.SitAs(seat)
		for _, p := range pupils {
			r, err := d.Record(ctx, p.ID)
			if err != nil {
				t.Fatal(err)
			}
			look("Record", reflect.ValueOf(r))
		}
		for _, row := range rows {
			r, err := d.Intervention(ctx, row.ID)
			if err != nil {
				t.Fatal(err)
			}
			look("Intervention", reflect.ValueOf(r))
		}
		for _, q := range requests {
			r, err := d.Request(ctx, q.Number)
			if err != nil {
				t.Fatal(err)
			}
			look("Request", reflect.ValueOf(r))
		}
		steps, err := d.History(ctx, "", 2000)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range steps {
			if strings.Contains(s.Label, "£") {
				t.Errorf("a %s reads the step %q", role, s.Label)
			}
			for _, c := range s.Changes {
				if desk.KindWithMoney(c.Kind) {
					t.Errorf("a %s reads what a %s was before and after", role, c.Kind)
					break
				}
			}
		}
	}
}

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}
