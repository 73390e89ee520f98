package desk_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
)

// card is the shipped rate card with some of its text put in place of other text.
func card(t *testing.T, pairs ...string) []byte {
	t.Helper()
	text := strings.Replace(string(assets.Pack("rate-card.json")), `"id": "example-rate-card"`, `"id": "council-card"`, 1)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("the card has no %q", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return packObject(t, []byte(text), func(p map[string]any) { delete(p, "worked_examples") }) // they are sums of the shipped rates
}

// withGroups is a school with two groups of the same pattern, by two kinds of staff.
func withGroups(t *testing.T) *desk.Desk {
	t.Helper()
	d := schooltest.Empty(t)
	for _, i := range []provision.Intervention{
		{Name: "Lego group", StaffKind: "teaching_assistant", Minutes: 45, SessionsAWeek: decimal.NewFromInt(3)},
		{Name: "Counselling", StaffKind: "therapist", Minutes: 60, SessionsAWeek: decimal.NewFromInt(1)},
	} {
		if _, err := d.SaveIntervention(t.Context(), i); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestRateCardShowsWhatChangesBeforeItIsAdopted(t *testing.T) {
	d := withGroups(t)
	p, problems, err := d.PreviewRateCard(t.Context(), card(t, `"17.20"`, `"17.90"`))
	if err != nil || problems != nil {
		t.Fatal(err, problems)
	}
	if len(p.Rows) != 2 || p.Rows[0].Name != "Lego group" || p.Rows[0].Before.Words() != "£1,470.60" || p.Rows[0].After.Words() != "£1,530.45" {
		t.Errorf("%+v", p.Rows)
	}
	if p.Rows[1].Before.Cmp(p.Rows[1].After) != 0 || p.After.Sub(p.Before).Words() != "£59.85" {
		t.Errorf("%s to %s: %+v", p.Before, p.After, p.Rows)
	}
	if len(p.Kinds) != 1 || p.Kinds[0].Name != "Teaching assistant" || p.Kinds[0].After.String() != "17.90" || p.Blocks || p.Gaps != nil {
		t.Errorf("%+v", p)
	}
	if rows, err := d.ProvisionMap(t.Context()); err != nil || total(rows) != p.Before.String() {
		t.Errorf("looking at a card changed the map to %s, %v", total(rows), err)
	}
}

func total(rows []desk.MapRow) string {
	var sum money.Amount
	for _, r := range rows {
		sum = sum.Add(r.Cost.Whole.Planned)
	}
	return sum.String()
}

func TestAdoptedRateCardCostsAnewAndIsUndone(t *testing.T) {
	d := withGroups(t)
	body := card(t, `"17.20"`, `"17.90"`, `"weeks": 38`, `"weeks": 39`, `"whole_cost_for_one": false`, `"whole_cost_for_one": true`)
	before, _ := d.ProvisionMap(t.Context())
	p, _, err := d.PreviewRateCard(t.Context(), body)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.InstallPack(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	c, err := d.Costing(t.Context())
	if err != nil || c.MostWeeks != 39 || !c.WholeForOne || d.RateCard().ID != "council-card" {
		t.Errorf("%+v %v", c.MostWeeks, err)
	}
	if rows, _ := d.ProvisionMap(t.Context()); total(rows) != p.After.String() {
		t.Errorf("%s, shown before as %s", total(rows), p.After)
	}
	if _, err := d.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if rows, _ := d.ProvisionMap(t.Context()); total(rows) != total(before) || d.RateCard().ID != "example-rate-card" {
		t.Errorf("after undo %s", total(rows))
	}
}

func TestRateCardWithoutANeededKindIsRefusedByName(t *testing.T) {
	d := withGroups(t)
	if _, err := d.SaveStaff(t.Context(), provision.Staff{Name: "Ida Bell", Kind: "senco"}); err != nil {
		t.Fatal(err)
	}
	body := card(t, `"id": "therapist"`, `"id": "singer"`, `"id": "senco"`, `"id": "dancer"`)
	p, _, err := d.PreviewRateCard(t.Context(), body)
	if err != nil || !p.Blocks || len(p.Gaps) != 2 {
		t.Fatalf("%+v %v", p, err)
	}
	for i, want := range []string{"The card has no rate for “SENCO”, which 1 member of staff has.", "The card has no rate for “Therapist”, which “Counselling” uses."} {
		if p.Gaps[i] != want {
			t.Errorf("%q, want %q", p.Gaps[i], want)
		}
	}
	var why *desk.Refusal
	if err := d.InstallPack(t.Context(), body); !errors.As(err, &why) || !strings.Contains(why.Words, "SENCO") || d.RateCard().ID != "example-rate-card" {
		t.Errorf("%v", err)
	}
	for _, kind := range []string{"senco", "therapist"} {
		if err := d.SaveRate(t.Context(), kind, money.Pounds(30)); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.InstallPack(t.Context(), body); err != nil {
		t.Errorf("with rates of the school's own: %v", err)
	}
}

// What a school before gave costs this one nothing and asks for no rate.
func TestHelpOfASchoolBeforeNeedsNoRate(t *testing.T) {
	d := withGroups(t)
	gone := provision.Intervention{Name: "Singing", Setting: provision.PreviousSchool, Provider: "Hill School", StaffKind: "senco", Minutes: 30,
		SessionsAWeek: decimal.NewFromInt(1), Starts: day.Of(2026, 9, 1), Ends: day.Of(2026, 10, 1)}
	if _, err := d.SaveIntervention(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	p, _, err := d.PreviewRateCard(t.Context(), card(t, `"id": "senco"`, `"id": "dancer"`))
	if err != nil || p.Blocks || len(p.Gaps) > 0 {
		t.Errorf("%+v %v", p.Gaps, err)
	}
	for _, r := range p.Rows {
		if r.Name == "Singing" {
			t.Errorf("%+v", r)
		}
	}
}

func TestBadRateCardIsShownByItsPlace(t *testing.T) {
	d := schooltest.Empty(t)
	body := card(t, `"id": "teacher"`, `"id": "senco"`)
	if _, problems, err := d.PreviewRateCard(t.Context(), body); err != nil || len(problems) != 1 || problems[0].Path != "staff_kinds" {
		t.Errorf("%v %v", problems, err)
	}
	if problems := desk.CheckPack(body); len(problems) != 1 {
		t.Error(problems)
	}
	if err := d.InstallPack(t.Context(), body); err == nil || d.RateCard().ID != "example-rate-card" {
		t.Error("a card with a kind twice was adopted")
	}
}

func TestOwnRateHoldsFromItsDayBeforeTheCards(t *testing.T) {
	d := withGroups(t)
	ctx := t.Context()
	if err := d.SaveRate(ctx, "teaching_assistant", money.Pounds(16)); err != nil { // always
		t.Fatal(err)
	}
	if err := d.SaveRateFrom(ctx, "teaching_assistant", money.Pounds(18), day.Of(2027, 4, 1)); err != nil {
		t.Fatal(err)
	}
	c, err := d.Costing(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for on, want := range map[day.Date]string{day.Of(2024, 9, 1): "16.00", day.Of(2027, 3, 31): "16.00", day.Of(2027, 4, 1): "18.00"} {
		if r, ok := c.Rate("teaching_assistant", on); !ok || r.Amount.String() != want || r.Example {
			t.Errorf("%s: %+v", on, r)
		}
	}
	// A new figure for now begins with this school year: what was costed before stays.
	if err := d.SaveRate(ctx, "teaching_assistant", money.Pounds(17)); err != nil {
		t.Fatal(err)
	}
	own, err := d.OwnRates(ctx)
	if rates := own["teaching_assistant"]; err != nil || len(rates) != 3 || rates[1] != (desk.OwnRate{From: day.Of(2026, 9, 1), Amount: rates[1].Amount}) || rates[1].Amount.String() != "17.00" {
		t.Errorf("%+v %v", rates, err)
	}
	if err := d.DropRates(ctx, "teaching_assistant"); err != nil {
		t.Fatal(err)
	}
	if r, example, err := d.Rate(ctx, "teaching_assistant"); err != nil || !example || r.String() != "17.20" {
		t.Errorf("%s %v %v", r, example, err)
	}
	if err := d.DropRates(ctx, "teaching_assistant"); err == nil {
		t.Error("what is not there was dropped")
	}
	if err := d.SaveRateFrom(ctx, "teacher", money.Pounds(40), day.Of(1066, 1, 1)); err == nil {
		t.Error("a rate since 1066")
	}
}

// Files kept one amount for each kind before rates had dates.
func TestRatesWithoutDatesAreRead(t *testing.T) {
	var old desk.OwnRates
	if err := old.UnmarshalJSON([]byte(`"16.85"`)); err != nil || len(old) != 1 || old[0].Amount.String() != "16.85" || !old[0].From.IsZero() {
		t.Errorf("%+v %v", old, err)
	}
	if err := old.UnmarshalJSON([]byte(`"sixteen"`)); err == nil {
		t.Error("read")
	}
}

// An intervention's own price stands before any card.
func TestOwnPriceOfAnInterventionStandsBeforeTheRates(t *testing.T) {
	d := schooltest.Empty(t)
	id, err := d.SaveIntervention(t.Context(), provision.Intervention{Name: "Music", StaffKind: "therapist", Minutes: 60, SessionsAWeek: decimal.NewFromInt(1),
		Weeks: 10, Price: money.Pounds(50), Per: provision.PerHour})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SaveRate(t.Context(), "therapist", money.Pounds(90)); err != nil {
		t.Fatal(err)
	}
	if row, err := d.Intervention(t.Context(), id); err != nil || row.Cost.Whole.Planned.String() != "500.00" {
		t.Errorf("%+v %v", row.Cost.Whole, err)
	}
}
