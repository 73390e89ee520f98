package desk

import (
	"reflect"
	"strings"
	"testing"
)

// pointers are rows as a picture takes them.
func pointers(rows []MapRow) []*MapRow {
	var out []*MapRow
	for i := range rows {
		out = append(out, &rows[i])
	}
	return out
}

func TestPictureByAreaAndWaveHasItsNumbersBesideIt(t *testing.T) {
	p := ProvisionByAreaAndWave(pointers(exampleRows()), MapInPounds, mapDay)
	want := [][]string{
		{"C&I", "£1,000", "£400", "£0", "£1,400"},
		{"C&L", "£800", "£0", "£0", "£800"},
		{"Several areas of need", "£0", "£0", "£5,000", "£5,000"},
		{"All", "£1,800", "£400", "£5,000", "£7,200"},
	}
	if !reflect.DeepEqual(p.Rows, want) || strings.Join(p.Heads, ",") != "Area of need,Targeted,Specialist,Not said,All" {
		t.Errorf("%v\n%v", p.Heads, p.Rows)
	}
	if err := p.Chart.Check(); err != nil {
		t.Error(err)
	}
	if p.Sentence != "Most goes to several areas of need: £5,000 of £7,200 planned for the school year." || p.Note != "5 interventions, as at 23 Nov 2026." {
		t.Errorf("%q %q", p.Sentence, p.Note)
	}
}

func TestPictureByStaffCountsTheSchoolsOwnTimeAndNamesNobodyWhereNamesAreHidden(t *testing.T) {
	rows := exampleRows()
	for i := range rows {
		rows[i].KindName = "Teaching assistant"
	}
	p := ProvisionByStaff(pointers(rows), MapInHours, mapDay, NamesFull)
	want := [][]string{{"Nobody named yet", "2 h"}, {"Mrs Patel", "1 h"}, {"All", "3 h"}}
	if !reflect.DeepEqual(p.Rows, want) || p.Chart.Check() != nil {
		t.Errorf("%v", p.Rows)
	}
	p = ProvisionByStaff(pointers(rows), MapInHours, mapDay, NamesInitials)
	if want := [][]string{{"Teaching assistant", "3 h"}, {"All", "3 h"}}; !reflect.DeepEqual(p.Rows, want) || strings.Contains(p.Sentence, "Patel") {
		t.Errorf("%v %q", p.Rows, p.Sentence)
	}
	p = ProvisionByStaff(pointers(rows), MapInPounds, mapDay, NamesFull)
	if last := p.Rows[len(p.Rows)-1]; p.Rows[0][0] != "Hill Farm" || last[1] != "£7,200" {
		t.Errorf("%v", p.Rows)
	}
}

func TestPictureOfNothingIsRefusedByTheChartAndDoesNotFail(t *testing.T) {
	for _, p := range []ProvisionPicture{ProvisionByAreaAndWave(nil, MapInPounds, mapDay), ProvisionByStaff(nil, MapInHours, mapDay, NamesFull)} {
		if p.Chart.Check() == nil || p.Sentence != "" {
			t.Errorf("%+v", p)
		}
	}
}
