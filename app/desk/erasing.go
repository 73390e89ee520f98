package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// eraser is what the school's file can do to take records out for good.
type eraser interface {
	Erase(ctx context.Context, step journal.Step, e journal.Erasure) (journal.Step, journal.Toll, error)
	SweepPapers(ctx context.Context) (erased int, err error)
	Compact() error
	CopiesIn(folder string) ([]Copy, error)
	RemoveCopy(path string) error
}

// Erasing is what a person decides when records are erased. Nothing brings them back.
type Erasing struct {
	Pupils    []string `json:"pupils"`
	Why       string   `json:"why"`        // kept in the log: it must name no pupil
	DecidedBy string   `json:"decided_by"` // the person who decided, kept in the log
	// Kinds are the kinds of record to take out, for single records and for the working
	// papers of a pupil who moved on; none takes the pupil out altogether.
	Kinds []string `json:"kinds,omitempty"`
	// Due takes only single records out whose own time is over.
	Due bool `json:"due,omitempty"`
}

// Erased is what an erasure came to. It names nobody but those whose words still do.
type Erased struct {
	Pupils   int        `json:"pupils"`
	Records  int        `json:"records"` // taken away
	Changed  int        `json:"changed"` // shared records in which a line or a name was taken out
	Steps    int        `json:"journal_steps"`
	Papers   int        `json:"attachments"`
	Backup   Copy       `json:"backup"` // the new one, made after it
	Older    []OldCopy  `json:"older_copies"`
	Mentions []Mention  `json:"mentions"` // records of other pupils in whose words a full name still stands
	Counts   string     `json:"counts"`   // what it means for counts that were sent
	Problems []string   `json:"problems"`
	Log      ErasureLog `json:"log"`
}

// Mention is a record of another pupil in whose words an erased pupil's name stands.
type Mention struct {
	Pupil string `json:"pupil"`
	Name  string `json:"name"`
	Kind  string `json:"kind"` // in words
}

// ErasureLog is the record that an erasure happened. It names no pupil (UK GDPR Article
// 5(2): the school can show that it did it).
type ErasureLog struct {
	ID        string   `json:"id"`
	On        day.Date `json:"on_day"`
	Pupils    int      `json:"pupils"`
	Why       string   `json:"why"`
	DecidedBy string   `json:"decided_by"`
	Records   int      `json:"records"`
	Head      string   `json:"head"` // where the journal's chain stood before its steps were made anew
	By        string   `json:"by"`
}

// countsAfter says what an erasure means for counts that have left the school.
const countsAfter = "Summaries that were sent named nobody and stay as they were sent: a count that the pupil was in is not put right afterwards. The pupil is no longer among those who are remembered as counted. A figure changes when at least five pupils have moved in or out of it, so a figure sent next may still be as it was. A funding request that was sent stays with the panel under its number, without a name."

// Erase takes pupils, or some of their records, out of the file for good: every record,
// what shared records and drafts hold of them, and all of it in the history. The file is
// then written afresh and a new backup made. Older backups still hold them; they are
// listed with the day on which the rules let each go.
func (d *Desk) Erase(ctx context.Context, w Erasing) (Erased, error) {
	if err := d.allow(access.Erase); err != nil {
		return Erased{}, err
	}
	if err := d.checkErasing(ctx, &w); err != nil {
		return Erased{}, err
	}
	d.papers.Lock()
	defer d.papers.Unlock()
	e, err := d.erasure(ctx, w)
	if err != nil {
		return Erased{}, err
	}
	store := d.store.(eraser)
	step, toll, err := store.Erase(ctx, journal.Step{At: d.options.Clock(), By: d.options.By, Label: labelOfErasing(w)}, e)
	if err != nil {
		return Erased{}, fmt.Errorf("erasing records: %w", err)
	}
	return d.afterErasing(ctx, w, step, toll)
}

func labelOfErasing(w Erasing) string {
	if len(w.Kinds) > 0 {
		return "Erase some records of " + count(len(w.Pupils), "pupil")
	}
	return "Erase " + count(len(w.Pupils), "pupil")
}

// checkErasing refuses what was not decided properly, and records that must be kept.
func (d *Desk) checkErasing(ctx context.Context, w *Erasing) error {
	w.Why, w.DecidedBy = strings.TrimSpace(w.Why), strings.TrimSpace(w.DecidedBy)
	slices.Sort(w.Pupils)
	w.Pupils = slices.Compact(w.Pupils)
	switch {
	case len(w.Pupils) == 0:
		return refuse("pupils", "Choose whose records are to be erased.")
	case w.Why == "":
		return refuse("why", "Say why, without a name: the reason is kept in the log. “Time of keeping is over” is enough.")
	case w.DecidedBy == "":
		return refuse("decided_by", "Say who decided, such as the headteacher or the data protection officer.")
	}
	held := 0
	var names []string
	for _, id := range w.Pupils {
		e, err := d.Entry(id)
		if err != nil {
			return err
		}
		names = append(names, namesOf(e.Pupil)...)
		_, holds, err := d.legalHold(ctx, id)
		if err != nil {
			return err
		}
		if holds {
			held++
		}
	}
	if held > 0 {
		return refuse("pupils", fmt.Sprintf("Nothing was erased: a legal hold stands on %s. End the hold first, when its reason is over.", count(held, "record")))
	}
	for _, field := range []struct{ name, words string }{{"why", w.Why}, {"decided_by", w.DecidedBy}} {
		if journal.NewRedaction(w.Pupils, nil, names).Names(field.words) {
			return refuse(field.name, "Leave the pupil's name and number out: this is kept after the pupil is erased.")
		}
	}
	return nil
}

// namesOf are the ways in which words name a pupil: full names in both orders, and numbers.
// A first name alone is not among them, since it is a word that others share.
func namesOf(p register.Pupil) (out []string) {
	for _, name := range []string{p.Name(), p.ListName(), p.Forename + " " + p.Surname, p.Surname + " " + p.Forename, p.Preferred + " " + p.Surname, p.Surname + ", " + p.Preferred} {
		if name = strings.Trim(strings.TrimSpace(name), ","); strings.Contains(name, " ") && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, number := range append(p.FormerUPNs(), p.UPN) {
		if number != "" && !slices.Contains(out, number) {
			out = append(out, number)
		}
	}
	return out
}

// erasure works out what is to be taken out of the file.
func (d *Desk) erasure(ctx context.Context, w Erasing) (journal.Erasure, error) {
	e := journal.Erasure{
		Names: func(body journal.Body) []string {
			var p register.Pupil
			if json.Unmarshal(body, &p) != nil {
				return nil
			}
			return namesOf(p)
		},
		Log: func(t journal.Toll, head string) journal.Edit {
			log := ErasureLog{ID: d.options.NewID(), On: d.Today(), Pupils: len(w.Pupils), Why: w.Why, DecidedBy: w.DecidedBy, Records: sumOf(t.Records), Head: head, By: d.options.By}
			return journal.Edit{Kind: kindErasure, Key: log.ID, Value: log}
		},
	}
	if len(w.Kinds) > 0 {
		var err error
		e.With, err = d.recordsToThin(ctx, w)
		if err == nil && len(e.With) == 0 {
			err = refuse("kinds", "There is nothing of that to erase.")
		}
		return e, err
	}
	e.Pupils = w.Pupils
	placements, err := all[provision.Placement](ctx, d.store, kindPlacement)
	if err != nil {
		return e, err
	}
	shared := map[string]bool{}
	for _, p := range placements {
		shared[p.Intervention] = shared[p.Intervention] || !slices.Contains(w.Pupils, p.Pupil)
	}
	for intervention, others := range shared {
		if !others { // put on for them alone: its name and its goal are theirs
			e.With = append(e.With, journal.Ref{Kind: kindIntervention, Key: intervention})
		}
	}
	return e, nil
}

// recordsToThin are the records of some kinds that are to go.
func (d *Desk) recordsToThin(ctx context.Context, w Erasing) (out []journal.Ref, err error) {
	today := d.Today()
	for _, kind := range w.Kinds {
		if !slices.Contains(d.store.Kinds("pupil"), kind) || kind == kindLegalHold || kind == kindHandover {
			return nil, refuse("kinds", "Records of the kind “"+kind+"” are not erased by themselves.")
		}
		var records []ended
		if w.Due {
			all, err := d.endedRecords(ctx, kind)
			if err != nil {
				return nil, err
			}
			for _, r := range all {
				e, err := d.Entry(r.Pupil)
				if err != nil {
					continue
				}
				due, ok := d.retention.OfRecord(kind, fileOf(e), r.On)
				if ok && !due.On.After(today) {
					records = append(records, r)
				}
			}
		} else {
			keys, err := all[recordKey](ctx, d.store, kind)
			if err != nil {
				return nil, err
			}
			for _, k := range keys {
				records = append(records, ended{recordKey: k})
			}
		}
		for _, r := range records {
			if slices.Contains(w.Pupils, r.Pupil) {
				out = append(out, journal.Ref{Kind: kind, Key: r.ID})
			}
		}
	}
	return out, nil
}

func sumOf(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// afterErasing is what follows once the records are gone: attachments, the file written
// afresh, a new backup, and the desk's own memory. What fails of it is said; the records
// are gone all the same.
func (d *Desk) afterErasing(ctx context.Context, w Erasing, step journal.Step, toll journal.Toll) (Erased, error) {
	out := Erased{Pupils: len(w.Pupils), Records: sumOf(toll.Records), Changed: sumOf(toll.Changed) + toll.Drafts, Steps: toll.Steps, Counts: countsAfter, Mentions: []Mention{}, Older: []OldCopy{}, Problems: []string{}}
	if len(w.Kinds) > 0 {
		out.Counts = ""
	}
	for _, c := range step.Changes {
		if err := json.Unmarshal(c.After, &out.Log); err != nil {
			return out, fmt.Errorf("reading the log of erasures: %w", err)
		}
	}
	store := d.store.(eraser)
	problem := func(what string, err error) {
		if err != nil {
			out.Problems = append(out.Problems, what+" "+Words(err))
		}
	}
	var err error
	out.Papers, err = store.SweepPapers(ctx)
	problem("The attachments are out of the record, but their sealed files could not be removed.", err)
	problem("The file could not be written afresh, so older bytes of it, encrypted, are still on the disk.", store.Compact())
	out.Backup, err = d.Keeper().Backup(ctx, "")
	problem("No new backup was made.", err)
	if err == nil {
		problem("The second folder was not reached.", d.CopyToSecond(ctx))
		if err := d.rememberFirst(ctx, out.Backup); err != nil {
			return out, err
		}
	}
	out.Older, err = d.olderCopies(ctx, out.Backup)
	problem("The older backups could not be listed.", err)
	if err := errors.Join(d.readFile(ctx), d.forgetAll()); err != nil {
		return out, err
	}
	for _, ref := range toll.Mentions {
		if m, ok, err := d.mention(ctx, ref); err != nil {
			return out, err
		} else if ok {
			out.Mentions = append(out.Mentions, m)
		}
	}
	d.onChange()
	return out, nil
}

// forgetAll drops what the desk worked out from records that are gone.
func (d *Desk) forgetAll() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.posted, d.formerly = nil, nil
	d.redone++
	return nil
}

func (d *Desk) mention(ctx context.Context, ref journal.Ref) (Mention, bool, error) {
	id := ref.Key
	if ref.Kind != kindPupil {
		var of recordKey
		if found, err := readRecord(ctx, d.store, ref.Kind, ref.Key, &of); err != nil || !found {
			return Mention{}, false, err
		}
		id = of.Pupil
	}
	e, err := d.Entry(id)
	if err != nil {
		return Mention{}, false, nil
	}
	noun := kindNouns[ref.Kind][0]
	if noun == "" {
		noun = "details"
	}
	return Mention{Pupil: id, Name: e.Name(), Kind: noun}, true, nil
}

// Erasures is the log of what was erased, the latest first.
func (d *Desk) Erasures(ctx context.Context) ([]ErasureLog, error) {
	list, err := all[ErasureLog](ctx, d.store, kindErasure)
	slices.SortStableFunc(list, func(a, b ErasureLog) int { return b.On.Compare(a.On) })
	return list, err
}
