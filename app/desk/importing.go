package desk

import (
	"context"
	"fmt"

	"needsbook/app/day"
	"needsbook/app/intake"
	"needsbook/app/journal"
	"needsbook/app/register"
)

// ImportOptions are what a person may say about a file: which sheet, which row
// holds the headings, which heading is which field. Empty ones are found out.
type ImportOptions struct {
	Sheet     int
	HeaderRow int
	Map       map[string]string
}

// Import is a file set beside the register: what it says and what taking it in
// would do. Nothing has been changed yet.
type Import struct {
	Name  string
	Sheet intake.Sheet
	Plan  intake.Plan
}

// Report is the import in numbers and refused rows.
func (i Import) Report() intake.Report { return i.Plan.Report(i.Sheet) }

// ReadImport reads an export of the school's system and works out the differences.
// The column map used last time for a file with the same headings is tried first.
func (d *Desk) ReadImport(ctx context.Context, name string, content []byte, o ImportOptions) (Import, error) {
	remembered := map[string]string{}
	if len(o.Map) == 0 {
		if _, err := readNamed(ctx, d.store, kindSetting, settingImportMaps, &remembered); err != nil {
			return Import{}, err
		}
		o.Map = remembered
	}
	options := intake.Options{Sheet: o.Sheet, Map: o.Map, HeaderRow: o.HeaderRow, Today: d.Today(), Codes: d.codes}
	sheet, err := intake.Read(name, content, options)
	if err != nil && len(remembered) > 0 {
		options.Map = nil // the remembered columns are of another export
		sheet, err = intake.Read(name, content, options)
	}
	if err != nil {
		return Import{}, refuse("file", err.Error())
	}
	return Import{Name: name, Sheet: sheet, Plan: intake.Match(d.known(), sheet)}, nil
}

// known is the register as an import compares it.
func (d *Desk) known() []intake.Known {
	d.mu.RLock()
	defer d.mu.RUnlock()
	out := make([]intake.Known, len(d.entries))
	for i, e := range d.entries {
		out[i] = intake.Known{Pupil: e.Pupil, Status: e.Status, Needs: e.Needs}
	}
	return out
}

// ApplyImport takes an import in as one step that one undo takes back. Rejected
// rows stay out. A status or need that the file dates before the one that stands
// takes effect today, so that history is never rewritten.
func (d *Desk) ApplyImport(ctx context.Context, i Import) error {
	statuses, needs := map[string][]register.Status{}, map[string][]register.Need{}
	if len(i.Plan.Changed) > 0 {
		allStatuses, err := all[register.Status](ctx, d.store, kindStatus)
		if err != nil {
			return err
		}
		allNeeds, err := all[register.Need](ctx, d.store, kindNeed)
		if err != nil {
			return err
		}
		statuses = byPupil(allStatuses, func(s register.Status) string { return s.Pupil })
		needs = byPupil(allNeeds, func(n register.Need) string { return n.Pupil })
	}
	var edits []journal.Edit
	for _, in := range i.Plan.Added {
		more, err := d.added(in)
		if err != nil {
			return err
		}
		edits = append(edits, more...)
	}
	for _, c := range i.Plan.Changed {
		more, err := d.changed(c, statuses[c.Before.Pupil.ID], needs[c.Before.Pupil.ID])
		if err != nil {
			return err
		}
		edits = append(edits, more...)
	}
	if len(i.Sheet.Columns) > 0 {
		edit, err := putNamed(kindSetting, settingImportMaps, i.Sheet.Columns)
		if err != nil {
			return err
		}
		edits = append(edits, edit)
	}
	label := fmt.Sprintf("Import %s: %d added, %d changed", i.Name, len(i.Plan.Added), len(i.Plan.Changed))
	return d.do(ctx, label, "", edits...)
}

func (d *Desk) added(in intake.Incoming) ([]journal.Edit, error) {
	p := in.Pupil
	p.ID = d.options.NewID()
	from := in.StatusFrom
	if from.IsZero() || from.After(d.Today()) {
		from = d.Today()
	}
	if p.Entered.IsZero() {
		p.Entered = from
	}
	edits, err := d.newPupilEdits(p, in.Status, in.Needs, from)
	markLegacy(edits, in.Legacy)
	return edits, err
}

func (d *Desk) changed(c intake.Change, statuses []register.Status, needs []register.Need) ([]journal.Edit, error) {
	p := c.After.Pupil
	edits := []journal.Edit{pupilEdit(p)}
	if c.After.Status != c.Before.Status && c.After.Status != "" {
		from := c.StatusFrom
		if from.IsZero() || from.After(d.Today()) || from.Before(latestStart(statuses)) {
			from = d.Today()
		}
		more, err := d.statusEdits(statuses, p.ID, c.After.Status, from)
		if err != nil {
			return nil, err
		}
		markLegacy(more, c.Legacy)
		edits = append(edits, more...)
	}
	more, err := d.needEdits(needs, p.ID, c.After.Needs, d.Today())
	return append(edits, more...), err
}

func latestStart(statuses []register.Status) day.Date {
	var last day.Date
	for _, s := range statuses {
		if s.From.After(last) {
			last = s.From
		}
	}
	return last
}

// markLegacy keeps the code as it arrived, when it was an old one, on the status
// that it opened.
func markLegacy(edits []journal.Edit, legacy string) {
	for i, e := range edits {
		if s, ok := e.Value.(register.Status); ok && legacy != "" && s.Until.IsZero() {
			s.Legacy = legacy
			edits[i].Value = s
		}
	}
}
