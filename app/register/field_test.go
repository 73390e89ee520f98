package register

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFieldReadsWhatPeopleType(t *testing.T) {
	byName := map[string]Field{}
	for _, f := range ownFields {
		byName[f.Name] = f
	}
	for _, c := range []struct{ field, text, want, words string }{
		{"Reading age", " 9.50 ", "9.5", "9.5"}, {"Reading age", "1,234.5", "1234.5", "1234.5"}, {"Reading age", "-3", "-3", "-3"}, {"Reading age", "007", "7", "7"},
		{"Key worker", " Jo   Smith ", "Jo Smith", "Jo Smith"}, {"Key worker", "=1+1", "=1+1", "=1+1"},
		{"Seen on", "3/9/26", "2026-09-03", "3 Sep 2026"}, {"Seen on", "today", "2026-11-21", "21 Nov 2026"},
		{"Breakfast club", "Y", "yes", "Yes"}, {"Breakfast club", "false", "no", "No"},
		{"Group", "amber", "Amber", "Amber"}, {"Group", "", "", ""}, {"Seen on", "  ", "", ""},
	} {
		got, err := byName[c.field].Read(c.text, today)
		if err != nil || got != c.want || byName[c.field].Words(got) != c.words {
			t.Errorf("%s %q: %q, %v, shown %q", c.field, c.text, got, err, byName[c.field].Words(got))
		}
	}
	for field, texts := range map[string][]string{
		"Reading age": {"nine", "1e9", "9..5", "1,2", "12,34,567", ",5", "9.1234567", "1234567890123", "NaN", "0x10", "--1", "1,234,56.7"},
		"Seen on":     {"soon", "31/02/2026", "9/31/2026", "20261131"}, "Breakfast club": {"perhaps"}, "Group": {"blue", "re"},
		"Key worker": {strings.Repeat("a", 501)},
	} {
		for _, text := range texts {
			got, err := byName[field].Read(text, today)
			why, ok := err.(*FieldError)
			if !ok || got != "" || !strings.HasSuffix(why.Reason, ".") {
				t.Errorf("%s %q: %q, %v", field, text, got, err)
			}
		}
	}
}

func TestWhatAFieldKeepsItReadsTheSameAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(ownFields).Draw(t, "field")
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`-?[0-9,]{1,9}(\.[0-9]{0,6})?`), rapid.StringMatching(`[0-3]?[0-9]/[01]?[0-9]/20[0-3][0-9]`), rapid.SampledFrom([]string{"y", "NO", "red"})).Draw(t, "text")
		kept, err := f.Read(text, today)
		if err != nil {
			return
		}
		for _, again := range []string{kept, f.Words(kept)} {
			if got, err := f.Read(again, today); err != nil || got != kept {
				t.Fatalf("%q is kept as %q, and %q read as %q, %v", text, kept, again, got, err)
			}
		}
	})
}

func TestFieldIsRefusedWhereItsNameOrChoicesCannotBeAsked(t *testing.T) {
	for name, f := range map[string]Field{
		"no name": {Type: FieldText}, "only marks": {Name: "!!", Type: FieldText}, "a column": {Name: "SEN status", Type: FieldText}, "a column's other name": {Name: "review due", Type: FieldDate},
		"a term": {Name: "Need", Type: FieldText}, "a flag": {Name: "Pupil premium", Type: FieldYesNo}, "another field": {Name: "reading AGE", Type: FieldText}, "no type": {Name: "X"},
		"odd type": {Name: "X", Type: "money"}, "no choices": {Name: "X", Type: FieldChoice}, "twice": {Name: "X", Type: FieldChoice, Choices: []string{"A", "a"}},
		"choice called none": {Name: "X", Type: FieldChoice, Choices: []string{"A", "None"}}, "empty choice": {Name: "X", Type: FieldChoice, Choices: []string{"A", "-"}}, "long": {Name: strings.Repeat("x", 41), Type: FieldText},
	} {
		err := f.Check(ownFields)
		if _, ok := err.(*FieldError); !ok || !strings.HasSuffix(err.Error(), ".") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, f := range ownFields {
		if err := f.Check(ownFields); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func FuzzFieldRead(f *testing.F) {
	for _, s := range []string{"9.5", "1,234", "3 Sep 2026", "yes", "Red", "\x00", "９"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, field := range ownFields {
			kept, err := field.Read(s, today)
			if err != nil {
				continue
			}
			if again, err := field.Read(kept, today); err != nil || again != kept {
				t.Fatalf("%s: %q kept as %q, read again as %q, %v", field.Name, s, kept, again, err)
			}
		}
	})
}
