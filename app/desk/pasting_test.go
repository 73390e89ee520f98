package desk_test

import (
	"slices"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/register"
)

func TestBlockIsPastedByPlaceAndFillsAllWithOneCell(t *testing.T) {
	d := open(t)
	p := fewPupils(t, d)
	mustField(t, d, "Reading age", register.FieldNumber)
	field := d.Columns()[len(d.Columns())-1].ID
	two := []string{p["Adams"], p["Brown"]}
	changes, err := d.PasteBlock(ctx, desk.Paste{Text: "5B\t9.50\r\n5C\t\r\n", Pupils: two, Columns: []string{"class", field}}, true)
	if err != nil || len(changes) != 2 || entry(t, d, two[0]).Class != "4A" {
		t.Fatal(changes, err)
	}
	if _, err := d.PasteBlock(ctx, desk.Paste{Text: "5B\t9.50\r\n5C\t\r\n", Pupils: two, Columns: []string{"class", field}}, false); err != nil {
		t.Fatal(err)
	}
	if a, b := entry(t, d, two[0]), entry(t, d, two[1]); a.Class != "5B" || a.Fields[field] != "9.5" || b.Class != "5C" || len(b.Fields) != 0 {
		t.Errorf("%+v %+v", a.Pupil, b.Pupil)
	}
	if label, err := d.Undo(ctx); err != nil || label != "Paste Class and Reading age of 2 pupils" || entry(t, d, two[0]).Class != "4A" {
		t.Error(label, err)
	}
	if changes, err := d.PasteBlock(ctx, desk.Paste{Text: "6A", Pupils: two, Columns: []string{"class"}}, false); err != nil || len(changes) != 2 {
		t.Error(changes, err)
	}
	for name, c := range map[string]struct {
		text    string
		columns []string
		words   string
	}{
		"too wide":        {"1\t2\t3\n1\t2\t3", []string{"class", "year"}, "3 columns wide"},
		"too long":        {"1A\n1B\n1C", []string{"class"}, "3 rows long"},
		"ragged":          {"1A\t2\n1B", []string{"class", "year"}, "Row 2"},
		"empty":           {"", []string{"class"}, "nothing to paste"},
		"nothing marked":  {"1A", nil, "Choose the pupils"},
		"wrong value":     {"K\nZ", []string{"status"}, "Row 2, SEN status"},
		"empty status":    {"K\n\n", []string{"status"}, "Row 2, SEN status"},
		"a name":          {"Smith\nJones", []string{"surname"}, "cannot be changed by pasting"},
		"an own field":    {"x\ny", []string{field}, "Row 1, Reading age"},
		"a column gone":   {"x\ny", []string{"gone"}, "not in the register"},
		"two on one need": {"SLCN\tASD\nASD\tSLCN", []string{"needs", "primary_need"}, "two things"},
		"a date":          {"31/02/2026\n1/9/2026", []string{"entered"}, "not a date"},
	} {
		before := dump(t, d)
		_, err := d.PasteBlock(ctx, desk.Paste{Text: c.text, Pupils: two, Columns: c.columns}, false)
		refusedWith(t, err, c.words)
		if dump(t, d) != before {
			t.Errorf("%s: something was changed", name)
		}
	}
}

func TestBlockWithHeadingsFindsItsPupils(t *testing.T) {
	d := open(t)
	p := fewPupils(t, d)
	mustField(t, d, "Key worker", register.FieldText)
	upn := entry(t, d, p["Adams"]).UPN
	block := "upn\tName\tClass\tkey worker\tDate of birth\tPrimary need\n" +
		strings.ToLower(upn) + "\tAdams, Ana\t5B\t\"Jo\nSmith\"\t01/01/2018\tASD\n" +
		"\tAna Celik\t4A\t\"says \"\"hi\"\"\"\t3 Jan 2018\t\n"
	changes, err := d.PasteBlock(ctx, desk.Paste{Text: block}, false)
	if err != nil || len(changes) != 2 {
		t.Fatal(changes, err)
	}
	a, c := entry(t, d, p["Adams"]), entry(t, d, p["Çelik"])
	field, _ := d.FieldNamed("key-worker")
	if a.Class != "5B" || a.Fields[field.ID] != "Jo Smith" || !slices.Equal(a.Needs, []string{"ASD", "SEMH"}) || c.Fields[field.ID] != `says "hi"` {
		t.Errorf("%+v %v, %+v", a.Pupil, a.Needs, c.Pupil)
	}
	if again, err := d.PasteBlock(ctx, desk.Paste{Text: block}, false); err != nil || len(again) != 0 {
		t.Errorf("pasted again it changes %v, %v", again, err)
	}
	if _, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Adams", Forename: "Ana"}}); err != nil {
		t.Fatal(err)
	}
	for block, words := range map[string]string{
		"UPN\tClass\nX1\t4B":                          "Row 2: no pupil has this UPN",
		"Name\tClass\nNobody, At all\t4B":             "Row 2: no pupil on roll has this name",
		"Name\tClass\nBrown, Ana\t4B\nAdams, Ana\t4B": "Row 3: more than one pupil",
		"Name\tClass\n\t4B":                           "neither UPN nor name",
		"Name\tClass\nBrown, Ana\t4B\nAna Brown\t4C":  "stands in row 2 already",
		"UPN\tShoe size\n" + upn + "\t3":              "no column called “Shoe size”",
		"UPN\tClass\tclass\n" + upn + "\t3\t4":        "stands twice",
		"UPN\t\n" + upn + "\t3":                       "no heading",
		"UPN\tClass":                                  "nothing under them",
		"UPN\tDate of birth\n" + upn + "\t2 Jan 2018": "Row 2, Date of birth: Date of birth cannot be changed",
		"UPN\tName\n" + upn + "\tSmith, Jo":           "Name cannot be changed",
	} {
		before := dump(t, d)
		_, err := d.PasteBlock(ctx, desk.Paste{Text: block}, false)
		refusedWith(t, err, words)
		if dump(t, d) != before {
			t.Errorf("%q changed something", block)
		}
	}
}

func FuzzPasteBlock(f *testing.F) {
	for _, s := range []string{"UPN\tClass\nY1\t4A", "\"a\tb\"\t\"\"\"\"\n", "\"open", "a\r\n\r\nb", "\uFEFFName\tYear\nAdams, Ana\t5", "\"\""} {
		f.Add(s)
	}
	d := open(f)
	p := fewPupils(f, d)
	f.Fuzz(func(t *testing.T, s string) {
		for _, where := range []desk.Paste{{Text: s}, {Text: s, Pupils: []string{p["Adams"], p["Dean"]}, Columns: []string{"class", "known_as"}}} {
			if _, err := d.PasteBlock(ctx, where, true); err != nil {
				refusedWith(t, err, "")
			}
		}
	})
}

func TestBulkEditSetsOwnFieldsFlagsAndNeedsInOneStep(t *testing.T) {
	d := open(t)
	p := fewPupils(t, d)
	field := mustField(t, d, "Breakfast club", register.FieldYesNo)
	all := []string{p["Adams"], p["Brown"], p["Adams"]}
	changes, err := d.SetMany(ctx, all, []desk.Assignment{{Field: "breakfast-club", Value: "Y"}, {Field: "flags", Value: "Pupil premium, EAL"}, {Field: "primary_need", Value: "SEMH"}}, false)
	if err != nil || len(changes) != 2 || changes[0].After["breakfast-club"] != "yes" || changes[0].After["primary_need"] != "SEMH,SLCN" {
		t.Fatalf("%+v, %v", changes, err)
	}
	if e := entry(t, d, p["Brown"]); e.Fields[field] != "yes" || strings.Join(e.Flags, " ") != "PP EAL" || !slices.Equal(e.Needs, []string{"SEMH"}) {
		t.Errorf("%+v", e)
	}
	if label, _ := d.Undo(ctx); label != "Set Breakfast club and flags and primary_need of 2 pupils" || len(entry(t, d, p["Brown"]).Fields) != 0 {
		t.Error(label)
	}
	if _, err := d.SetMany(ctx, all, []desk.Assignment{{Field: "needs", Value: "Speech, language and communication needs"}}, false); err != nil || entry(t, d, p["Brown"]).PrimaryNeed() != "SLCN" {
		t.Errorf("a name with a comma in it: %v", err)
	}
	if _, err := d.SetMany(ctx, all, []desk.Assignment{{Field: "primary_need", Value: "asd"}}, false); err != nil || !slices.Equal(entry(t, d, p["Adams"]).Needs, []string{"ASD"}) {
		t.Errorf("%v, %v", err, entry(t, d, p["Adams"]).Needs)
	}
	for words, as := range map[string][]desk.Assignment{
		"set twice":     {{Field: "class", Value: "1"}, {Field: "class", Value: "2"}},
		"one primary":   {{Field: "primary_need", Value: "SLCN ASD"}},
		"neither yes":   {{Field: "breakfast-club", Value: "perhaps"}},
		"is not a flag": {{Field: "flags", Value: "PP XX"}},
		"cannot be set": {{Field: "shoe-size", Value: "3"}},
		"type of need":  {{Field: "needs", Value: "SLCN, XYZ"}},
	} {
		_, err := d.SetMany(ctx, all, as, false)
		refusedWith(t, err, words)
	}
}
