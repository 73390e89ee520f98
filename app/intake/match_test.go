package intake

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/register"
)

// carryOut does to a register what a plan says, as the desk does it.
func carryOut(known []Known, p Plan) []Known {
	out := append([]Known{}, known...)
	for _, c := range p.Changed {
		for i := range out {
			if out[i].Pupil.ID == c.Before.Pupil.ID {
				out[i] = c.After
			}
		}
	}
	for _, in := range p.Added {
		in.Pupil.ID = fmt.Sprintf("p%d", len(out)+1)
		out = append(out, Known{Pupil: in.Pupil, Status: in.Status, Needs: in.Needs})
	}
	return out
}

func knownAna() Known {
	return Known{Pupil: register.Pupil{ID: "p1", UPN: "Y886999926001", Surname: "Kowalska", Forename: "Ana", Born: day.Of(2016, 9, 3), Class: "5B", MISID: "71", Flags: register.Flags{"PP"}, Strengths: "Draws"}, Status: "K", Needs: []string{"SLCN", "MLD", "HI"}}
}

func summaryOf(p Plan) string {
	return fmt.Sprintf("added %d changed %d unchanged %d missing %d rejected %d", len(p.Added), len(p.Changed), len(p.Unchanged), len(p.Missing), len(p.Rejected))
}

func TestMatchFindsAPupilByUPNThenNumberThenNameAndBirthDate(t *testing.T) {
	twin := Known{Pupil: register.Pupil{ID: "p2", UPN: "M886999926002", Surname: "O’Brien", Forename: "Zoë", Born: day.Of(2017, 10, 4), MISID: "72"}, Status: "N"}
	for _, c := range []struct{ name, text, want string }{
		{"by UPN, new surname", "UPN,Surname,Forename,DOB\nY886999926001,Nowak,Ana,03/09/2016\n", "added 0 changed 1 unchanged 0 missing 1 rejected 0"},
		{"by number", "MIS ID,Surname,Forename\n71,Kowalska,Ana\n", "added 0 changed 0 unchanged 1 missing 1 rejected 0"},
		{"by name and birth date, marks and apostrophes aside", "Surname,Forename,DOB,Class\nOBRIEN,ZOE,4/10/17,1A\n", "added 0 changed 1 unchanged 0 missing 1 rejected 0"},
		{"by name alone", "Surname,Forename,Class\nKowalska,Ana,5B\n", "added 0 changed 0 unchanged 1 missing 1 rejected 0"},
		{"same name, other birth date", "Surname,Forename,DOB\nKowalska,Ana,03/09/2015\n", "added 1 changed 0 unchanged 0 missing 2 rejected 0"},
		{"same name and birth date, other UPN", "UPN,Surname,Forename,DOB\nB887999925117,Kowalska,Ana,03/09/2016\n", "added 0 changed 0 unchanged 0 missing 1 rejected 1"},
		{"same name and birth date, temporary UPN", "UPN,Surname,Forename,DOB\nX88699992601A,Kowalska,Ana,03/09/2016\n", "added 0 changed 0 unchanged 1 missing 1 rejected 0"},
		{"UPN of another child", "UPN,Surname,Forename,DOB\nY886999926001,Singh,Raj,03/09/2015\n", "added 0 changed 0 unchanged 0 missing 1 rejected 1"},
		{"number of another pupil", "UPN,MIS ID,Surname,Forename\nY886999926001,72,Kowalska,Ana\n", "added 0 changed 1 unchanged 0 missing 1 rejected 0"},
		{"two rows, one pupil", "UPN,Surname,Forename,DOB\nY886999926001,Kowalska,Ana,\n,Kowalska,Ana,03/09/2016\n", "added 0 changed 0 unchanged 1 missing 1 rejected 1"},
		{"unknown UPN, no name", "UPN,Class\nB887999925117,5B\n", "added 0 changed 0 unchanged 0 missing 2 rejected 1"},
		{"a rejected row is not missing", "UPN,Surname,Forename,SEN Status\nY886999926001,Kowalska,Ana,Z\n", "added 0 changed 0 unchanged 0 missing 1 rejected 1"},
	} {
		p := Match([]Known{knownAna(), twin}, readText(t, c.text))
		if got := summaryOf(p); got != c.want {
			t.Errorf("%s: %s, want %s\n%s", c.name, got, c.want, reasons(p.Rejected))
		}
	}
}

func TestMatchNeverGuessesBetweenTwoPupilsOfOneName(t *testing.T) {
	a, b := knownAna(), knownAna()
	b.Pupil.ID, b.Pupil.UPN, b.Pupil.MISID = "p2", "M886999926002", "72"
	for _, text := range []string{"Surname,Forename,DOB\nKowalska,Ana,03/09/2016\n", "Surname,Forename,Class\nKowalska,Ana,5B\n"} {
		p := Match([]Known{a, b}, readText(t, text))
		if got := summaryOf(p); got != "added 0 changed 0 unchanged 0 missing 0 rejected 1" {
			t.Errorf("%s: %s", text, got)
		}
	}
}

func TestMatchSaysWhatChangesAndKeepsWhatTheFileDoesNotGive(t *testing.T) {
	s := readText(t, "UPN,Surname,Forename,DOB,Year,Class,SEN Status,SEN start date,Primary need,PP,FSM\nY886999926001,Kowalska,Ana,,6,,E,01/11/2026,ASD,N,Y\n")
	p := Match([]Known{knownAna()}, s)
	if len(p.Changed) != 1 {
		t.Fatalf("%s: %s", summaryOf(p), reasons(p.Rejected))
	}
	c := p.Changed[0]
	var got []string
	for _, f := range c.Fields {
		got = append(got, f.Field+": "+f.Before+" > "+f.After)
	}
	want := "year:  > 6; flags: PP > FSM; status: K > E; needs: SLCN, MLD, HI > ASD, MLD, HI"
	if strings.Join(got, "; ") != want {
		t.Errorf("changes %s\nwant    %s", strings.Join(got, "; "), want)
	}
	if k := c.After; k.Pupil.Class != "5B" || k.Pupil.MISID != "71" || k.Pupil.Strengths != "Draws" || k.Pupil.Born != day.Of(2016, 9, 3) || k.Pupil.ID != "p1" {
		t.Errorf("something was lost: %+v", k)
	}
	if c.StatusFrom != day.Of(2026, 11, 1) {
		t.Errorf("status from %v", c.StatusFrom)
	}
	if before := knownAna(); !before.Pupil.Flags.Has("PP") || strings.Join(c.Before.Needs, " ") != "SLCN MLD HI" {
		t.Errorf("what was known was changed: %+v", c.Before)
	}
}

func TestAFileWithARowForEachNeedGivesTheWholeList(t *testing.T) {
	p := Match([]Known{knownAna()}, readText(t, "UPN,Need type\nY886999926001,ASD\nY886999926001,SLCN\n"))
	if len(p.Changed) != 1 || strings.Join(p.Changed[0].After.Needs, " ") != "ASD SLCN" {
		t.Errorf("%s: %+v", summaryOf(p), p.Changed)
	}
}

func TestNeedsBelowTheColumnsOfAFileStay(t *testing.T) {
	// the same pupil twice in a list of pupils is not a list of needs
	p := Match([]Known{knownAna()}, readText(t, "UPN,Primary need\nY886999926001,ASD\nY886999926001,ASD\n"))
	if len(p.Changed) != 1 || strings.Join(p.Changed[0].After.Needs, " ") != "ASD MLD HI" {
		t.Errorf("%s: %+v", summaryOf(p), p.Changed)
	}
}

func TestTheYearThatAgeGivesIsNotRecorded(t *testing.T) {
	p := Match(nil, readText(t, "UPN,Surname,Forename,DOB,Year\nY886999926001,A,B,03/09/2016,5\nM886999926002,C,D,03/09/2016,4\n"))
	if p.Added[0].Pupil.YearTaught != "" || p.Added[1].Pupil.YearTaught != "4" {
		t.Errorf("recorded %q and %q", p.Added[0].Pupil.YearTaught, p.Added[1].Pupil.YearTaught)
	}
}

func TestLeaversAreNotMissingAndAWarningTellsOfOneWhoIsInTheFile(t *testing.T) {
	left := knownAna()
	left.Pupil.Left = day.Of(2026, 7, 20)
	p := Match([]Known{left}, readText(t, "UPN,Surname,Forename\nM886999926002,New,Pupil\n"))
	if len(p.Missing) != 0 {
		t.Errorf("a leaver is listed as missing")
	}
	p = Match([]Known{left}, readText(t, "UPN,Surname,Forename\nY886999926001,Kowalska,Ana\n"))
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0].Reason, "left on 20 Jul 2026") {
		t.Errorf("warned %s", reasons(p.Warnings))
	}
}

// randomFile draws a list as a school might export it, good rows and bad.
func randomFile(t *rapid.T) string {
	columns := rapid.SampledFrom([][]string{
		{"UPN", "Surname", "Forename", "DOB", "Year", "Class", "SEN Status", "Primary need", "Secondary need", "PP"},
		{"Surname", "Forename", "DOB", "SEN Status", "SEN Need"},
		{"MIS ID", "Surname", "Forename", "Year", "SEN Status", "Need type", "Rank"},
		{"UPN", "Surname", "Forename", "Need type"},
		{"Name", "Class", "FSM", "EAL"},
		{"UPN", "MIS ID", "Surname", "Forename", "DOB"},
	}).Draw(t, "columns")
	values := map[string][]string{
		"UPN": {"Y886999926001", "M886999926002", "B887999925117", "X88699992601A", "", "bad"}, "MIS ID": {"1", "2", "3", ""},
		"Surname": {"Kowalska", "O’Brien", "OBrien", "Nguyễn", "=SUM(A1)", ""}, "Forename": {"Ana", "Zoë", "Zoe", "Mai"},
		"Name": {"Kowalska, Ana", "Zoë O’Brien", "Mai"}, "DOB": {"03/09/2016", "2017-10-04", "42616", "", "31/02/2016"},
		"Year": {"5", "Y4", "R", "", "X"}, "Class": {"5B", "4A", ""}, "SEN Status": {"K", "E", "N", "A", "", "Z"},
		"Primary need": {"SLCN", "ASD", "", "BESD"}, "Secondary need": {"SEMH", "ASD", "", "HI; VI"}, "SEN Need": {"SLCN", "SLCN; ASD", ""},
		"Need type": {"SLCN", "ASD", "MLD", ""}, "Rank": {"1", "2", "3", ""}, "PP": {"Y", "N", ""}, "FSM": {"T", "F", "?"}, "EAL": {"Yes", ""},
	}
	var b strings.Builder
	b.WriteString(strings.Join(columns, ";") + "\n")
	for range rapid.IntRange(1, 9).Draw(t, "rows") {
		for i, c := range columns {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteString(`"` + rapid.SampledFrom(values[c]).Draw(t, c) + `"`)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestImportingAFileTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var known []Known
		for range rapid.IntRange(0, 2).Draw(t, "earlier files") {
			if s, err := Read("earlier.csv", []byte(randomFile(t)), options()); err == nil {
				known = carryOut(known, Match(known, s))
			}
		}
		text := randomFile(t)
		s, err := Read("pupils.csv", []byte(text), options())
		if err != nil {
			return // a file without a heading it needs
		}
		first := Match(known, s)
		known = carryOut(known, first)
		again := Match(known, s)
		if len(again.Added)+len(again.Changed) > 0 {
			t.Fatalf("first %s\nagain %s\n%+v\n%+v\n%s", summaryOf(first), summaryOf(again), again.Added, again.Changed, text)
		}
	})
}

func TestAnImportNeverTakesAnythingAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := knownAna()
		s, err := Read("pupils.csv", []byte(randomFile(t)), options())
		if err != nil {
			return // a file without a heading it needs
		}
		p := Match([]Known{before}, s)
		for _, k := range carryOut([]Known{before}, p)[:1] {
			if k.Pupil.UPN == "" || k.Pupil.Surname == "" || k.Pupil.Forename == "" || k.Pupil.Born.IsZero() || k.Pupil.Class == "" || k.Pupil.MISID == "" || k.Pupil.Strengths == "" || k.Status == "" || len(k.Needs) == 0 {
				t.Fatalf("lost something: %+v", k)
			}
		}
		if len(p.Added)+len(p.Changed)+len(p.Unchanged) > len(s.Incoming) {
			t.Fatalf("more outcomes than pupils: %s", summaryOf(p))
		}
	})
}
