package pupils

import (
	"slices"
	"strings"
	"testing"

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
	memory := &Memory{}
	m := newModel(schooltest.Demo(t), shown, memory)
	for col, c := range columns {
		m.sort(col, false)
		up := m.id(0)
		first := m.cell(0, col)
		m.sort(col, true)
		if m.rows() != 61 {
			t.Fatalf("sorting by %s changed the rows", c.title)
		}
		last := m.cell(m.rows()-1, col)
		if first != last {
			t.Errorf("%s: %q first one way, %q last the other", c.title, first, last)
		}
		if up == m.id(0) {
			t.Errorf("%s: the other way has the same first row", c.title)
		}
	}
	m.sort(reviewColumn, false)
	if m.state(0, reviewColumn) != parts.Overdue {
		t.Errorf("the most pressing review is %q", m.cell(0, reviewColumn))
	}
}

func TestNoColumnShowsANameWhileNamesAreHidden(t *testing.T) {
	d := schooltest.Demo(t)
	m := newModel(d, func() bool { return true }, &Memory{})
	m.search("")
	var surnames []string
	for _, e := range m.entries {
		surnames = append(surnames, e.ListName())
	}
	for row := range m.rows() {
		for col := range columns {
			if slices.Contains(surnames, m.cell(row, col)) {
				t.Fatalf("row %d shows %q", row, m.cell(row, col))
			}
		}
	}
}

// Search as you type has 16 ms a keystroke; this is the model's share of it.
func BenchmarkSearchAndSort412(b *testing.B) {
	m := newModel(schooltest.Demo(b), shown, &Memory{Visited: true, Column: 2})
	for b.Loop() {
		m.search("a")
	}
}
