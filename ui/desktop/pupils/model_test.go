package pupils

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
)

func shown() bool { return false }

func TestRegisterBeginsWithThePupilsWhoHaveSEN(t *testing.T) {
	m := newModel(schooltest.Demo(t), shown, &Memory{})
	if m.rows() != 61 || m.shown() != "61 pupils shown" || !strings.HasPrefix(m.sentence(), "Everyone with SEN support or an EHC plan. ") {
		t.Errorf("%s: %s", m.shown(), m.sentence())
	}
}

func TestSearchThatIsNotUnderstoodKeepsTheRows(t *testing.T) {
	m := newModel(schooltest.Demo(t), shown, &Memory{})
	m.search("need:SEMH")
	before := m.rows()
	m.search("need:XYZ")
	if m.problem == "" || m.rows() != before {
		t.Errorf("%d rows and %q", m.rows(), m.problem)
	}
	m.search("")
	if m.problem != "" || m.rows() != 412 {
		t.Errorf("%d rows and %q", m.rows(), m.problem)
	}
}

func TestEveryColumnSortsBothWays(t *testing.T) {
	m := newModel(schooltest.Demo(t), shown, &Memory{})
	m.search("status:sen review:<365d")
	rows := m.rows()
	for col, c := range m.sheet.Columns {
		m.sort([]parts.GridSort{{Col: col}})
		up := m.cell(0, col)
		m.sort([]parts.GridSort{{Col: col, Descending: true}})
		if m.rows() != rows {
			t.Fatalf("sorting by %s changed the rows", c.Title)
		}
		if down := m.cell(0, col); up == down {
			t.Errorf("%s: both ways begin with %q", c.Title, up)
		}
	}
}

func TestSortOnSeveralColumnsIsShownAsSet(t *testing.T) {
	m := newModel(schooltest.Demo(t), shown, &Memory{})
	want := []parts.GridSort{{Col: 1, Descending: true}, {Col: 7}}
	m.sort(want)
	if !slices.Equal(m.gridSorts(), want) || !m.isChanged() {
		t.Errorf("shown as %v", m.gridSorts())
	}
	m.sort([]parts.GridSort{{Col: 0}})
	if m.isChanged() {
		t.Error("the order of names is a change")
	}
}

func TestWhatIsChangedInAViewIsRememberedUntilItIsKept(t *testing.T) {
	d := schooltest.Demo(t)
	memory := &Memory{}
	m := newModel(d, shown, memory)
	m.search("need:SEMH")
	if err := m.keepAs("SEMH"); err != nil {
		t.Fatal(err)
	}
	kept := len(m.tabs()) - 1 // after the demo school's own views
	if kept < 1 || m.isChanged() || m.view.Name != "SEMH" {
		t.Fatalf("tabs %v, open %q, changed %v", m.tabs(), m.view.Name, m.isChanged())
	}
	m.setWidth(1, 77)
	m.open(0)
	if m.isChanged() || m.view.Query != "status:sen" {
		t.Errorf("the view it was made from is %q, changed %v", m.view.Query, m.isChanged())
	}
	if err := memory.save(); err != nil {
		t.Fatal(err)
	}
	again := newModel(d, shown, &Memory{}) // as after a restart
	again.open(kept)
	if at := again.viewColumn("year"); again.view.Columns[at].Width != 77 || !again.isChanged() {
		t.Errorf("after a restart the columns are %v", again.view.Columns)
	}
	again.goBack()
	if again.isChanged() || again.view.Columns[1].Width != 0 {
		t.Error("Go back left a change")
	}
	again.setWidth(1, 78)
	if err := again.keepChanges(); err != nil || again.isChanged() {
		t.Errorf("keeping: %v, changed %v", err, again.isChanged())
	}
}

func TestGoBackTakesAnyWorkOnAViewBack(t *testing.T) {
	m := newModel(schooltest.Demo(t), shown, &Memory{})
	was := m.rows()
	rapid.Check(t, func(t *rapid.T) {
		column := rapid.IntRange(0, len(m.sheet.Columns)-1)
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			a, b := column.Draw(t, "column"), column.Draw(t, "other")
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				m.sort([]parts.GridSort{{Col: a, Descending: true}, {Col: b}})
			case 1:
				m.move(a, b)
			case 2:
				m.setWidth(a, float32(rapid.IntRange(0, 400).Draw(t, "width")))
			case 3:
				m.search(rapid.SampledFrom([]string{"kow", "need:SEMH", "year:3-6 status:K", "left:any"}).Draw(t, "search"))
			case 4:
				if values := m.values(a); len(values) > 0 {
					m.search(m.filtered(a, []string{values[0].Value, values[len(values)-1].Value}))
				}
			}
			if m.problem != "" {
				t.Fatalf("the work on the view is not understood: %s", m.problem)
			}
		}
		m.goBack()
		if m.isChanged() || m.rows() != was || len(m.memory.drafts) > 0 {
			t.Fatalf("after going back %d rows, changed %v", m.rows(), m.isChanged())
		}
	})
}

func TestNoColumnShowsANameWhileNamesAreHidden(t *testing.T) {
	d := schooltest.Demo(t)
	m := newModel(d, func() bool { return true }, &Memory{})
	for _, c := range d.Columns() {
		if !m.view.HasColumn(c.ID) {
			m.view = m.view.WithColumns(append([]string{"name"}, allIDs(m)...)...)
		}
	}
	m.search("")
	var surnames []string
	for _, e := range m.sheet.Entries {
		surnames = append(surnames, e.Surname, e.ListName(), e.UPN)
	}
	for row := range m.rows() {
		for col := range m.sheet.Columns {
			if words := m.cell(row, col); words != "" && slices.Contains(surnames, words) {
				t.Fatalf("row %d shows %q", row, words)
			}
		}
	}
}

func allIDs(m *model) []string {
	var ids []string
	for _, c := range m.desk.Columns() {
		ids = append(ids, c.ID)
	}
	return ids
}

// Search as you type has 16 ms a keystroke; this is the model's share of it.
func BenchmarkSearchAndSort412(b *testing.B) {
	m := newModel(schooltest.Demo(b), shown, &Memory{})
	m.sort([]parts.GridSort{{Col: 2}})
	for b.Loop() {
		m.search("a")
	}
}

func TestEveryLookOfAMarkIsDrawnWithItsShape(t *testing.T) {
	for _, look := range register.MarkLooks {
		if got := parts.Look(look.ID).Shape(); got != look.Shape {
			t.Errorf("%s is drawn as %q, want %q", look.Name, got, look.Shape)
		}
	}
}
