package desk_test

import (
	"fmt"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/provision"
)

func TestFourInterventionsToReviewStandInOneLine(t *testing.T) {
	d := demo(t)
	lines := func() (single, together int, title string) {
		waiting, err := d.Waiting(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, task := range waiting.Tasks {
			if task.Kind != desk.InterventionReview {
				continue
			}
			if task.Of == nil {
				single++
				continue
			}
			together, title = len(task.Of), task.Title
		}
		return single, together, title
	}
	pupil := mustFind(t, d, "status:sen")[0].ID
	due := d.Today().AddDays(-40)
	for n := range 4 {
		run, err := d.SaveIntervention(ctx, provision.Intervention{Name: fmt.Sprintf("Club %d", n), StaffKind: "teaching_assistant", Minutes: 10, Starts: due.AddDays(-30), ReviewDue: due})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Place(ctx, run, []string{pupil}, due.AddDays(-20)); err != nil {
			t.Fatal(err)
		}
	}
	if single, together, title := lines(); together < 4 || title != fmt.Sprintf("Review %d interventions", together) {
		t.Errorf("%d by themselves, %d in %q", single, together, title)
	}
}
