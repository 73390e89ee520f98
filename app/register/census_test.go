package register

import (
	"testing"

	"needsbook/app/day"
)

func TestCensusFindsWhatIsMissingOrOdd(t *testing.T) {
	c := codes(t)
	on := day.Of(2027, 1, 21)
	good := Pupil{ID: "p", Forename: "Ana", Born: day.Of(2016, 9, 3), UPN: "Y886999926001"}
	for name, f := range map[string]struct {
		change func(p *Pupil)
		status string
		needs  []string
		want   []string
	}{
		"nothing":            {nil, "K", []string{"SLCN"}, nil},
		"nothing, no SEN":    {nil, "", nil, nil},
		"Down syndrome":      {nil, "E", []string{"DS"}, nil},
		"K without a need":   {nil, "K", nil, []string{CensusNoNeed}},
		"E without a need":   {nil, "E", nil, []string{CensusNoNeed}},
		"NSA with K":         {nil, "K", []string{"NSA"}, nil},
		"NSA with E":         {nil, "E", []string{"NSA"}, []string{CensusNeedMisfit}},
		"a third need, NSA":  {nil, "E", []string{"ASD", "HI", "NSA"}, []string{CensusNeedMisfit}},
		"need, no status":    {nil, "", []string{"NSA"}, []string{CensusNeedOnly}},
		"unit without plan":  {func(p *Pupil) { p.Flags = Flags{FlagSENUnit} }, "K", []string{"ASD"}, []string{CensusUnitNoPlan}},
		"provision, no plan": {func(p *Pupil) { p.Flags = Flags{FlagResourced} }, "", nil, []string{CensusUnitNoPlan}},
		"unit with plan":     {func(p *Pupil) { p.Flags = Flags{FlagSENUnit} }, "E", []string{"ASD"}, nil},
		"no UPN":             {func(p *Pupil) { p.UPN = "" }, "", nil, []string{CensusNoUPN}},
		"temporary UPN":      {func(p *Pupil) { p.UPN = "X88699992601A" }, "", nil, []string{CensusTemporaryUPN}},
		"wrong letter":       {func(p *Pupil) { p.UPN = "A886999926001" }, "", nil, []string{"upn.check_letter"}},
		"wrong form":         {func(p *Pupil) { p.UPN = "Y88699992600" }, "", nil, []string{"upn.form"}},
		"no date of birth":   {func(p *Pupil) { p.Born = day.Date{} }, "", nil, []string{CensusNoBirth}},
		"born after":         {func(p *Pupil) { p.Born = on.AddDays(1) }, "", nil, []string{CensusImpossible}},
	} {
		h := History{Pupil: good}
		if f.change != nil {
			f.change(&h.Pupil)
		}
		if f.status != "" {
			h.Statuses = []Status{{Code: f.status, From: d2020}}
		}
		for i, n := range f.needs {
			h.Needs = append(h.Needs, Need{Code: n, Rank: i + 1, From: d2020})
		}
		rows := Census(c, []History{h}, on)
		if len(rows) != 1 || len(rows[0].Findings) != len(f.want) {
			t.Errorf("%s: %+v", name, rows)
			continue
		}
		for i, found := range rows[0].Findings {
			if found.Code != f.want[i] {
				t.Errorf("%s: %s, want %s", name, found.Code, f.want[i])
			}
		}
	}
}

func TestCensusTakesTheDayAsItWas(t *testing.T) {
	c := codes(t)
	pupil := func(id string, change func(p *Pupil)) Pupil {
		p := Pupil{ID: id, Entered: d2018}
		change(&p)
		return p
	}
	rows := Census(c, []History{
		{pupil("then K", func(*Pupil) {}), []Status{{Code: "K", From: d2020, Until: d2022, Legacy: "P"}, {Code: "E", From: d2022}}, []Need{{Code: "ASD", Rank: 1, From: d2022}, {Code: "SLCN", Rank: 1, From: d2020, Until: d2022}}},
		{pupil("left before", func(p *Pupil) { p.Left = d2021.AddDays(-1) }), nil, nil},
		{pupil("last day", func(p *Pupil) { p.Left = d2021 }), nil, nil},
		{pupil("came later", func(p *Pupil) { p.Entered = d2021.AddDays(1) }), nil, nil},
		{pupil("three needs", func(*Pupil) {}), []Status{{Code: "E", From: d2020}}, []Need{{Code: "HI", Rank: 3, From: d2020}, {Code: "PD", Rank: 2, From: d2020}, {Code: "DS", Rank: 1, From: d2020}}},
	}, d2021)
	if len(rows) != 3 || rows[0].Status != "K" || rows[0].Legacy != "P" || rows[0].Needs[0] != "SLCN" || rows[1].Status != "N" {
		t.Fatalf("%+v", rows)
	}
	if got := rows[2].Needs; len(got) != 2 || got[0] != "DS" || got[1] != "PD" {
		t.Errorf("the types are %v", got)
	}
	for _, f := range []struct {
		published bool
		want      string
	}{{false, "SLCN 1 0 DS 0 1 "}, {true, "SLCN 1 0 OTH 0 1 "}} {
		got := ""
		for _, n := range CountNeeds(c, rows, f.published) {
			got += n.Need + " " + string(rune('0'+n.K)) + " " + string(rune('0'+n.E)) + " "
		}
		if got != f.want {
			t.Errorf("published %v: %s, want %s", f.published, got, f.want)
		}
	}
}
