package pupil_test

import (
	"context"
	"testing"

	"github.com/shopspring/decimal"

	"needsbook/app/day"
	"needsbook/app/provision"
)

func TestProvisionCardSaysWhatItTakesOfTheWeek(t *testing.T) {
	p, _ := planned(t, "")
	ctx := context.Background()
	add := func(name string, minutes int) {
		run, err := p.desk.SaveIntervention(ctx, provision.Intervention{Name: name, StaffKind: "teaching_assistant", Minutes: minutes, SessionsAWeek: decimal.NewFromInt(5), Starts: day.Of(2026, 9, 7)})
		if err != nil {
			t.Fatal(err)
		}
		if err := p.desk.Place(ctx, run, []string{p.id}, day.Of(2026, 9, 14)); err != nil {
			t.Fatal(err)
		}
		p.Press("F8", "F8") // reads the page again
	}
	add("Adult beside the pupil", 60)
	p.sees("In the week: 5 h of a week of 32.5 hours.")
	if p.Sees("hours of lessons in a week") {
		t.Errorf("five hours are warned of:\n%s", p.Text())
	}
	add("Mornings in a base", 240)
	p.sees("In the week: 25 h of a week of 32.5 hours.", "This takes up all 25 hours of lessons in a week.")
	add("Afternoons in a base", 120)
	p.sees("This comes to more than a school week of 32.5 hours.")
}
