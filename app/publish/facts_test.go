package publish

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/money"
)

// filledIn sets every field of a value to something that is not its zero.
func filledIn(v reflect.Value) {
	if v.Type() == reflect.TypeOf(day.Date{}) {
		v.Set(reflect.ValueOf(day.Of(2026, 9, 4)))
		return
	}
	if v.Type() == reflect.TypeOf(money.Amount{}) {
		v.Set(reflect.ValueOf(money.Pence(123_456)))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			filledIn(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		filledIn(v.Index(0))
		filledIn(v.Index(1))
	case reflect.String:
		v.SetString("Ngũgĩ “<&>” " + v.Type().String())
	case reflect.Uint8:
		v.SetUint(7)
	case reflect.Int:
		v.SetInt(7)
	case reflect.Bool:
		v.SetBool(true)
	default:
		panic("no case for " + v.Type().String())
	}
}

func TestEveryFactSurvivesBeingKept(t *testing.T) {
	var f, back Facts
	filledIn(reflect.ValueOf(&f).Elem())
	kept, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(kept, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(f, back) {
		t.Errorf("kept %+v\nread %+v", f, back)
	}
}

func TestChangesAreThoseThatWouldBePrinted(t *testing.T) {
	kept, live := meadowfield(), meadowfield()
	if changes := Compare(kept, live); len(changes) != 0 || changes == nil {
		t.Errorf("nothing changed, and this is listed: %+v", changes)
	}
	live.SENSupport, live.SENGovernor, live.Today = 54, "Priya Shah", day.Of(2027, 1, 4)
	live.Published, live.NextReview, live.ApprovedBy = day.Of(2026, 12, 1), day.Of(2027, 12, 1), "The trust"
	got := map[string][2]string{}
	for _, c := range Compare(kept, live) {
		got[c.Mark] = [2]string{c.Was, c.Now}
		if c.Meaning == "" {
			t.Errorf("%s has no meaning", c.Mark)
		}
	}
	want := map[string][2]string{
		"sen_governor": {"Nguyễn Thị Mai", "Priya Shah"}, "sen_total": {"61 pupils", "63 pupils"}, "sen_support_count": {"52 pupils", "54 pupils"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("changes are %v", got)
	}
}

func TestAChangeOfASmallNumberIsNotListed(t *testing.T) {
	kept, live := meadowfield(), meadowfield()
	live.Needs = append([]NeedCount{}, kept.Needs...)
	live.Needs[4].Count, live.Needs[5].Count = 3, 4
	if changes := Compare(kept, live); len(changes) != 0 {
		t.Errorf("a small number went from 4 to 3 and this is listed: %+v", changes)
	}
	live.EHCPlans, live.SENSupport = 3, 58
	for _, c := range Compare(kept, live) {
		if strings.ContainsAny(c.Now, "34") || c.Mark == "sen_total" {
			t.Errorf("%+v", c)
		}
	}
}
