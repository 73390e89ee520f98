package rounds_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/rounds"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/assets"
)

var (
	opened = time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC)
	until  = day.Of(2026, 11, 20)
)

// chair does things on a day.
func chair(days int) rounds.By { return rounds.By{Actor: "p1", At: opened.AddDate(0, 0, days)} }

// opening is the shipped set with the shipped continuum.
func opening() rounds.Opening {
	return rounds.Opening{Set: assets.Pack("vignettes.json"), Known: [][]byte{assets.Pack("terms.json"), assets.Pack("continuum.json")}, Until: until}
}

// another is the shipped set as another edition of it.
func another(edition int) []byte {
	return bytes.Replace(assets.Pack("vignettes.json"), []byte(`"id": "example-vignettes"`), fmt.Appendf(nil, `"id": "cases-%d"`, edition), 1)
}

// log is a cluster's book that grows.
type log struct {
	entries []book.Entry
	kept    []papers.Kept
}

func (l *log) state(t testing.TB) rounds.State {
	t.Helper()
	s, err := rounds.Fold(l.entries, l.kept)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (l *log) add(t testing.TB, drafts []book.Draft, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	head := book.Head{}
	if n := len(l.entries); n > 0 {
		head = l.entries[n-1].Head()
	}
	for _, d := range drafts {
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
	}
	l.entries = append(l.entries, book.Chain("KENT-07", head, drafts)...)
}

// open begins a round of the shipped set.
func (l *log) open(t testing.TB, o rounds.Opening, by rounds.By) rounds.Round {
	t.Helper()
	drafts, err := l.state(t).Open(o, by)
	l.add(t, drafts, err)
	s := l.state(t)
	return s.Rounds[len(s.Rounds)-1]
}

func (l *log) answer(r rounds.Round, urn string, raters ...papers.Rater) {
	l.kept = append(l.kept, papers.Kept{ID: "sha256:" + urn, Paper: papers.Scores{Meta: exchange.Meta{Kind: exchange.KindScores, URN: urn, Ref: r.ID}, Round: r.ID, Pack: r.Pack, Raters: raters}})
}

func rater(scores ...papers.Score) papers.Rater { return papers.Rater{Minutes: 12, Scores: scores} }

// score is v1=1 with strands such as ci.und=1.
func score(vignette string, level int, strands ...string) papers.Score {
	s := papers.Score{Vignette: vignette, Level: fmt.Sprintf("L%d", level), Strands: map[string]string{}}
	for _, one := range strands {
		id, level, _ := strings.Cut(one, "=")
		s.Strands[id] = "L" + level
	}
	return s
}

func refused(t testing.TB, err error, words string) {
	t.Helper()
	var r *rounds.Refusal
	if !errors.As(err, &r) || !strings.Contains(err.Error(), words) {
		t.Errorf("%v: not a refusal that says %q", err, words)
	}
}

// worked is the round whose figures were computed apart from the program.
func worked(t testing.TB, l *log) rounds.Round {
	r := l.open(t, opening(), chair(0))
	l.answer(r, "100001", rater(score("v1", 1, "ci.und=1", "cl.lit=0"), score("v2", 2, "ci.und=2"), score("v3", 3, "ci.und=3", "cl.lit=2")))
	l.answer(r, "100002", rater(score("v1", 1, "ci.und=1"), score("v2", 1, "ci.und=1", "cl.lit=1"), score("v3", 3, "ci.und=2", "cl.lit=3")),
		rater(score("v1", 2, "ci.und=2"), score("v2", 2, "ci.und=2"), score("v3", 3, "ci.und=3")))
	l.answer(r, "100003", rater(score("v1", 0, "cl.lit=0"), score("v2", 2, "ci.und=2"), score("v3", 2, "ci.und=2", "cl.lit=2")))
	l.answer(r, "100004", rater(score("v1", 1, "ci.und=1", "cl.lit=1"), score("v2", 2, "ci.und=2", "cl.lit=2"), score("v3", 3, "ci.und=3", "cl.lit=3")))
	return r
}

func TestResultMatchesWorkedNumbers(t *testing.T) {
	l := &log{}
	worked(t, l)
	result, err := l.state(t).Result("round-1", until.AddDays(1), nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := (papers.Agree{N: 18, Exact: 53, WithinOne: 97, Kappa: 66, Low: -5, High: 100, Known: true}); result.Whole != want || result.Schools != 4 || result.Raters != 5 {
		t.Errorf("%+v, not %+v", result.Whole, want)
	}
	strands := []papers.StrandAgree{
		{Strand: "cl.lit", Area: "cognition_learning", Agree: papers.Agree{N: 10, Exact: 30, WithinOne: 100, Kappa: 71, Low: 25, High: 100, Known: true}, Apart: 70, OneOnly: 50},
		{Strand: "ci.und", Area: "communication_interaction", Agree: papers.Agree{N: 15, Exact: 60, WithinOne: 100, Kappa: 57, Low: -34, High: 100, Known: true}, Apart: 40, OneOnly: 17},
	}
	for i := range result.Strands {
		result.Strands[i].Name = ""
	}
	if !slices.Equal(result.Strands, strands) {
		t.Errorf("%+v", result.Strands)
	}
	leans := map[string][3]int{"100001": {22, -2, 46}, "100002": {22, -145, 190}, "100003": {-67, -247, 114}, "100004": {22, -2, 46}}
	for urn, want := range leans {
		letter := l.state(t).Letter(urn, until.AddDays(1), nil)[0]
		i := slices.IndexFunc(letter.Members, func(m papers.RoundMember) bool { return m.Code == letter.Own })
		if i < 0 {
			t.Fatalf("%s has no code of its own: %+v", urn, letter)
		}
		if m := letter.Members[i]; [3]int{m.Lean, m.LeanLow, m.LeanHigh} != want || !m.LeanKnown {
			t.Errorf("%s leans %+v, not %v", urn, m, want)
		}
	}
	spread := result.Cases[slices.IndexFunc(result.Cases, func(c papers.CaseSpread) bool { return c.Case == "v1" })]
	if !slices.Equal(spread.Schools, []int{1, 3, 0, 0, 0, 0}) {
		t.Errorf("case v1 %v of %v", spread.Schools, result.Levels)
	}
}

func TestRoundIsBlindUntilItIsOver(t *testing.T) {
	l := &log{}
	worked(t, l)
	_, err := l.state(t).Result("round-1", until, nil)
	refused(t, err, "open until 20 Nov 2026")
	if letters := l.state(t).Letter("100001", until, nil); len(letters) != 0 {
		t.Errorf("a school is told %+v while others score", letters)
	}
	_, err = l.state(t).Note(rounds.Remark{Round: "round-1", Words: "Too early"}, chair(3))
	refused(t, err, "once it is closed")
	circular, _ := json.Marshal(rounds.Circular(l.state(t), until))
	for _, no := range []string{"100001", "L3", "ci.und", "exact"} {
		if strings.Contains(string(circular), no) {
			t.Errorf("the circular says %q: %s", no, circular)
		}
	}
}

func TestClosedResultStaysWhenASchoolLeavesOrWritesAgain(t *testing.T) {
	l := &log{}
	r := worked(t, l)
	drafts, err := l.state(t).Close("round-1", chair(5))
	l.add(t, drafts, err)
	before, err := l.state(t).Result("round-1", day.On(opened), nil)
	if err != nil {
		t.Fatal(err)
	}
	l.kept = l.kept[:2]
	l.answer(r, "100009", rater(score("v1", 5)))
	after, err := l.state(t).Result("round-1", until, nil)
	a, _ := json.Marshal(before)
	b, _ := json.Marshal(after)
	if err != nil || string(a) != string(b) || after.Closed != day.Of(2026, 11, 7) {
		t.Errorf("%v\n%s\n%s", err, a, b)
	}
	_, err = l.state(t).Close("round-1", chair(6))
	refused(t, err, "was closed on 7 Nov 2026")
	if l.state(t).Rounds[0].IsOpen(day.Of(2026, 11, 8)) {
		t.Error("it takes scores once closed")
	}
}

func TestSchoolsHaveCodesUnlessThePanelChoseNames(t *testing.T) {
	names := func(urn string) string { return "School of " + urn }
	for _, named := range []bool{false, true} {
		l := &log{}
		o := opening()
		o.Named = named
		r := l.open(t, o, chair(0))
		for _, urn := range []string{"100001", "100002", "100003"} {
			l.answer(r, urn, rater(score("v1", 2)))
		}
		result, err := l.state(t).Result("round-1", until.AddDays(1), names)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := json.Marshal(result)
		if strings.Contains(string(text), "10000") != named || strings.Contains(string(text), `"urn`) {
			t.Errorf("named %v: %s", named, text)
		}
		var codes []string
		for _, m := range result.Members {
			codes = append(codes, m.Code)
		}
		if !slices.Equal(codes, []string{"A", "B", "C"}) {
			t.Error(codes)
		}
	}
}

func TestTwoSchoolsSeeNoResult(t *testing.T) {
	l := &log{}
	r := l.open(t, opening(), chair(0))
	l.answer(r, "100001", rater(score("v1", 2)))
	l.answer(r, "100002", rater(score("v1", 5)))
	result, err := l.state(t).Result("round-1", until.AddDays(1), nil)
	if err != nil || result.Schools != 2 || result.Whole.N != 0 || len(result.Members) != 0 || len(result.Cases) != 0 {
		t.Errorf("%v %+v", err, result)
	}
}

func TestDriftIsAgainstTheRoundBefore(t *testing.T) {
	l := &log{}
	for i := range 2 {
		o := opening()
		o.Set, o.Until = another(i), until.AddDays(60*i)
		r := l.open(t, o, chair(60*i))
		for s := range 4 {
			lean := 0
			if s == 0 {
				lean = i // the first school rates one level higher in the second round
			}
			l.answer(r, fmt.Sprint(100001+s), rater(score("v1", 1+lean), score("v2", 2+lean), score("v3", 3+lean)))
		}
		drafts, err := l.state(t).Close(r.ID, chair(60*i+5))
		l.add(t, drafts, err)
	}
	letters := l.state(t).Letter("100001", until.AddDays(70), nil)
	if len(letters) != 2 || letters[0].Round != "round-2" {
		t.Fatalf("%+v", letters)
	}
	for _, m := range letters[0].Members {
		if m.Code == letters[0].Own && (m.Lean != 100 || !m.BeforeKnown || m.Before != 0) {
			t.Errorf("%+v", m)
		}
	}
}

func TestNotesAreCorrectedByAFollowingOne(t *testing.T) {
	l := &log{}
	worked(t, l)
	drafts, err := l.state(t).Close("round-1", chair(5))
	l.add(t, drafts, err)
	drafts, err = l.state(t).Note(rounds.Remark{Round: "round-1", About: "cl.lit", Words: "Count reding aloud."}, chair(6))
	l.add(t, drafts, err)
	wrong := l.entries[len(l.entries)-1].Hash
	drafts, err = l.state(t).Note(rounds.Remark{Round: "round-1", About: "cl.lit", Words: "Count reading aloud.", Instead: wrong}, chair(6))
	l.add(t, drafts, err)
	notes := l.state(t).Rounds[0].Notes
	if len(notes) != 1 || notes[0].Words != "Count reading aloud." || notes[0].On != day.Of(2026, 11, 8) {
		t.Errorf("%+v", notes)
	}
	_, err = l.state(t).Note(rounds.Remark{Round: "round-1", About: "no.such", Words: "x"}, chair(6))
	refused(t, err, "no strand and no case")
	_, err = l.state(t).Note(rounds.Remark{Round: "round-1", Words: " "}, chair(6))
	refused(t, err, "Write what was said")
	_, err = l.state(t).Note(rounds.Remark{Round: "round-9", Words: "x"}, chair(6))
	refused(t, err, "no such round")
}

func TestRoundNeedsASetItsContinuumAndADay(t *testing.T) {
	l := &log{}
	try := func(change func(*rounds.Opening), words string) {
		t.Helper()
		o := opening()
		change(&o)
		_, err := l.state(t).Open(o, chair(0))
		refused(t, err, words)
	}
	try(func(o *rounds.Opening) { o.Set = []byte("{}") }, "not a set of cases")
	try(func(o *rounds.Opening) { o.Set = assets.Pack("terms.json") }, "not a set of cases")
	try(func(o *rounds.Opening) { o.Known = nil }, "does not have")
	try(func(o *rounds.Opening) { o.Until = day.Date{} }, "until which day")
	try(func(o *rounds.Opening) { o.Until = day.Of(2026, 11, 1) }, "has passed")
	try(func(o *rounds.Opening) { o.Until = day.Of(2027, 11, 1) }, "120 days")
	l.open(t, opening(), chair(0))
	try(func(o *rounds.Opening) {}, "send a new set")
	try(func(o *rounds.Opening) { o.Set = another(2) }, "one set at a time")
	_, err := l.state(t).Close("round-2", chair(1))
	refused(t, err, "no such round")
}

func TestScoresOfAnotherSetAreLeftOut(t *testing.T) {
	l := &log{}
	r := l.open(t, opening(), chair(0))
	l.answer(r, "100001", rater(score("v1", 2)))
	other := r
	other.Pack = strings.Repeat("0", 64)
	l.answer(other, "100002", rater(score("v1", 2)))
	l.answer(rounds.Round{ID: "round-7", Pack: r.Pack}, "100003", rater(score("v1", 2)))
	if n := len(l.state(t).Rounds[0].Scores); n != 1 {
		t.Errorf("%d schools", n)
	}
}

// Whatever schools send, the figures stay within their bounds, and the order in which
// papers come changes nothing.
func TestResultStaysInBoundsAndDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := &log{}
		r := l.open(t, opening(), chair(0))
		for s := range rapid.IntRange(0, 6).Draw(rt, "schools") {
			var raters []papers.Rater
			for range rapid.IntRange(1, 3).Draw(rt, "raters") {
				var scores []papers.Score
				for _, v := range []string{"v1", "v2", "v3", "v4", "v9"} {
					if rapid.Bool().Draw(rt, "scored") {
						scores = append(scores, score(v, rapid.IntRange(0, 7).Draw(rt, "level"), fmt.Sprintf("ci.und=%d", rapid.IntRange(0, 6).Draw(rt, "strand")), "no.such=1"))
					}
				}
				raters = append(raters, rater(scores...))
			}
			l.answer(r, fmt.Sprint(100001+s), raters...)
		}
		one, err := l.state(t).Result("round-1", until.AddDays(1), nil)
		if err != nil {
			rt.Fatal(err)
		}
		slices.Reverse(l.kept)
		two, _ := l.state(t).Result("round-1", until.AddDays(1), nil)
		a, _ := json.Marshal(one)
		b, _ := json.Marshal(two)
		if string(a) != string(b) {
			rt.Fatalf("%s\n%s", a, b)
		}
		for _, g := range append([]papers.Agree{one.Whole}, agreesOf(one)...) {
			if g.N < 0 || g.Exact < 0 || g.Exact > g.WithinOne || g.WithinOne > 100 || g.Known && (g.Low > g.Kappa || g.Kappa > g.High || g.Low < -100 || g.High > 100) {
				rt.Fatalf("%+v", g)
			}
		}
	})
}

func agreesOf(r papers.RoundResult) (out []papers.Agree) {
	for _, s := range r.Strands {
		out = append(out, s.Agree)
	}
	for _, a := range r.Areas {
		out = append(out, a.Agree)
	}
	return out
}
