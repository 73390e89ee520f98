package summary

import (
	"bytes"
	"strings"
	"testing"

	"github.com/gowebpki/jcs"

	"needsbook/app/exchange"
)

func TestPayloadThatIsNotASummaryIsRefused(t *testing.T) {
	good := string(builtPrimary(t, 3, 40).Payload)
	change := func(from, to string) string {
		if !strings.Contains(good, from) {
			t.Fatalf("the payload has no %s", from)
		}
		return strings.Replace(good, from, to, 1)
	}
	cases := map[string]string{
		"empty":                  "",
		"not JSON":               "summary",
		"cut off":                good[:len(good)-1],
		"more after":             good + "{}",
		"key twice":              change(`"rev":1`, `"rev":1,"rev":2`),
		"unknown key":            change(`"rev":1`, `"rev":1,"note":"Zoe"`),
		"missing key":            change(`"rev":1,`, ``),
		"text in a table":        change(`"rows":["ROLL"`, `"rows":["Zoë"`),
		"free text":              change(`"KENT-07"`, `"Kent, with Zoë"`),
		"exact number":           change(`"v":[300`, `"v":[301`),
		"small number":           change(`"v":[300`, `"v":[3`),
		"fraction":               change(`"rev":1`, `"rev":1.5`),
		"number in another form": change(`"rev":1,`, `"rev":1e0,`),
		"unknown schema":         change(`cluster-summary/1`, `cluster-summary/2`),
		"audit not passed":       change(`"audit":"pass"`, `"audit":"fail"`),
		"too few figures":        change(`"v":[300,`, `"v":[`),
		"no such day":            change(`"as_of":"2026-11-20"`, `"as_of":"2026-02-31"`),
		"no such year":           change(`2026-27/autumn`, `2026-29/autumn`),
		"hidden miscounted":      change(`"hidden":`, `"hidden":1`),
		"table twice":            change(`"id":"T06L"`, `"id":"T06A"`),
		"too large":              good + strings.Repeat(" ", 300<<10),
		"not UTF-8":              change(`"KENT-07"`, "\"KENT\xff\""),
		"deep":                   strings.Repeat("[", 100000),
	}
	for name, payload := range cases {
		if err := ValidatePayload([]byte(payload)); err == nil {
			t.Errorf("%s: accepted", name)
		} else if strings.Contains(err.Error(), "Zo") {
			t.Errorf("%s: the error repeats what it read: %v", name, err)
		}
	}
	if err := ValidatePayload([]byte(good)); err != nil {
		t.Error(err)
	}
}

func FuzzValidatePayload(f *testing.F) {
	f.Add(builtPrimary(f, 1, 8).Payload)
	f.Add(builtPrimary(f, 3, 40).Payload)
	f.Add(mustBuild(f, inventedInFull(1, 30, "primary"), Memory{}).Payload)
	f.Add([]byte(`{"schema":"cluster-summary/1","schema":""}`))
	whole := mustBuild(f, inventedInFull(2, 40, "primary"), Memory{}).Document
	whole.Tables = append(whole.Tables, Table{ID: "T15", Rows: []string{"A-1", "B"}, Cols: []string{"N"}, V: []int{-3, 7}})
	if later, err := whole.Payload(); err == nil {
		f.Add(later)
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		d, err := ReadDocument(payload)
		if err != nil {
			return
		}
		again, err := d.Payload()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again, payload) {
			t.Fatalf("an accepted document is written in another way")
		}
		if err := followsSchema(payload); err != nil {
			t.Fatalf("an accepted document does not follow the schema: %v", err)
		}
		if canonical, err := jcs.Transform(payload); err != nil || !bytes.Equal(canonical, payload) {
			t.Fatalf("an accepted document is not canonical JSON: %v", err)
		}
		if err := exchange.CheckJSON(payload); err != nil {
			t.Fatalf("an accepted document has two meanings: %v", err)
		}
	})
}

func TestLeakGuardFindsWhatMustStay(t *testing.T) {
	payload := builtPrimary(t, 3, 40).Payload
	if found := LeakGuard(payload, []string{"Łukasz", "A123456789012", "2016-09-03", "CT1 2AB", "Autumn", "Rule", "Kent", "999999", "adea", "300", "2026", ""}); len(found) > 0 {
		t.Errorf("a clean payload is blocked: %v", found)
	}
	for name, c := range map[string]struct{ plant, token string }{
		"among codes": {`"KENT-07","x":"KENT-LUKASZ"`, "lukasz"},
		"as cluster":  {`"Lukasz Kowalski"`, "lukasz"},
		"UPN":         {`"A123456789012"`, "A123456789012"},
		"accents":     {`"Nguyễn"`, "Nguyễn"},
		"upper case":  {`"ŁUKASZ"`, "łukasz"},
	} {
		dirty := bytes.Replace(payload, []byte(`"KENT-07"`), []byte(c.plant), 1)
		found := LeakGuard(dirty, []string{"nothing here", c.token})
		if len(found) != 1 {
			t.Errorf("%s: found %v", name, found)
		} else if strings.Contains(strings.ToLower(found[0]), strings.ToLower(c.token)) {
			t.Errorf("%s: the answer repeats the token: %s", name, found[0])
		}
	}
	dirty := bytes.Replace(payload, []byte(`"b3f1c2"`), []byte(`"b3f1c2adea"`), 1)
	if found := LeakGuard(dirty, []string{"adea"}); len(found) != 1 {
		t.Errorf("a short token in the epoch: %v", found)
	}
}
