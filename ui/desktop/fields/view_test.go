package fields_test

import (
	"context"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/fields"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t *testing.T, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "fields", Name: "Own fields", Icon: "register", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return fields.New(fields.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("fields"))
	return w
}

// withoutFields is the demo school before it has fields of its own.
func withoutFields(t *testing.T) *desk.Desk {
	t.Helper()
	d := schooltest.Demo(t)
	fields, err := d.Fields(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fields {
		if err := d.RemoveField(context.Background(), f.ID); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestFieldIsMadeChangedAndRemovedByKeys(t *testing.T) {
	d := withoutFields(t)
	w := open(t, d)
	if !w.Sees("No field of your own yet.") {
		t.Errorf("an empty page says\n%s", w.Text())
	}
	w.Press("Ctrl+N")
	w.Type("House")
	w.Press("Tab")
	w.Type("choice")
	w.Press("Enter", "Tab")
	w.Type("Oak")
	w.Press("Enter")
	w.Type("Ash")
	w.Press("Ctrl+Enter")
	f, ok := d.FieldNamed("house")
	if !ok || len(f.Choices) != 2 || f.Choices[1] != "Ash" || !w.Sees("Oak, Ash") || !w.Sees("house:") {
		t.Fatalf("the field is %+v; the page shows\n%s", f, w.Text())
	}
	found, err := d.Find("year:6")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetFieldValue(context.Background(), found[0].ID, f.ID, "oak"); err != nil {
		t.Fatal(err)
	}
	w.Refresh()
	if !w.Sees("1 pupil") {
		t.Errorf("the page shows\n%s", w.Text())
	}
	w.Press("Enter", "Tab", "Tab", "Tab", "Enter") // to the link that removes
	if _, there := d.FieldNamed("house"); there || !w.Sees("Ctrl+Z brings it back") {
		t.Errorf("after removing:\n%s", w.Text())
	}
	w.Press("Ctrl+Z")
	if e, err := d.Entry(found[0].ID); err != nil || e.Fields[f.ID] != "Oak" || !w.Sees("Oak, Ash") {
		t.Errorf("after undo:\n%s", w.Text())
	}
}

func TestFieldThatWouldNotFitIsRefusedBesideIt(t *testing.T) {
	d := withoutFields(t)
	w := open(t, d)
	w.Press("Ctrl+N")
	w.Type("Class")
	w.Press("Ctrl+Enter")
	if !w.Sees("The register has a column called “Class” already.") || w.Canvas().Overlays().Top() == nil {
		t.Errorf("the form says\n%s", w.Text())
	}
}

func TestFieldsPictures(t *testing.T) {
	d := withoutFields(t)
	w := open(t, d)
	w.Pictures("fields-empty")
	w.Press("Ctrl+N")
	w.Type("Reading age")
	w.Press("Ctrl+Enter", "Enter")
	w.Pictures("fields")
}
