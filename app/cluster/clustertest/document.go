package clustertest

import (
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/summary"
)

// Codes of the tables beside the base cross, as table plan 1 has them.
var (
	families = []string{"CI-T", "CI-S", "CL-T", "CL-S", "SEMH-T", "SEMH-S", "SP-T", "SP-S", "SEV-T", "SEV-S", "AP", "OTHER"}
	stages   = []string{"WAIT", "AGREED", "PART", "DECLINED", "DISPUTE"}
	services = []string{"S00", "S01", "S02", "S03", "S04", "S05"}
	routes   = []string{"NONE", "UNI", "TAR", "TAR", "PRE", "EXC"}
)

// Services are names for the places of the invented services.
var Services = []string{"Educational psychology", "Speech and language therapy", "Occupational therapy", "Mental health support team", "Specialist teaching", "Family support"}

// Sent returns the summaries of invented schools for a term.
func Sent(schools []School, series string) (members []cluster.School, sent []cluster.Sent) {
	for _, s := range schools {
		d := s.Document("KENT-07", 1, "")
		d.Series = series
		members = append(members, s.School)
		sent = append(sent, cluster.Sent{URN: s.URN, Document: d})
	}
	return members, sent
}

// Document makes the school's summary for a cluster, rounded as the rule asks. The
// audit that a real summary also passes is not run.
func (s School) Document(clusterCode string, rev int, prev string) summary.Document {
	w := writer{s: s, d: summary.Document{Schema: summary.SchemaName, Kind: exchange.KindSummary, URN: s.URN, Cluster: clusterCode, Series: "2026-27/autumn",
		Epoch: "b3f1c2", Rev: rev, Prev: prev, AsOf: day.Of(2026, 11, 6).AddDays(len(s.Pupils) % 14),
		CodeLists: summary.CodeLists{Continuum: "sha256:" + strings.Repeat("41", 32), Need: "sha256:" + strings.Repeat("aa", 32),
			Services: "sha256:" + strings.Repeat("55", 32)},
		SDC: summary.SDC{Rule: summary.RuleName, Scope: "full", Audit: "pass", Public: "assumed"}}}
	if s.Tiny {
		w.d.SDC.Scope = "bands"
	} else {
		w.d.Routes = routes
	}
	w.cross()
	w.sides()
	for _, t := range w.d.Tables {
		for _, v := range t.V {
			if v == summary.HeldBack {
				w.d.SDC.Hidden++
			}
		}
	}
	return w.d
}

// Exact returns the tables T00 to T07 with the counts themselves in place of what is
// published: the truth that estimates are measured by.
func (s School) Exact() []summary.Table {
	w := writer{s: s, exact: true}
	w.cross()
	return w.d.Tables
}

// writer writes the tables of one school's summary.
type writer struct {
	s     School
	d     summary.Document
	exact bool // the counts themselves, not rounded
}

// cross writes T00 to T07, which count pupils on the lines of the base cross.
func (w *writer) cross() {
	phaseApplies := func(r int) bool { return r < 0 || (r >= 3) == (w.s.Phase == "secondary") && r < 5 }
	cohortApplies := func(c int) bool { return (c >= 3) == (w.s.Phase == "secondary") && c < 4 }
	always := func(int) bool { return true }
	all := func(n int) []int { return append(upTo(n), -1) }
	with := func(list []string) []string { return append(append([]string{}, list...), "ALL") }
	is := func(want, got int) bool { return want < 0 || want == got }

	w.count("T00", []string{"ROLL", "ALL", "K", "E"}, []string{"N"}, []int{-2, -1, 0, 1}, []int{0}, always, always, func(p Pupil, r, _ int) bool { return is(r, p.Status) })
	w.d.Tables[0].V[0] = max(50, 50*((w.s.Roll+25)/50))
	if w.s.Tiny {
		return
	}
	w.count("T01", with(statuses), phases, all(2), upTo(6), always, phaseApplies, func(p Pupil, r, c int) bool { return is(r, p.Status) && c == p.Phase })
	w.count("T02", statuses, areas, upTo(2), upTo(5), always, always, func(p Pupil, r, c int) bool { return r == p.Status && c == p.Area })
	w.count("T03", areas, with(levels), upTo(5), all(7), always, always, func(p Pupil, r, c int) bool { return r == p.Area && is(c, p.Level) })
	w.count("T04", with(phases), levels, all(6), upTo(7), phaseApplies, always, func(p Pupil, r, c int) bool { return is(r, p.Phase) && c == p.Level })
	w.count("T05", needs, []string{"N"}, upTo(15), []int{0}, always, always, func(p Pupil, r, _ int) bool { return r == p.Need })
	w.count("T06A", cohorts, areas, upTo(5), upTo(5), cohortApplies, always, func(p Pupil, r, c int) bool { return r == p.Cohort && c == p.Area })
	w.count("T06L", cohorts, levels, upTo(5), upTo(7), cohortApplies, always, func(p Pupil, r, c int) bool { return r == p.Cohort && c == p.Level })
	w.count("T07", []string{"PRE", "EXC"}, phases, upTo(2), upTo(6), always, phaseApplies, func(p Pupil, r, c int) bool { return p.Level == 4+r && p.Phase == c })
}

// count adds a table of counts.
func (w *writer) count(id string, rows, cols []string, rowAt, colAt []int, rowApplies, colApplies func(int) bool, holds func(p Pupil, r, c int) bool) {
	t := summary.Table{ID: id, Rows: rows, Cols: cols}
	for _, r := range rowAt {
		for _, c := range colAt {
			v := summary.NotApplicable
			if rowApplies(r) && colApplies(c) {
				if v = w.s.Count(func(p Pupil) bool { return holds(p, r, c) }); !w.exact {
					v = summary.Round(v)
				}
			}
			t.V = append(t.V, v)
		}
	}
	w.d.Tables = append(w.d.Tables, t)
}

// side adds a table of anything, figure by figure.
func (w *writer) side(id string, rows, cols []string, at func(r, c int) int) {
	t := summary.Table{ID: id, Rows: rows, Cols: cols}
	for r := range rows {
		for c := range cols {
			t.V = append(t.V, at(r, c))
		}
	}
	w.d.Tables = append(w.d.Tables, t)
}

// sides writes T08 to T14. Amounts are there only where five pupils stand behind them.
func (w *writer) sides() {
	if !w.s.Tiny {
		w.side("T08", families, []string{"PUPILS", "HOURS", "GBP"}, w.provision)
		w.side("T09", services, []string{"ASKED", "WAIT", "REFUSED", "SESSIONS", "WEEKS", "PRIORITY"}, w.wanted)
		w.side("T10", stages, []string{"CASES", "ASKED", "GIVEN", "DAYS"}, w.funding)
		w.side("T11", families, []string{"MET", "PARTLY", "NOT"}, w.results)
		w.side("T12", append([]string{"CASES", "AGREE"}, levels[:6]...), []string{"N"}, func(r, _ int) int {
			switch {
			case w.s.Sampled < 10:
				return summary.NotApplicable
			case r == 0:
				return summary.Round(w.s.Sampled)
			case r == 1:
				return w.s.Agreed
			}
			return summary.NotApplicable
		})
	}
	w.side("T13", []string{"NOTIONAL", "SPENT"}, []string{"N"}, func(r, _ int) int { return []int{w.s.Budget, w.s.Spent}[r] })
	if !w.s.Tiny {
		w.side("T14", []string{"NEED", "LEVEL", "DATE", "ONTIME", "VOICE"}, []string{"SHARE"}, func(r, _ int) int {
			holds := []func(Pupil) bool{func(p Pupil) bool { return p.Need != 14 }, func(p Pupil) bool { return p.Level != 6 },
				func(p Pupil) bool { return p.Dated }, func(p Pupil) bool { return p.OnTime }, func(p Pupil) bool { return p.Voice }}
			return min(80, 20*(5*w.s.Count(holds[r])/max(1, len(w.s.Pupils))))
		})
	}
}

func (w *writer) provision(r, c int) int {
	n, sum := 0, 0
	for _, p := range w.s.Pupils {
		if p.Family == r {
			n++
			sum += []int{1, p.Hours, p.Pounds}[c]
		}
	}
	switch {
	case c == 0:
		return summary.Round(n)
	case n < 5:
		return summary.HeldBack
	}
	return nearest(sum, []int{1, 5, 500}[c])
}

func (w *writer) wanted(r, c int) int {
	n, sessions := 0, 0
	for _, p := range w.s.Pupils {
		if p.Service == r {
			sessions += p.Sessions
			if c > 2 || p.State == c {
				n++
			}
		}
	}
	switch {
	case c <= 2:
		return summary.Round(n)
	case n < 5:
		return summary.HeldBack
	case c == 3:
		return nearest(sessions, 5)
	case c == 4:
		return 1 + (r+len(w.s.Pupils))%4
	}
	return 1 + r%3
}

func (w *writer) funding(r, c int) int {
	n, asked, given, days := 0, 0, 0, 0
	for _, x := range w.s.Cases {
		if x.Stage == r {
			n, asked, given, days = n+1, asked+x.Asked, given+x.Given, days+x.Days
		}
	}
	switch {
	case c == 0:
		return summary.Round(n)
	case c == 2 && (r == 0 || r == 3):
		return summary.NotApplicable
	case n < 5:
		return summary.HeldBack
	case c == 1:
		return nearest(asked, 500)
	case c == 2:
		return nearest(given, 500)
	}
	return 1 + min(3, days/n/40)
}

func (w *writer) results(r, c int) int {
	var n [3]int
	for _, p := range w.s.Pupils {
		if p.Family == r && p.Result >= 0 {
			n[p.Result]++
		}
	}
	if n[0]+n[1]+n[2] < 10 || max(n[0], n[1], n[2]) < 5 {
		return summary.HeldBack
	}
	return summary.Round(n[c])
}

func nearest(n, step int) int { return max(step, (n+step/2)/step*step) }

// Payload returns the canonical bytes of the school's summary.
func (s School) Payload(clusterCode string, rev int, prev string) []byte {
	b, err := s.Document(clusterCode, rev, prev).Payload()
	if err != nil {
		panic(err)
	}
	return b
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
