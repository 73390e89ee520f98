package moves

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/cluster/papers"
	"needsbook/app/summary"
	"needsbook/app/summary/audit"
)

var schools = []string{"", "100001", "100002", "100003", "100004"}

func pupil(t *rapid.T, key int) Pupil {
	// Some schools and areas take most pupils, as they do.
	to := rapid.SampledFrom([]int{0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 4}).Draw(t, "to")
	area := rapid.SampledFrom([]int{0, 0, 0, 1, 1, 1, 2, 2, 3, 4}).Draw(t, "area")
	return Pupil{Key: fmt.Sprint("p", key), To: schools[to], Area: area}
}

func someCohort(t *rapid.T, most int) Cohort {
	c := Cohort{From: "Y6"}
	for n := range rapid.IntRange(0, most).Draw(t, "pupils") {
		c.Pupils = append(c.Pupils, pupil(t, n))
	}
	return c
}

func mustBuild(t interface{ Fatal(...any) }, c Cohort, before Memory) Built {
	b, err := Build(2027, []Cohort{c}, before)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// behind counts the pupils behind a row, and by area.
func behind(c Cohort, rows []papers.Move, row papers.Move) (n int, areas [5]int) {
	named := map[string]bool{}
	for _, r := range rows {
		named[r.To] = true
	}
	for _, p := range c.Pupils {
		if p.To == row.To || row.To == papers.OtherSchools && !named[p.To] {
			n++
			areas[p.Area]++
		}
	}
	return n, areas
}

func TestFiveStandBehindEveryFigureAndBesideIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCohort(t, 60)
		b := mustBuild(t, c, Memory{})
		total := 0
		for _, r := range b.Rows {
			n, areas := behind(c, b.Rows, r)
			total += n
			if n < 5 || r.Count != summary.Round(n) {
				t.Fatalf("%+v stands for %d pupils", r, n)
			}
			if rest := len(c.Pupils) - n; r.To != papers.OtherSchools && rest < 5 {
				t.Fatalf("%+v leaves %d pupils", r, rest)
			}
			left := n
			for area, shown := range r.Areas {
				if shown == summary.HeldBack {
					continue
				}
				left -= areas[area]
				if areas[area] < 5 || shown != summary.Round(areas[area]) || n-areas[area] < 5 {
					t.Fatalf("%+v: area %d stands for %d of %d pupils", r, area, areas[area], n)
				}
			}
			if left < 5 {
				t.Fatalf("%+v leaves %d pupils beside its areas", r, left)
			}
		}
		if len(b.Rows) > 0 != (len(c.Pupils) >= 5) || len(b.Rows) > 0 && total != len(c.Pupils) {
			t.Fatalf("%d pupils, and rows for %d", len(c.Pupils), total)
		}
	})
}

// reader is somebody who has the papers and knows how many pupils of the year group
// there are, and of each area, as a summary shows them. first and last are the counts that
// they find a group to lie between.
type reader struct {
	solver *audit.Solver
	rows   []papers.Move
}

// read takes the rows with what is known of their figures: those that may have been kept
// from an earlier paper stand for more counts.
func read(t interface{ Fatal(...any) }, c Cohort, rows []papers.Move, kept func(row papers.Move, area int) bool) reader {
	n := len(papers.Areas)
	members, ranges := [][]int{}, []audit.Range{}
	add := func(columns []int, r audit.Range) { members, ranges = append(members, columns), append(ranges, r) }
	widen := func(r audit.Range, kept bool) audit.Range {
		if kept && !r.Open() {
			return audit.Range{Lo: max(0, r.Lo-4), Hi: r.Hi + 4}
		}
		return r
	}
	var all []int
	byArea := make([][]int, n)
	for i, r := range rows {
		var row []int
		for a := range n {
			row, all, byArea[a] = append(row, i*n+a), append(all, i*n+a), append(byArea[a], i*n+a)
			add([]int{i*n + a}, widen(spanOf(r.Areas[a]), kept(r, a)))
		}
		add(row, widen(spanOf(r.Count), kept(r, -1)))
	}
	known := make([]int, n)
	for _, p := range c.Pupils {
		known[p.Area]++
	}
	for a := range n {
		add(byArea[a], spanOf(summary.Round(known[a])))
	}
	add(all, spanOf(summary.Round(len(c.Pupils))))
	s, err := audit.NewSolver(audit.Problem{Shape: audit.Plain(len(rows)*n, members), Ranges: ranges})
	if err != nil {
		t.Fatal(err)
	}
	return reader{s, rows}
}

func never(papers.Move, int) bool { return false }

// leak returns a count under five that the reader can say somebody is in, or at most two,
// though the summary alone does not say it.
func (k reader) leak(t interface{ Fatal(...any) }, c Cohort) string {
	blank := slices.Clone(k.rows) // what is known without the paper
	for i := range blank {
		blank[i].Count, blank[i].Areas = 0, [5]int{}
	}
	summaryAlone := read(t, c, blank, never).solver
	for i, r := range k.rows {
		_, areas := behind(c, k.rows, r)
		for a, truth := range areas {
			if truth >= 5 || r.Areas[a] != summary.HeldBack || len(k.rows) == 1 {
				continue
			}
			form := audit.Form{{Row: i*(len(papers.Areas)+1) + a, Coef: 1}}
			least, err1 := k.solver.Least(form)
			most, err2 := k.solver.Most(form)
			known, err3 := summaryAlone.Least(form)
			possible, err4 := summaryAlone.Most(form)
			if err := errors.Join(err1, err2, err3, err4); err != nil {
				t.Fatal(err)
			}
			if least > known || most < min(3, possible) {
				return fmt.Sprintf("%s to %s, %s: truly %d, a reader finds %d to %d", r.From, r.To, papers.Areas[a], truth, least, most)
			}
		}
	}
	return ""
}

func TestReaderWorksOutNoCountUnderFive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCohort(t, 60)
		b := mustBuild(t, c, Memory{})
		if leak := read(t, c, b.Rows, never).leak(t, c); leak != "" {
			t.Fatalf("%s\n%+v", leak, b.Rows)
		}
	})
}

// The reader of these tests is no fool: with the bound of five taken away it finds what
// it looks for.
func TestReaderFindsWhatAWeakerRuleGivesAway(t *testing.T) {
	found := 0
	for seed := range 200 {
		c := rapid.Custom(func(t *rapid.T) Cohort { return someCohort(t, 30) }).Example(seed)
		table := &table{of: c, floor: 1, hidden: map[string]bool{}}
		table.setRows()
		table.setCells()
		m := table.remember() // without the audit
		for i := range m.Shown {
			n, areas := behind(c, m.Shown, m.Shown[i])
			m.Shown[i].Count = summary.Round(n)
			for a := range areas {
				if m.Shown[i].Areas[a] > 0 {
					m.Shown[i].Areas[a] = summary.Round(areas[a])
				}
			}
		}
		if len(m.Shown) > 1 && read(t, c, m.Shown, never).leak(t, c) != "" {
			found++
		}
	}
	if found == 0 {
		t.Error("nothing was found in 200 year groups without the rule")
	}
}

// Every whole-number table that fits what a reader knows is tried, for small year groups
// of two schools: the reader by linear programming must not know less.
func TestReaderByTryingEveryTableFindsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Cohort{From: "Y6"}
		for n := range rapid.IntRange(10, 18).Draw(t, "pupils") {
			c.Pupils = append(c.Pupils, Pupil{fmt.Sprint(n), schools[rapid.IntRange(0, 1).Draw(t, "to")], rapid.IntRange(0, 2).Draw(t, "area")})
		}
		b := mustBuild(t, c, Memory{})
		if len(b.Rows) != 2 {
			return
		}
		known := [3]int{}
		for _, p := range c.Pupils {
			known[p.Area]++
		}
		least, most := everyTable(known, len(c.Pupils), b.Rows)
		_, possible := everyTable(known, len(c.Pupils), []papers.Move{{}, {}})
		for r, row := range b.Rows {
			_, areas := behind(c, b.Rows, row)
			for a := range 3 {
				if truth := areas[a]; truth < 5 && row.Areas[a] == summary.HeldBack && (least[r][a] > 0 || most[r][a] < min(3, possible[r][a])) {
					t.Fatalf("row %d area %d is %d, and lies between %d and %d\n%+v", r, a, truth, least[r][a], most[r][a], b.Rows)
				}
			}
		}
	})
}

// everyTable tries all tables of two schools whose pupils are of three areas, so that the
// others are low, that fit two rows and what the summary says. It returns the least and the greatest of each cell.
func everyTable(known [3]int, pupils int, rows []papers.Move) (least, most [2][3]int) {
	least = [2][3]int{{99, 99, 99}, {99, 99, 99}}
	var x [2][3]int
	fits := func(shown, n int) bool { return shown <= 0 || spanOf(shown).Holds(n) }
	var try func(at int)
	try = func(at int) {
		if at < 6 {
			r, a := at%2, at/2
			span := spanOf(summary.Round(known[a]))
			for n := range span.Hi + 1 {
				x[r][a] = n
				if fits(rows[r].Areas[a], n) && (r == 0 || span.Holds(x[0][a]+n)) {
					try(at + 1)
				}
			}
			return
		}
		sums := [2]int{x[0][0] + x[0][1] + x[0][2], x[1][0] + x[1][1] + x[1][2]}
		// The last two areas are low: up to eight pupils more.
		possible := false
		for more := range 9 {
			for first := range more + 1 {
				possible = possible || fits(rows[0].Count, sums[0]+first) && fits(rows[1].Count, sums[1]+more-first) &&
					spanOf(summary.Round(pupils)).Holds(sums[0]+sums[1]+more)
			}
		}
		if !possible {
			return
		}
		for r := range 2 {
			for a := range 3 {
				least[r][a], most[r][a] = min(least[r][a], x[r][a]), max(most[r][a], x[r][a])
			}
		}
	}
	try(0)
	return least, most
}

// change makes something happen to a few pupils.
func change(t *rapid.T, c Cohort, next *int) (Cohort, map[string]bool) {
	touched := map[string]bool{}
	out := Cohort{From: c.From, Pupils: slices.Clone(c.Pupils)}
	for range rapid.IntRange(0, 7).Draw(t, "changes") {
		switch kind := rapid.IntRange(0, 3).Draw(t, "kind"); {
		case kind == 0 || len(out.Pupils) == 0:
			p := pupil(t, *next)
			*next++
			out.Pupils, touched[p.Key] = append(out.Pupils, p), true
		case kind == 1:
			at := rapid.IntRange(0, len(out.Pupils)-1).Draw(t, "who")
			touched[out.Pupils[at].Key] = true
			out.Pupils = slices.Delete(out.Pupils, at, at+1)
		default:
			at := rapid.IntRange(0, len(out.Pupils)-1).Draw(t, "who")
			p := pupil(t, 0)
			p.Key = out.Pupils[at].Key
			out.Pupils[at], touched[p.Key] = p, true
		}
	}
	return out, touched
}

// From paper to paper: what fewer than five pupils did shows nowhere, a figure changes
// only when five moved in or out of it, and no paper lets a reader work out more than the
// first did.
func TestFewPupilsNeverShowOverTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, next := someCohort(t, 50), 1000
		b := mustBuild(t, c, Memory{})
		memory := roundTrip(t, b.After)
		told := c // as it was when the figures were last set
		for range rapid.IntRange(1, 6).Draw(t, "papers") {
			now, _ := change(t, c, &next)
			after := mustBuild(t, now, memory)
			if differ := moved(told, now); differ < 5 {
				if !reflect.DeepEqual(after.Rows, b.Rows) {
					t.Fatalf("%d pupils moved, and the paper changed from\n%+v to\n%+v", differ, b.Rows, after.Rows)
				}
			} else {
				told = now
				onlyFiveChange(t, memory.Cohorts["Y6"], after.After.Cohorts["Y6"])
				was := memory.Cohorts["Y6"]
				kept := func(r papers.Move, area int) bool {
					if area < 0 {
						return was.Rows[r.To] != nil && was.Rows[r.To].Shown == r.Count
					}
					f := was.Cells[cellKey(r.To, area)]
					return f != nil && f.Shown == r.Areas[area]
				}
				if leak := read(t, now, after.Rows, kept).leak(t, now); leak != "" {
					t.Fatalf("%s\n%+v", leak, after.Rows)
				}
			}
			c, b, memory = now, after, roundTrip(t, after.After)
		}
	})
}

// moved counts the pupils who are not as they were.
func moved(before, now Cohort) int {
	was, n := map[string]string{}, 0
	for _, p := range before.Pupils {
		was[p.Key] = p.state()
	}
	for _, p := range now.Pupils {
		if was[p.Key] != p.state() {
			n++
		}
		delete(was, p.Key)
	}
	return n + len(was)
}

func onlyFiveChange(t *rapid.T, was, is *cohort) {
	check := func(what string, before, after map[string]*figure) {
		for key, now := range after {
			f := before[key]
			if f == nil || f.Shown == 0 || now.Shown == 0 || f.Shown == now.Shown {
				continue
			}
			if n := difference(f.Set, now.Set); n < 5 {
				t.Fatalf("%s %s changed from %d to %d for %d pupils", what, key, f.Shown, now.Shown, n)
			}
		}
	}
	check("row", was.Rows, is.Rows)
	check("cell", was.Cells, is.Cells)
	for key := range was.Hidden {
		if f := is.Rows[key]; f != nil && f.Shown > 0 {
			t.Fatalf("the row %s was hidden and came back", key)
		}
		if f := is.Cells[key]; f != nil && f.Shown > 0 {
			t.Fatalf("the cell %s was hidden and came back", key)
		}
	}
}

func roundTrip(t *rapid.T, m Memory) (out Memory) {
	b, err := json.Marshal(m)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPaperCanBeSentAsItIsBuilt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cohorts := []Cohort{someCohort(t, 40), someCohort(t, 40)}
		cohorts[1].From = "Y2"
		b, err := Build(2027, cohorts, Memory{})
		if err != nil {
			t.Fatal(err)
		}
		p := papers.Moves{Year: 2027, Rows: b.Rows}
		p.Ref = "2027"
		if err := papers.Check(p); err != nil {
			t.Fatalf("%v: %+v", err, b.Rows)
		}
	})
}

func cohortOf(counts map[string][5]int) Cohort {
	c := Cohort{From: "Y6"}
	for to, areas := range counts {
		for a, n := range areas {
			for range n {
				c.Pupils = append(c.Pupils, Pupil{fmt.Sprint(to, a, len(c.Pupils)), to, a})
			}
		}
	}
	return c
}

func TestSchoolThatTooFewGoToIsNotNamed(t *testing.T) {
	for _, c := range []struct {
		what string
		of   map[string][5]int
		want string
	}{
		{"nobody", nil, "[]"},
		{"four in all", map[string][5]int{"100001": {4}}, "[]"},
		{"all to one school", map[string][5]int{"100001": {6, 6}}, "[other 10]"},
		{"four elsewhere", map[string][5]int{"100001": {6, 6}, "100002": {4}}, "[other 15]"},
		{"five elsewhere", map[string][5]int{"100001": {4, 4, 2, 1, 1}, "100002": {1, 1, 1, 1, 1}}, "[100001 10 other 5]"},
		{"two schools and nobody else", map[string][5]int{"100001": {3, 3, 1, 0, 1}, "100002": {2, 2, 2}}, "[100001 10 other 5]"},
	} {
		words := []string{}
		for _, r := range mustBuild(t, cohortOf(c.of), Memory{}).Rows {
			words = append(words, r.To, fmt.Sprint(r.Count))
		}
		if got := fmt.Sprint(words); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

func TestNewYearBeginsAnew(t *testing.T) {
	old := mustBuild(t, cohortOf(map[string][5]int{"100001": {4, 4, 2}, "100002": {3, 3}, "": {4, 2}}), Memory{})
	b, err := Build(2028, []Cohort{cohortOf(map[string][5]int{"": {3, 3}})}, old.After)
	if err != nil || len(b.Rows) != 1 || len(b.Repeats) != 0 || b.After.Year != 2028 {
		t.Errorf("%+v, %v", b, err)
	}
}
