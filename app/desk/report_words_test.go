package desk_test

import (
	"strings"
	"testing"
)

func TestMarksSayWhatTheyFillInAndNoSmallNumber(t *testing.T) {
	d := demo(t)
	marks, err := d.ReportMarks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	now := map[string]string{}
	for _, m := range marks {
		now[m.Name] = m.Now
	}
	if now["school_name"] != d.School().Name || now["senco_name"] != d.School().Senco || now["sen_total"] == "" {
		t.Errorf("the marks fill in %v", now)
	}
	s := d.School()
	s.Governor = ""
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
	if _, err := d.UpdateFacts(ctx); err != nil {
		t.Fatal(err)
	}
	if marks, _ = d.ReportMarks(ctx); marks[len(marks)-1].Name == "" {
		t.Error("a mark has no name")
	}
	for _, m := range marks {
		if m.Name == "sen_governor" && m.Now != "" {
			t.Errorf("a fact that is not entered fills in %q", m.Now)
		}
	}
}

func TestPlainerSwapsOnlyWhatIsAskedFor(t *testing.T) {
	d := open(t)
	text := "We utilise resources in order to facilitate learning."
	if got := d.Plainer(text, "utilise"); !strings.HasPrefix(got, "We use ") || !strings.Contains(got, "facilitate") {
		t.Errorf("one swap gives %q", got)
	}
	if got := d.Plainer(text); strings.Contains(got, "utilise") || strings.Contains(got, "facilitate") {
		t.Errorf("all swaps give %q", got)
	}
}
