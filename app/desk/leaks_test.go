package desk_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"needsbook/app/desk"
)

// canary is a name that stands nowhere but where a test has put it.
const canary = "Zyxomma"

// TestErrorsOfABrokenFileNameNobody calls what a person does on a file that no longer
// answers: its errors may be logged, so none holds a name or what was typed.
func TestErrorsOfABrokenFileNameNobody(t *testing.T) {
	d, s := demoFile(t)
	e := everyPupil(t, d, s)[0]
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, call := range map[string]func() error{
		"record": func() error { _, err := d.Record(t.Context(), e.ID); return err },
		"hold":   func() error { return d.SetLegalHold(t.Context(), e.ID, canary) },
		"erase": func() error {
			_, err := d.Erase(t.Context(), desk.Erasing{Pupils: []string{e.ID}, Why: canary, DecidedBy: canary})
			return err
		},
		"draft": func() error { return d.SaveSetting(t.Context(), "draft", json.RawMessage(`"`+canary+`"`)) },
		"due":   func() error { _, err := d.RetentionDue(t.Context()); return err },
		"audit": func() error { _, err := d.Audit(t.Context()); return err },
	} {
		err := call()
		if err == nil {
			t.Errorf("%s: done in a closed file", name)
			continue
		}
		var refusal *desk.Refusal
		if errors.As(err, &refusal) && name != "audit" {
			continue // words for the person at the desk, never logged
		}
		for _, word := range []string{canary, e.Surname, e.Name(), e.UPN} {
			if word != "" && strings.Contains(err.Error(), word) {
				t.Errorf("%s: the error names a pupil", name)
			}
		}
	}
}
