package cluster

import "needsbook/app/summary"

// withTables is the pupils with SEN of those schools that sent more than totals.
var withTables = FigureID{"D00", allOf, "N"}

// shared names the count of schools that have five pupils or more in one place of a
// table: how many could share support.
func shared(table, row, col string) FigureID { return FigureID{"D" + table[1:], row, col + "=5"} }

// derive adds what can only be told school by school: figures that must come from the
// same schools to be divided by each other, and how many schools have a need that others
// have as well.
func derive(into map[string]map[FigureID]Sum, d summary.Document) {
	if onlyTotals(d) {
		return
	}
	fixed := into[""]
	t := tablesOf(d)
	add := func(f FigureID, v int) { addFigure(fixed, f, v, published(v)) }
	add(withTables, t["T00"].At(allOf, "N"))
	for _, table := range []string{"T03", "T04"} {
		of := t[table]
		for i, v := range of.V {
			if row, col := of.Rows[i/len(of.Cols)], of.Cols[i%len(of.Cols)]; v >= 5 && row != allOf && col != allOf {
				f := shared(table, row, col)
				into[continuumList][f] = into[continuumList][f].plus(Sum{N: 1})
			}
		}
	}
	for _, row := range t["T08"].Rows {
		if pupils, pounds := t["T08"].At(row, "PUPILS"), t["T08"].At(row, "GBP"); pupils >= 5 && pounds > 0 {
			add(FigureID{"D08", row, "PUPILS"}, pupils)
			add(FigureID{"D08", row, "GBP"}, pounds)
		}
	}
	roll := t["T00"].At("ROLL", "N")
	for _, row := range t["T10"].Rows {
		if cases, pounds := t["T10"].At(row, "CASES"), t["T10"].At(row, "GIVEN"); cases >= 5 && pounds > 0 && roll > 0 {
			add(FigureID{"D10", row, "CASES"}, cases)
			add(FigureID{"D10", row, "GIVEN"}, pounds)
			add(FigureID{"D10", row, "ROLL"}, roll)
		}
	}
}

func tablesOf(d summary.Document) map[string]summary.Table {
	out := map[string]summary.Table{}
	for _, t := range d.Tables {
		out[t.ID] = t
	}
	return out
}
