package main

import (
	"strings"
	"testing"
)

func TestPastIsShownAndPutRight(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--dob", "14/01/2016", "--status", "K", "--needs", "SLCN,SEMH", "--from", "1 Sep 2022")
	s.must("status", id, "E", "--from", "1 Sep 2024")
	var past struct{ Statuses, Needs []pastRow }
	s.json(done, &past, "past", id)
	if len(past.Statuses) != 2 || past.Statuses[0].To.String() != "2024-08-31" || len(past.Needs) != 2 {
		t.Fatalf("%+v", past)
	}
	row := past.Statuses[1].ID
	if why := s.refusal(refused, "correct", "status", id, row, "--from", "1 Sep 2023", "--why", "typed wrong"); !strings.Contains(why, "SEN support (1 Sep 2022 to 31 Aug 2024)") {
		t.Error(why)
	}
	s.refusal(refused, "correct", "status", id, row, "--from", "1 Sep 2023", "--fit")
	s.json(done, &past, "correct", "status", id, row, "--from", "1 Sep 2023", "--fit", "--why", "typed wrong")
	if past.Statuses[1].From.String() != "2023-09-01" || past.Statuses[1].Why != "typed wrong" || past.Statuses[0].To.String() != "2023-08-31" {
		t.Errorf("%+v", past.Statuses)
	}
	s.json(done, &past, "correct", "need", id, "--code", "HI", "--rank", "3", "--from", "2 Sep 2022", "--to", "1 Sep 2023", "--why", "missed")
	if len(past.Needs) != 3 {
		t.Errorf("%+v", past.Needs)
	}
	s.refusal(refused, "correct", "need", id, past.Needs[0].ID, "--remove", "--why", "wrong")
	if why := s.refusal(refused, "correct", "need", id, "nothing", "--why", "wrong"); !strings.Contains(why, "no such row") {
		t.Error(why)
	}
	if out := s.must("past", id); !strings.Contains(out, "Corrected on 23 Nov 2026: typed wrong") {
		t.Error(out)
	}
}

func TestCensusListsThePupilsAndWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	o := s.object(done, "census", "--term", "spring", "--year", "2026")
	wantKeys(t, "the census", o, "on roll n k e pupils missing term year types by_need as_published")
	if o["on"] != "2027-01-21" || o["n"].(float64)+o["k"].(float64)+o["e"].(float64) != o["roll"].(float64) {
		t.Errorf("%v: %v, %v, %v of %v", o["on"], o["n"], o["k"], o["e"], o["roll"])
	}
	if next := s.object(done, "census"); next["on"] != o["on"] {
		t.Errorf("the next census is on %v", next["on"])
	}
	if out := s.must("census", "--csv"); !strings.HasPrefix(out, "\uFEFFUPN,") {
		t.Error(out[:40])
	}
	s.refusal(refused, "census", "--term", "winter")
	s.refusal(misused, "census", "--csv", "--json")
}

func TestDuplicatesAreShownMergedAndTakenBack(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	one := s.addPupil("--surname", "Price", "--forename", "Ben", "--dob", "14/01/2016", "--status", "K", "--needs", "SLCN", "--class", "4A", "--upn", "Y886999926001")
	two := s.addPupil("--surname", "PRICE", "--forename", "ben", "--dob", "14/01/2016", "--class", "4B")
	var found struct {
		Count int
		Pairs []struct{ Keep, Other, Likeness, Why string }
	}
	if s.json(done, &found, "duplicates"); found.Count != 1 || found.Pairs[0].Keep != one || found.Pairs[0].Other != two || found.Pairs[0].Why == "" {
		t.Fatalf("%+v", found)
	}
	s.must("duplicates", "not", one, two)
	if s.json(done, &found, "duplicates"); found.Count != 0 {
		t.Error("two children are offered again")
	}
	s.must("undo")
	if o := s.object(done, "merge", one, two, "--dry-run"); o["merged"] != false || s.count("") != 2 {
		t.Errorf("a dry run merged: %v", o)
	}
	s.refusal(misused, "merge", one, two, "class=up")
	s.refusal(misused, "merge", one, two, "shoe=left")
	s.refusal(refused, "merge", one, one)
	s.refusal(refused, "merge", one, "nobody")
	s.must("merge", one, two, "class=right")
	if o := s.object(done, "pupil", one); o["class"] != "4B" || s.count("") != 1 {
		t.Errorf("%v", o["class"])
	}
	s.must("undo")
	if s.count("") != 2 || s.count("class:4A") != 1 {
		t.Error("undone it is not as it was")
	}
}
