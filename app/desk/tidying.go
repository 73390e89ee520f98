package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"needsbook/app/day"
	"needsbook/app/register"
)

// tidying lists what is not whole in the records. A key holds what the task hangs on,
// such as the day the plan began: "no pupil voice" that was waved through for one plan
// is asked again for the next.
func (d *Desk) tidying(f todayFacts) []Task {
	var tasks []Task
	add := func(kind, title, where string, e *register.Entry, hangsOn string) *Task {
		t := Task{Key: kind + "//" + hangsOn, Urgency: TidyUp, Kind: kind, Title: title, Where: where}
		if e != nil {
			t.Key, t.Pupil, t.Name = kind+"/"+e.ID+"/"+hangsOn, e.ID, e.Name()
		}
		tasks = append(tasks, t)
		return &tasks[len(tasks)-1]
	}
	drafts := openRequests(f)
	for _, e := range d.everyone() {
		p := f.of(e.ID)
		if !e.OnRoll(f.today) {
			if !e.Left.IsZero() && e.Left.Before(f.today) && (p.open || len(drafts[e.ID]) > 0) {
				add("left_open", "Left the roll with a plan or request still open", "pupil", e, e.Left.String())
			}
			continue
		}
		for _, r := range drafts[e.ID] {
			if !consented(p, f.today) {
				add("consent", "Record consent for request "+r.Reference(), "pupil", e, r.ID)
			}
		}
		if e.OnRegister() {
			d.tidyPupil(e, p, add)
		}
	}
	return append(tasks, f.tidyCalendar()...)
}

// tidyDuplicates is one line for all records that may be of one child, and is asked
// again when there are others.
func (d *Desk) tidyDuplicates(ctx context.Context) ([]Task, error) {
	found, err := d.Duplicates(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	pairs := sha256.New()
	for _, p := range found {
		pairs.Write([]byte(p.KeepID + p.OtherID))
	}
	title := "1 possible duplicate"
	if len(found) > 1 {
		title = fmt.Sprintf("%d possible duplicates", len(found))
	}
	return []Task{{Key: "duplicates//" + hex.EncodeToString(pairs.Sum(nil)[:8]), Urgency: TidyUp, Kind: "duplicates", Title: title, Where: "duplicates",
		Meaning: "Two records of one child split the story, and count twice in the census."}}, nil
}

// tidyPupil is what one pupil of the SEN register lacks.
func (d *Desk) tidyPupil(e *register.Entry, p *pupilDates, add func(kind, title, where string, e *register.Entry, hangsOn string) *Task) {
	if len(e.Needs) == 0 {
		add("need", "Record the primary need", "pupil", e, "")
	}
	switch d.LevelStanding(e) {
	case LevelNever:
		add("level", d.terms.Say("Confirm the {level}"), "levels", e, "")
	case LevelOld:
		add("level_old", d.lookAgainWords(e), "levels", e, e.LevelOn.String())
	}
	if e.Status == "E" && p.plan == nil {
		add("ehc_dates", "Copy the EHC plan, for the dates of its review", "pupil", e, "").Meaning = "Without the day on which the plan was issued, the dates of the annual review cannot be worked out."
	}
	switch {
	case !p.open:
		add("plan", "Start a plan", "pupil", e, "")
		return
	case p.noReviewDay:
		add("review_day", "Set a day for the review", "pupil", e, p.began.String())
	}
	if p.pupilHeard.Before(p.began) {
		add("pupil_voice", "No pupil voice in this plan yet", "pupil", e, p.began.String())
	}
	if p.parentHeard.Before(p.began) {
		add("parent_voice", "No parent voice in this plan yet", "pupil", e, p.began.String())
	}
}

func consented(p *pupilDates, today day.Date) bool {
	for _, c := range p.consents {
		if c.Scope == register.ConsentFunding && c.Stands(today) {
			return true
		}
	}
	return false
}

// tidyCalendar asks for the school's own term dates while those of the year are made
// up, or missing.
func (f todayFacts) tidyCalendar() []Task {
	year, known := f.calendar.Year(day.AcademicYear(f.today))
	if known && !year.Example {
		return nil
	}
	return []Task{{Key: "term_dates//" + year.Name(), Urgency: TidyUp, Kind: "term_dates", Title: "Enter the school's own term dates for " + year.Name(), Where: "settings",
		Note: "Until then school days are counted by an example."}}
}
