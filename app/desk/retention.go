package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/register"
	"needsbook/app/retention"
	"needsbook/app/school"
)

// Due is something about a pupil whose time of keeping is over, or will be on a day.
type Due struct {
	Pupil  string   `json:"pupil"`
	Name   string   `json:"name"`
	What   string   `json:"what"`   // file, transfer or records: what may go
	Rule   string   `json:"rule"`   // the rule's name
	Counts string   `json:"counts"` // the event that it counts from, in words
	From   day.Date `json:"from"`
	On     day.Date `json:"due"`
	Source string   `json:"source"`
	Kinds  []string `json:"kinds,omitempty"` // of single records
	Hold   string   `json:"legal_hold,omitempty"`
	Note   string   `json:"note,omitempty"` // why there is no day
}

// What may go.
const (
	DueFile     = "file"     // the whole record of the pupil
	DueTransfer = "transfer" // the working papers of a pupil who moved on
	DueRecords  = "records"  // single records past their own time
)

// Held reports whether a legal hold keeps it.
func (x Due) Held() bool { return x.Hold != "" }

// Retention returns the times in use.
func (d *Desk) Retention() retention.Policy { return d.retention }

// RetentionDue lists what may go today, the longest due first, with what a legal hold
// keeps. Nothing is deleted by itself.
func (d *Desk) RetentionDue(ctx context.Context) ([]Due, error) {
	list, err := d.RetentionDates(ctx)
	today := d.Today()
	return slices.DeleteFunc(list, func(x Due) bool { return x.On.IsZero() || x.On.After(today) }), err
}

// RetentionDates lists every pupil who has left with the day from which the record may
// go, and single records with a time of their own, by day. One without a day says why.
func (d *Desk) RetentionDates(ctx context.Context) ([]Due, error) {
	files, err := d.retentionFiles(ctx)
	if err != nil {
		return nil, err
	}
	holds, err := d.LegalHolds(ctx, "")
	if err != nil {
		return nil, err
	}
	held := map[string]string{}
	for _, h := range holds {
		if h.Stands() {
			held[h.Pupil] = h.Why
		}
	}
	var out []Due
	for _, e := range d.everyEntry() {
		f := files[e.ID]
		if f.Left.IsZero() {
			continue
		}
		due, ok := d.retention.OfFile(f)
		x := d.dueOf(e, DueFile, due)
		if !ok {
			x.Note = "There is no date of birth to count from."
		}
		out = append(out, x)
		if thin, ok := d.retention.OfTransfer(f); ok && x.On.After(thin.On) {
			kinds, err := d.thinnable(ctx, e.ID)
			if err != nil {
				return nil, err
			}
			if len(kinds) > 0 {
				x := d.dueOf(e, DueTransfer, thin)
				x.Counts, x.Kinds = "receipt of the next school", kinds
				out = append(out, x)
			}
		}
	}
	single, err := d.dueRecords(ctx, files)
	if err != nil {
		return nil, err
	}
	out = append(out, single...)
	for i := range out {
		out[i].Hold = held[out[i].Pupil]
	}
	slices.SortStableFunc(out, func(a, b Due) int {
		return cmp.Or(a.On.Compare(b.On), strings.Compare(a.Name, b.Name), strings.Compare(a.What, b.What))
	})
	return out, nil
}

func (d *Desk) dueOf(e *register.Entry, what string, due retention.Due) Due {
	return Due{Pupil: e.ID, Name: e.ListName(), What: what, Rule: due.Rule.Name, Counts: due.Rule.From.Name(), From: due.From, On: due.On, Source: due.Rule.Source}
}

// fileOf is what single records' rules need of a pupil.
func fileOf(e *register.Entry) retention.File { return retention.File{Born: e.Born, Left: e.Left} }

// retentionFiles gathers what the rules need to know of every pupil.
func (d *Desk) retentionFiles(ctx context.Context) (map[string]retention.File, error) {
	files := map[string]retention.File{}
	today := d.Today()
	for _, e := range d.everyEntry() {
		f := retention.File{Born: e.Born}
		if !e.Left.IsZero() && e.Left.Before(today) {
			f.Left = e.Left
		}
		files[e.ID] = f
	}
	statuses, err := all[register.Status](ctx, d.store, kindStatus)
	if err != nil {
		return nil, err
	}
	for _, s := range statuses {
		f := files[s.Pupil]
		f.Statuses = append(f.Statuses, s.Code)
		files[s.Pupil] = f
	}
	handed, err := all[register.Handover](ctx, d.store, kindHandover)
	if err != nil {
		return nil, err
	}
	for _, h := range handed {
		if h.Direction == register.HandoverOut && !h.Received.IsZero() {
			f := files[h.Pupil]
			f.Receipt = h.Received
			files[h.Pupil] = f
		}
	}
	return files, nil
}

// thinnable are the kinds of record that a pupil has and that may go once the next school
// has the file.
func (d *Desk) thinnable(ctx context.Context, pupil string) (kinds []string, err error) {
	for _, kind := range d.store.Kinds("pupil") {
		if kind == kindLegalHold || !d.retention.Thins(kind) {
			continue
		}
		records, err := where[recordKey](ctx, d.store, kind, "pupil", pupil)
		if err != nil {
			return nil, err
		}
		if len(records) > 0 {
			kinds = append(kinds, kind)
		}
	}
	return kinds, nil
}

// recordKey is what of any record about a pupil is needed to find it.
type recordKey struct {
	ID    string `json:"id"`
	Pupil string `json:"pupil"`
}

// ends reads the day on which a record of a kind ended; kinds without a line have no end
// of their own.
var ends = map[string]string{
	kindDeferral: "until_day", kindConcern: "closed", kindConsent: "withdrawn", kindPlacement: "ends", kindReferral: "answered", kindCycle: "reviewed",
	kindNote: "on_day", kindAdvice: "on_day", kindMeeting: "on_day", kindAttendance: "week", kindPlaceReview: "on_day", kindAttachment: "on_day",
	kindModerationCase: "on_day", kindInvitee: "meeting", kindHandover: "received", kindLevel: "on_day", kindEHCPlan: "until_day", kindAmendment: "on_day",
}

// ended is one record with its end.
type ended struct {
	recordKey
	On day.Date
}

// endedRecords are the records of a kind that have ended. A task that was done has no day
// to come back, so it ended on the day it was written.
func (d *Desk) endedRecords(ctx context.Context, kind string) (out []ended, err error) {
	field, known := ends[kind]
	if !known {
		return nil, nil
	}
	records, err := all[map[string]any](ctx, d.store, kind)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		text := func(name string) string { s, _ := r[name].(string); return s }
		written := cmp.Or(text(field), map[bool]string{true: text("on_day")}[kind == kindDeferral])
		on, err := day.Parse(written, d.Today())
		if written == "" || err != nil {
			continue
		}
		out = append(out, ended{recordKey{text("id"), text("pupil")}, on})
	}
	return out, nil
}

// dueRecords lists single records with a time of their own whose time is over, a line for
// each pupil and rule. The day is that of the first one.
func (d *Desk) dueRecords(ctx context.Context, files map[string]retention.File) ([]Due, error) {
	var out []Due
	at := map[string]int{}
	today := d.Today()
	for _, rule := range d.retention.Rules {
		for _, kind := range rule.Kinds {
			records, err := d.endedRecords(ctx, kind)
			if err != nil {
				return nil, err
			}
			for _, r := range records {
				e, err := d.Entry(r.Pupil)
				due, ok := d.retention.OfRecord(kind, files[r.Pupil], r.On)
				if err != nil || !ok || due.On.After(today) {
					continue
				}
				line := rule.ID + " " + r.Pupil
				i, there := at[line]
				if !there {
					i = len(out)
					at[line] = i
					out = append(out, d.dueOf(e, DueRecords, due))
				}
				if due.On.Before(out[i].On) {
					out[i].On, out[i].From = due.On, due.From
				}
				if !slices.Contains(out[i].Kinds, kind) {
					out[i].Kinds = append(out[i].Kinds, kind)
				}
			}
		}
	}
	return out, nil
}

// Words says in a line what may go.
func (x Due) Words() string {
	switch x.What {
	case DueTransfer:
		return "Working papers: " + strings.Join(kindsInWords(x.Kinds), ", ")
	case DueRecords:
		return x.Rule
	}
	return "The whole record"
}

func kindsInWords(kinds []string) (out []string) {
	for _, kind := range kinds {
		nouns, known := kindNouns[kind]
		if !known {
			nouns[1] = strings.ReplaceAll(kind, "_", " ") + "s"
		}
		out = append(out, nouns[1])
	}
	return out
}

// retentionTasks is the line of Today that says, once a term, that something is due.
func (d *Desk) retentionTasks(ctx context.Context) ([]Task, error) {
	due, err := d.RetentionDue(ctx)
	if err != nil {
		return nil, err
	}
	due = slices.DeleteFunc(due, Due.Held)
	if len(due) == 0 || d.School().Demo {
		return nil, nil
	}
	return []Task{{Key: "retention/" + school.Series(d.Today()), Urgency: TidyUp, Kind: "retention", Title: "Look at records whose time is over", Where: "keeping",
		Note:    fmt.Sprintf("%s past the time in the school's schedule. Nothing is deleted by itself.", isPast(len(due))),
		Meaning: "Records are kept longer than the school says it keeps them.", Does: "Look at the list", Reference: "UK GDPR Article 5(1)(e)"}}, nil
}

func isPast(n int) string {
	if n == 1 {
		return "1 record is"
	}
	return fmt.Sprintf("%d records are", n)
}
