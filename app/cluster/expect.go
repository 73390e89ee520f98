package cluster

import "needsbook/app/summary"

// shape says how much counts vary round what is expected of them: as those of a negative
// binomial distribution of this shape. It was measured on invented schools whose needs
// and levels differ.
const shape = 8.0

// phaseOf gives each year group that moves on its key stage, and its share of it.
var phaseOf = map[string]struct {
	phase string
	share float64
}{"YR": {"EY", 0.9}, "Y2": {"KS1", 0.5}, "Y6": {"KS2", 0.25}, "Y11": {"KS4", 0.5}, "Y13": {"KS5", 0.5}}

// expect gives each figure inside a table the mean and variance of a count that its row
// and column lead one to expect, within what its published value allows.
func (f *fitting) expect() {
	all := f.at("T00", allOf, "N")
	if all < 0 || f.mean[all] <= 0 {
		return
	}
	for _, s := range tableSums {
		t := f.tables[s.table]
		cols := make([]int, len(t.Cols))
		for c, col := range t.Cols {
			cols[c] = f.named(s.colsIn, col)
		}
		for r, row := range t.Rows {
			total := f.named(s.rowsIn, row)
			for c, col := range t.Cols {
				if row != allOf && col != allOf && total >= 0 && cols[c] >= 0 {
					f.set(f.start[t.ID]+r*len(t.Cols)+c, f.mean[total]*f.mean[cols[c]]/f.mean[all])
				}
			}
		}
	}
	for area, needs := range needsIn {
		total, weights := f.at("T03", area, allOf), 0.0
		for _, need := range needs {
			weights += usual[need]
		}
		for _, need := range needs {
			if total >= 0 {
				f.setAs(f.at("T05", need, "N"), f.mean[total]*usual[need]/weights, needShape)
			}
		}
	}
	f.expectCohorts(f.mean[all])
	for r, route := range f.tables["T07"].Rows {
		funded := 0.0
		for _, i := range f.levelsOf(route) {
			funded += f.mean[i]
		}
		for c, phase := range f.tables["T07"].Cols {
			if i := f.at("T01", allOf, phase); i >= 0 {
				f.set(f.start["T07"]+r*len(f.tables["T07"].Cols)+c, funded*f.mean[i]/f.mean[all])
			}
		}
	}
}

// expectCohorts expects of a year group its share of its key stage.
func (f *fitting) expectCohorts(all float64) {
	for _, table := range []string{"T06A", "T06L"} {
		t := f.tables[table]
		for r, row := range t.Rows {
			of := phaseOf[row]
			phase := f.at("T01", allOf, of.phase)
			for c, col := range t.Cols {
				total := f.at("T03", col, allOf)
				if table == "T06L" {
					total = f.at("T04", allOf, col)
				}
				if phase >= 0 && total >= 0 {
					f.set(f.start[table]+r*len(t.Cols)+c, f.mean[phase]*of.share*f.mean[total]/all)
				}
			}
		}
	}
}

// usual is about how often each primary need is found among a thousand pupils with SEN in
// the mainstream schools of England (DfE, Special educational needs in England). Places
// differ from it, so needShape leaves more room.
var usual = map[string]float64{"SLCN": 260, "ASD": 130, "SPLD": 140, "MLD": 150, "SLD": 6, "PMLD": 3, "SEMH": 210,
	"HI": 15, "VI": 9, "MSI": 4, "PD": 25, "DS": 4, "OTH": 35, "NSA": 35, "NR": 10}

const needShape = 2.0

// set gives a figure the mean and variance of a count of which so many are expected,
// given that it lies where the published value says.
func (f *fitting) set(i int, expected float64) { f.setAs(i, expected, shape) }

func (f *fitting) setAs(i int, expected, shape float64) {
	if i < 0 || f.values[i] == summary.NotApplicable {
		return
	}
	expected = max(0.05, expected)
	if f.values[i] == summary.HeldBack {
		f.mean[i], f.spread[i] = expected, expected+expected*expected/shape
		return
	}
	least, most := bounds(f.values[i])
	grow := expected / (expected + shape)
	weight, sum, first, second := 1.0, 0.0, 0.0, 0.0
	for n := least; n <= most; n++ {
		k := float64(n)
		sum, first, second = sum+weight, first+weight*k, second+weight*k*k
		weight *= (k + shape) / (k + 1) * grow
	}
	f.mean[i] = first / sum
	f.spread[i] = max(0.02, second/sum-f.mean[i]*f.mean[i])
}
