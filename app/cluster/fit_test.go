package cluster_test

import (
	"math"
	"testing"

	"needsbook/app/cluster"
	"needsbook/app/cluster/clustertest"
	"needsbook/app/summary"
)

// BenchmarkEstimates reports how well sums of twelve schools are estimated: the root mean
// square error in pupils and the share of figures within their range.
func BenchmarkEstimates(b *testing.B) {
	var all miss
	for b.Loop() {
		all = miss{}
		for _, m := range measure(b, 10, 12) {
			all.figures, all.inBand, all.square = all.figures+m.figures, all.inBand+m.inBand, all.square+m.square
		}
	}
	b.ReportMetric(all.rmse(), "rmse")
	b.ReportMetric(100*all.cover(), "%within")
}

// miss adds up how far estimates are from the truth.
type miss struct {
	figures, inBand   int
	square, mean, off float64
}

func (m miss) cover() float64 { return float64(m.inBand) / float64(m.figures) }

func (m miss) rmse() float64 { return math.Sqrt(m.square / float64(m.figures)) }

// measure compares the sums of invented clusters with the truth, table by table.
func measure(t testing.TB, clusters, schools int) map[string]*miss {
	out := map[string]*miss{}
	for seed := range uint64(clusters) {
		invented := clustertest.Schools(schools, 100+seed)
		truth := map[cluster.FigureID]int{}
		shown := map[cluster.FigureID]int{}
		var tally cluster.Tally
		for _, s := range invented {
			d := s.Document("KENT-07", 1, "")
			tally.Add(cluster.Sent{URN: s.URN, Document: d})
			for i, exact := range s.Exact() {
				for k, v := range exact.V {
					f := cluster.FigureID{Table: exact.ID, Row: exact.Rows[k/len(exact.Cols)], Col: exact.Cols[k%len(exact.Cols)]}
					if d.Tables[i].V[k] != summary.NotApplicable && f.Row != "ROLL" {
						truth[f] += v
						shown[f]++
					}
				}
			}
		}
		for _, sums := range tally.Sums {
			for f, s := range sums {
				if shown[f] == 0 {
					continue
				}
				m := out[f.Table]
				if m == nil {
					m = &miss{}
					out[f.Table] = m
				}
				n, e := truth[f], float64(s.Estimate)/1000
				lo, hi := s.Range()
				if int64(n) < s.Least || int64(n) > s.Most {
					t.Errorf("seed %d %v: %d is not within %d to %d", seed, f, n, s.Least, s.Most)
				}
				m.figures++
				m.square += (e - float64(n)) * (e - float64(n))
				m.mean += float64(n)
				m.off += e - float64(n)
				if n >= lo && n <= hi {
					m.inBand++
				}
			}
		}
	}
	return out
}

func TestTheLikelyRangeHoldsTheTruthNineteenTimesInTwenty(t *testing.T) {
	for _, schools := range []int{3, 12, 40} {
		all := miss{}
		for table, m := range measure(t, 25, schools) {
			t.Logf("%d schools, %s: %d figures of %.0f on average, error %.1f (mean %+.2f), %.1f %% within the range", schools, table, m.figures, m.mean/float64(m.figures), m.rmse(), m.off/float64(m.figures), 100*m.cover())
			if m.cover() < 0.90 {
				t.Errorf("%d schools, %s: only %.1f %% of the figures lie within their range", schools, table, 100*m.cover())
			}
			all.figures += m.figures
			all.inBand += m.inBand
		}
		t.Logf("%d schools: %.1f %% of %d figures within the range", schools, 100*all.cover(), all.figures)
		if all.cover() < 0.93 || all.cover() > 0.99 {
			t.Errorf("%d schools: %.1f %% of the figures lie within a range that claims 95 %%", schools, 100*all.cover())
		}
	}
}
