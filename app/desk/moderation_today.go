package desk

import (
	"context"
	"fmt"
)

// Kinds of task about moderation on Today; each is also the name of the screen.
const (
	TaskModeration = "moderation"
	TaskVignettes  = "vignettes"
)

// moderationTasks are the round that is open and the sets of vignettes that wait.
func (d *Desk) moderationTasks(ctx context.Context) ([]Task, error) {
	rounds, err := d.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	var tasks []Task
	for _, r := range rounds {
		if !r.IsOpen() {
			continue
		}
		rate, settle := r.Waits()
		t := Task{Key: TaskModeration + "//" + r.ID, Urgency: TidyUp, Kind: TaskModeration, Title: d.terms.Say("{Moderation} round ") + r.Name, Where: TaskModeration, Record: r.ID,
			Note: fmt.Sprintf("%s to rate, %d to settle.", count(rate, "case"), settle)}
		if rate+settle == 0 {
			t.Note = "Every case is settled. Close the round."
		}
		tasks = append(tasks, t)
	}
	sets, err := d.VignetteSets(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range sets {
		if !v.IsOpen() {
			continue
		}
		note := count(len(v.Set.Vignettes), "invented case") + " to rate."
		if v.Set.Minutes > 0 {
			note = count(len(v.Set.Vignettes), "invented case") + " to rate, about " + count(v.Set.Minutes, "minute") + "."
		}
		tasks = append(tasks, Task{Key: TaskVignettes + "//" + v.ID, Urgency: urgencyOf(d.Today(), v.Until), Kind: TaskVignettes, Title: "Vignettes: " + v.Set.Title,
			Note: note, Due: v.Until, Where: TaskVignettes, Record: v.ID})
	}
	return tasks, nil
}
