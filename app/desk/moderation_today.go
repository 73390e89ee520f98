package desk

import (
	"context"
	"fmt"
	"slices"
)

// Kinds of task about moderation on Today; each is also the name of the screen.
const (
	TaskModeration = "moderation"
	TaskVignettes  = "vignettes"
	TaskRound      = "cluster_round"  // the cluster asks for scores
	TaskOutcome    = "cluster_result" // how far the schools agreed has come back
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
		note := casesNote(len(v.Set.Vignettes), v.Set.Minutes)
		due := v.Until
		if r, found, err := d.RoundOfSet(ctx, v.ID); err != nil {
			return nil, err
		} else if found {
			due = r.Until
			if slices.ContainsFunc(v.Raters(), func(by string) bool { return v.Scored(by) == len(v.Set.Vignettes) }) {
				note = "All cases are scored. Look at what leaves, then send the scores."
			}
		}
		tasks = append(tasks, Task{Key: TaskVignettes + "//" + v.ID, Urgency: urgencyOf(d.Today(), due), Kind: TaskVignettes, Title: "Vignettes: " + v.Set.Title,
			Note: note, Due: due, Where: TaskVignettes, Record: v.ID})
	}
	return d.roundTasks(ctx, tasks)
}

func casesNote(cases, minutes int) string {
	if minutes == 0 {
		return count(cases, "invented case") + " to rate."
	}
	return count(cases, "invented case") + " to rate, about " + count(minutes, "minute") + "."
}

// roundTasks adds the rounds of the cluster whose cases were not fetched yet, and the
// results that have come back.
func (d *Desk) roundTasks(ctx context.Context, tasks []Task) ([]Task, error) {
	rounds, err := d.ClusterRounds(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range rounds {
		if r.IsOpen() && !r.Taken {
			tasks = append(tasks, Task{Key: TaskRound + "//" + r.ID, Urgency: urgencyOf(d.Today(), r.Until), Kind: TaskRound, Title: d.terms.Say("Score the {cluster}'s cases: ") + r.Title,
				Note: casesNote(r.Cases, r.Minutes), Due: r.Until, Where: TaskVignettes, Record: r.ID, Does: "Fetch",
				Meaning: d.terms.Say("Without it the {cluster} cannot see whether this school means the same by a {level}.")})
		}
	}
	l, _, err := d.Letter(ctx)
	if err != nil {
		return nil, err
	}
	for i, r := range l.Round {
		if i == 0 && r.Own != "" { // the newest
			tasks = append(tasks, Task{Key: TaskOutcome + "//" + r.Round, Urgency: TidyUp, Kind: TaskOutcome, Title: "See how far the schools agreed: " + r.Title,
				Note: count(r.Schools, "school") + " scored the cases.", Where: TaskVignettes, Record: r.Set, Does: "Look"})
		}
	}
	return tasks, nil
}
