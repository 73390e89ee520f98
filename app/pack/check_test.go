package pack_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"needsbook/app/pack"
	"needsbook/assets"
)

const whole = `{"format":"sen-terms","format_version":1,"id":"words","version":"1","title":"Words","status":"draft",
"valid_from":"2026-09-01","valid_to":null,"terms":{"level":{"label":"Level","plural":"Levels","plain":"A step."}}}`

func TestEveryShippedPackHasTheHead(t *testing.T) {
	names, err := fs.Glob(assets.Packs, "packs/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no packs are shipped", err)
	}
	for _, name := range names {
		data, _ := assets.Packs.ReadFile(name)
		for _, p := range pack.Check(assets.Schema("head.json"), data) {
			t.Errorf("%s: %s", name, p)
		}
	}
}

func TestWholePackIsAccepted(t *testing.T) {
	for _, text := range []string{whole, "\xef\xbb\xbf" + whole, whole + "\n\n"} {
		if problems := pack.Check(assets.Schema("terms.json"), []byte(text)); problems != nil {
			t.Error(problems)
		}
	}
}

func TestBadPackIsRefusedWithPlaceAndReason(t *testing.T) {
	swap := func(from, to string) string { return strings.Replace(whole, from, to, 1) }
	cases := []struct{ name, text, path, says string }{
		{"empty", "", "", "ends too early"},
		{"not JSON", "name,level\nAna,L3", "", "not whole JSON"},
		{"cut short", whole[:len(whole)-20], "", "ends too early"},
		{"two documents", whole + whole, "", "after its end"},
		{"not UTF-8", swap("A step.", "A st\xe9p."), "", "UTF-8"},
		{"too deep", strings.Repeat("[", 100) + strings.Repeat("]", 100), "", "nested"},
		{"a list", "[]", "", "should be a group"},
		{"name twice", swap(`"version":"1"`, `"version":"1","version":"2"`), "version", "given twice"},
		{"name twice inside", swap(`"label":"Level"`, `"label":"Level","label":"Band"`), "terms.level.label", "given twice"},
		{"no version", swap(`"version":"1",`, ``), "", "“version”"},
		{"unknown status", swap(`"draft"`, `"final"`), "status", "example, draft, published"},
		{"bad date", swap("2026-09-01", "2026-02-30"), "valid_from", "not a date"},
		{"ends before it begins", swap("null", `"2026-08-31"`), "valid_to", "ends before"},
		{"another format", swap("sen-terms", "sen-funding"), "format", "should be “sen-terms”"},
		{"newer format", swap(`"format_version":1`, `"format_version":2`), "format_version", "should be “1”"},
		{"unknown name", swap(`"terms":`, `"colour":"red","terms":`), "", "“colour”"},
		{"empty label", swap(`"Level"`, `"  "`), "terms.level.label", "form"},
		{"number for text", swap(`"Level"`, `7`), "terms.level.label", "text in quotation marks"},
	}
	for _, c := range cases {
		problems := pack.Check(assets.Schema("terms.json"), []byte(c.text))
		found := false
		for _, p := range problems {
			found = found || p.Path == c.path && strings.Contains(p.Message, c.says)
		}
		if !found {
			t.Errorf("%s: want %q at %q, got %v", c.name, c.says, c.path, problems)
		}
	}
}

func TestOversizePackIsRefusedBeforeItIsRead(t *testing.T) {
	problems := pack.Check(assets.Schema("terms.json"), bytes.Repeat([]byte(" "), pack.Largest+1))
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "at most 2048 kB") {
		t.Error(problems)
	}
}

func TestProblemsAreBoundedAndInOrder(t *testing.T) {
	text := `{"terms":{` + strings.TrimSuffix(strings.Repeat(`"A":1,`, 300), ",") + `}}`
	first := pack.Check(assets.Schema("terms.json"), []byte(text))
	if len(first) == 0 || len(first) > 60 {
		t.Errorf("%d problems", len(first))
	}
	for range 5 {
		again := pack.Check(assets.Schema("terms.json"), []byte(text))
		if len(again) != len(first) || again[0] != first[0] || again[len(again)-1] != first[len(first)-1] {
			t.Fatal("the same file gave another list")
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, s := range []string{whole, "{", `{"a":{"a":1,"a":2}}`, "\xef\xbb\xbf[]", `"x"`, "{}{}", `{"valid_from":"2026-13-01"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var head pack.Head
		if problems := pack.Read(assets.Schema("terms.json"), data, &head); problems == nil && (head.ID == "" || head.ValidFrom.IsZero()) {
			t.Errorf("accepted without a head: %q", data)
		}
	})
}
