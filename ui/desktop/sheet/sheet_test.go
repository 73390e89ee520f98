package sheet_test

import (
	"errors"
	"maps"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// form is a sheet with a field of each kind, in a window.
type form struct {
	*sheet.Sheet
	window      fyne.Window
	name, weeks *parts.Field
	on          *parts.DateField
	kind        *parts.Choice
	fail        error
	kept        int
}

func newForm(t *testing.T) *form {
	t.Helper()
	test.NewTempApp(t)
	f := &form{name: parts.NewField(""), weeks: parts.NewField("38"), on: parts.NewDateField(func() day.Date { return day.Of(2026, 11, 23) }),
		kind: parts.NewChoice([]parts.Option{{Value: "a", Words: "Alpha"}, {Value: "b", Words: "Beta"}}, nil)}
	f.Sheet = sheet.New("Form", "Keep", func() error {
		if f.fail == nil {
			f.kept++
		}
		return f.fail
	})
	f.Add("name", "Name", f.name, "")
	f.Pair(sheet.Half{Name: "weeks", Label: "Weeks", Field: f.weeks}, sheet.Half{Name: "on", Label: "On", Field: f.on}, "")
	f.Add("kind", "Kind", f.kind, "")
	f.Begin()
	f.window = test.NewTempWindow(t, f.Panel())
	f.window.Resize(fyne.NewSize(500, 600))
	return f
}

func TestRefusalStandsUnderItsFieldWhichGetsTheKeyboard(t *testing.T) {
	f := newForm(t)
	f.fail = &desk.Refusal{Field: "on", Words: "Too late."}
	if f.Try() || f.Problem("on") != "Too late." || f.window.Canvas().Focused() != f.on {
		t.Errorf("%q; the keyboard is in %T", f.Problem("on"), f.window.Canvas().Focused())
	}
	f.fail = errors.New("disk on fire")
	if f.Try() || f.Problem("on") != "" || f.Problem("") == "" {
		t.Errorf("%q, %q", f.Problem("on"), f.Problem(""))
	}
	f.fail = nil
	if !f.Try() || f.kept != 1 || f.Problem("") != "" {
		t.Errorf("kept %d times with %q", f.kept, f.Problem(""))
	}
}

func TestEnterInALineAccepts(t *testing.T) {
	f := newForm(t)
	for _, field := range []fyne.Focusable{f.name, f.weeks, f.on, f.kind} {
		f.window.Canvas().Focus(field)
		before := f.kept
		field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if f.kept != before+1 {
			t.Errorf("Enter in a %T kept nothing", field)
		}
	}
}

func TestDraftHoldsWhatDiffersAndIsTakenUpAgain(t *testing.T) {
	d := schooltest.Empty(t)
	drafts := sheet.Drafts{Desk: d, Place: "here", Alert: func(words string) { t.Error(words) }}
	f := newForm(t)
	if f.Draft() != nil || drafts.Keep("form", f.Sheet) {
		t.Error("a form as it began has a draft")
	}
	f.name.SetText("Ana")
	f.on.SetText("31/31/2026") // words that are no date are kept as well
	f.kind.SetChosen("b")
	want := map[string]string{"name": "Ana", "on": "31/31/2026", "kind": "b"}
	if !maps.Equal(f.Draft(), want) || !drafts.Keep("form", f.Sheet) {
		t.Fatalf("the draft is %v", f.Draft())
	}
	again := newForm(t)
	if !drafts.Restore("form", again.Sheet) || again.name.Text != "Ana" || again.on.Text != "31/31/2026" || again.kind.Chosen() != "b" {
		t.Errorf("restored %v", again.Draft())
	}
	drafts.Drop("form")
	if drafts.Restore("form", again.Sheet) {
		t.Error("a dropped draft is still there")
	}
	if last, err := d.Last(t.Context()); err != nil || last.Undo != "" {
		t.Errorf("a draft can be undone as %q, %v", last.Undo, err)
	}
}

func TestFieldsAreReadOrRefused(t *testing.T) {
	f := newForm(t)
	if n, err := sheet.Whole("weeks", f.weeks); n != 38 || err != nil {
		t.Errorf("an empty field with a hint is %d, %v", n, err)
	}
	amount := parts.NewMoneyField()
	f.weeks.SetText("some")
	f.on.SetText("soon")
	amount.SetText("much")
	_, err1 := sheet.Whole("weeks", f.weeks)
	_, err2 := sheet.Day("on", f.on)
	_, err3 := sheet.Money("amount", amount)
	for i, err := range []error{err1, err2, err3} {
		var refusal *desk.Refusal
		if !errors.As(err, &refusal) || refusal.Field != []string{"weeks", "on", "amount"}[i] {
			t.Errorf("%v", err)
		}
	}
}

// pair is a field of two parts that a sheet keeps as one.
type pair struct {
	parts.Check
	words       string
	keep, enter func()
}

func (p *pair) DraftWords() string         { return p.words }
func (p *pair) RestoreWords(words string)  { p.words = words }
func (p *pair) OnTyped(keep, enter func()) { p.keep, p.enter = keep, enter }

func TestFieldOfSeveralPartsIsKeptAndAccepts(t *testing.T) {
	f := newForm(t)
	several, tick := &pair{}, parts.NewCheck("Each", false, nil)
	f.Add("several", "Several", several, "")
	f.Add("tick", "", tick, "")
	f.Begin()
	kept := 0
	f.OnLeft(func() { kept++ })
	several.words = "Mon=09:30"
	tick.SetTicked(true)
	want := map[string]string{"several": "Mon=09:30", "tick": "true"}
	if !maps.Equal(f.Draft(), want) {
		t.Errorf("the draft is %v", f.Draft())
	}
	several.words = ""
	tick.SetTicked(false)
	f.Restore(want)
	if several.words != "Mon=09:30" || !tick.Ticked {
		t.Errorf("restored %q, %v", several.words, tick.Ticked)
	}
	several.keep()
	several.enter()
	if kept != 1 || f.kept != 1 {
		t.Errorf("kept %d times as a draft and %d times for good", kept, f.kept)
	}
}

func TestAPassphraseIsInNoDraft(t *testing.T) {
	f := newForm(t)
	secret := parts.NewPassphraseField("")
	f.Add("passphrase", "Passphrase", secret, "")
	f.Begin()
	secret.Password = false // the eye shows it
	secret.SetText("lusab babad gutih tugad")
	f.name.SetText("Sam Reed")
	if draft := f.Draft(); !maps.Equal(draft, map[string]string{"name": "Sam Reed"}) {
		t.Errorf("the draft is %v", draft)
	}
}
