package moves

import (
	"fmt"
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/summary"
)

func keptMoves(urn string, year int, rows ...papers.Move) papers.Kept {
	m := papers.Moves{Year: year, Rows: rows}
	m.URN, m.Ref = urn, fmt.Sprint(year)
	return papers.Kept{ID: urn, Paper: m}
}

const h = summary.HeldBack

var (
	feeders = []papers.Kept{
		keptMoves("118001", 2027, papers.Move{From: "Y6", To: "118100", Count: 10, Areas: [5]int{5, h, h, h, h}}, papers.Move{From: "Y6", To: "other", Count: 5, Areas: [5]int{h, h, h, h, h}}),
		keptMoves("118002", 2027, papers.Move{From: "Y6", To: "118100", Count: 5, Areas: [5]int{h, h, h, h, h}}, papers.Move{From: "Y6", To: "118200", Count: 5, Areas: [5]int{h, h, h, h, h}}),
		keptMoves("118003", 2027, papers.Move{From: "Y6", To: "118100", Count: 15, Areas: [5]int{5, 5, h, h, h}}, papers.Move{From: "Y6", To: "118200", Count: 5, Areas: [5]int{h, h, h, h, h}}),
		keptMoves("118004", 2026, papers.Move{From: "Y6", To: "118100", Count: 10, Areas: [5]int{h, h, h, h, h}}),
	}
	other = papers.Kept{Paper: papers.Attest{}}
)

func TestSumNeedsThreeSchools(t *testing.T) {
	got := Sums(append(feeders, other), 2027)
	if len(got) != 2 {
		t.Fatalf("%+v", got)
	}
	all, one := got[0], got[1]
	if all.To != "" || all.Feeders != 3 || all.Count != 45 || all.Areas != [5]int{h, h, h, h, h} {
		t.Errorf("all schools: %+v", all)
	}
	if one.To != "118100" || one.Feeders != 3 || one.Count != 30 || one.Low != 8+5+13-12 || one.High != 12+7+17+12 {
		t.Errorf("one school: %+v", one)
	}
	if more := Sums(feeders, 2026); len(more) != 0 {
		t.Errorf("one school told of 2026, and it was added up: %+v", more)
	}
	if years, told := Years(feeders), Told(feeders, 2027); fmt.Sprint(years, told) != "[2026 2027] [118001 118002 118003]" {
		t.Error(years, told)
	}
}

func TestBothSchoolsOfAMoveSeeItsCount(t *testing.T) {
	for urn, want := range map[string]string{
		"118001": "118001>118100:10 ",
		"118200": "118002>118200:5 118003>118200:5 ", // two schools make no sum
		"118100": "118004>118100:10 118001>118100:10 118002>118100:5 118003>118100:15 >118100:30 ",
		"118300": "",
	} {
		got := map[string]int{}
		n := 0
		for _, m := range Letter(feeders, urn) {
			got[fmt.Sprintf("%s>%s:%d ", m.Feeder, m.To, m.Count)]++
			n++
		}
		for rest := want; rest != ""; {
			var one string
			fmt.Sscan(rest, &one)
			rest = rest[len(one)+1:]
			if got[one+" "] != 1 {
				t.Errorf("%s is not told %s: %v", urn, one, got)
			}
			n--
		}
		if n != 0 {
			t.Errorf("%s is told something else: %v", urn, got)
		}
	}
}
