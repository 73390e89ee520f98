package desk_test

import (
	"context"
	"slices"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
)

func viewNames(t *testing.T, d *desk.Desk) []string {
	t.Helper()
	views, err := d.Views(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, v := range views {
		names = append(names, v.Name)
	}
	return names
}

func TestViewIsMovedAmongTheOthersAsOneStep(t *testing.T) {
	d, ctx := schooltest.Empty(t), context.Background()
	ids := map[string]string{}
	for _, name := range []string{"One", "Two", "Three"} {
		v := d.StandardView()
		v.Name = name
		id, err := d.SaveView(ctx, v)
		if err != nil {
			t.Fatal(err)
		}
		ids[name] = id
	}
	for _, step := range []struct {
		name string
		by   int
		want []string
	}{
		{"Three", -2, []string{"Three", "One", "Two"}},
		{"Three", -1, []string{"Three", "One", "Two"}},
		{"One", 1, []string{"Three", "Two", "One"}},
	} {
		if err := d.MoveView(ctx, ids[step.name], step.by); err != nil {
			t.Fatal(err)
		}
		if got := viewNames(t, d); !slices.Equal(got, step.want) {
			t.Errorf("%s by %d gives %v, want %v", step.name, step.by, got, step.want)
		}
	}
	for range 2 {
		if _, err := d.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if got := viewNames(t, d); !slices.Equal(got, []string{"One", "Two", "Three"}) {
		t.Errorf("two undos give %v", got)
	}
	if err := d.MoveView(ctx, "nothing", 1); err == nil {
		t.Error("a view that is not there was moved")
	}
}
