package register

import (
	"errors"
	"testing"
)

func TestPupilsAreFoundByTheirProvision(t *testing.T) {
	context := QueryContext{Today: today, Codes: codes(t), Provided: func() ([]Provided, error) {
		return []Provided{
			{Name: "Lego group", Area: codes(t).Areas[0].ID, Wave: 2, Pupils: []string{"a", "b"}},
			{Name: "Reading with a partner", Wave: 3, Pupils: []string{"b"}},
		}, nil
	}}
	for query, want := range map[string]string{
		"provision:lego": "ab", "provision:part": "b", `provision:"partner read"`: "b", "provision:lego,reading": "ab", "provision:none": "c", "-provision:lego": "c",
		"wave:3": "b", "wave:2,3": "ab", "provision-area:" + context.Codes.Areas[0].ID: "ab", "provision:lego wave:3": "b", "provision:ego": "",
	} {
		q, err := ParseQuery(query, context)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		got := ""
		for _, id := range []string{"a", "b", "c"} {
			if q.Match(&Entry{Pupil: Pupil{ID: id}}) {
				got += id
			}
		}
		if got != want {
			t.Errorf("%s finds %q, not %q", query, got, want)
		}
	}
	for _, query := range []string{"wave:4", "wave:many", "provision-area:lego", "provision:"} {
		if _, err := ParseQuery(query, context); err == nil {
			t.Errorf("%s is understood", query)
		}
	}
	context.Provided = func() ([]Provided, error) { return nil, errors.New("no disk") }
	if _, err := ParseQuery("provision:lego", context); err == nil {
		t.Error("a map that cannot be read finds pupils")
	}
}
