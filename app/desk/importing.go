package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"needsbook/app/access"
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
	Repairs   intake.Repairs // what was put right in its rows
}

// Import is a file set beside the register: what it says and what taking it in
// would do. Nothing has been changed yet.
type Import struct {
	Name  string
	Sheet intake.Sheet
	Plan  intake.Plan
	// Leavers are pupils whom the file does not have and of whom a person has said that
	// they left; LeftOn is their last day on roll.
	Leavers []string
	LeftOn  day.Date
}

// Report is the import in numbers and refused rows.
func (i Import) Report() intake.Report { return i.Plan.Report(i.Sheet) }

// ReadImport reads an export of the school's system and works out the differences.
// Without a map, the one that was used for a file with the same headings is taken.
func (d *Desk) ReadImport(ctx context.Context, name string, content []byte, o ImportOptions) (Import, error) {
	known, err := d.knownMaps(ctx, settingImportMaps)
	if err != nil {
		return Import{}, err
	}
	fields, err := d.Fields(ctx)
	if err != nil {
		return Import{}, err
	}
	sheet, err := intake.Read(name, content, intake.Options{Sheet: o.Sheet, Map: o.Map, Known: known, HeaderRow: o.HeaderRow,
		Repairs: o.Repairs, Own: fields, Today: d.Today(), Codes: d.codes})
	if err != nil {
		return Import{}, refuse("file", err.Error())
	}
	return Import{Name: name, Sheet: sheet, Plan: intake.Match(d.known(), sheet), LeftOn: d.Today()}, nil
}

// mostMaps is how many column maps are remembered, one for each sort of file.
const mostMaps = 12

// knownMaps are the column maps of one sort of file that were brought in, the last one
// first.
func (d *Desk) knownMaps(ctx context.Context, setting string) ([]map[string]string, error) {
	var maps []map[string]string
	_, err := readNamed(ctx, d.store, kindSetting, setting, &maps)
	return maps, err
}

// rememberMap is the edit that keeps the columns of a file for the next of its sort,
// with the fields that a person left out.
func (d *Desk) rememberMap(ctx context.Context, setting string, s intake.Sheet) (journal.Edit, error) {
	known, err := d.knownMaps(ctx, setting)
	if err != nil {
		return journal.Edit{}, err
	}
	used := maps.Clone(s.Columns)
	for field, heading := range s.Chosen {
		if heading == "" {
			used[field] = ""
		}
	}
	known = slices.DeleteFunc(known, func(m map[string]string) bool { return maps.Equal(m, used) || maps.Equal(m, s.Chosen) })
	known = append([]map[string]string{used}, known...)
	return putNamed(kindSetting, setting, known[:min(len(known), mostMaps)])
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
	if err := d.allow(access.Import); err != nil {
		return err
	}
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
	for _, id := range i.Leavers {
		more, err := d.leaves(id, i.LeftOn)
		if err != nil {
			return err
		}
		edits = append(edits, more)
	}
	if len(edits) == 0 {
		return nil
	}
	if len(i.Sheet.Columns) > 0 && i.Sheet.Format != intake.FormatCTF {
		edit, err := d.rememberMap(ctx, settingImportMaps, i.Sheet)
		if err != nil {
			return err
		}
		edits = append(edits, edit)
	}
	label := fmt.Sprintf("Import %s: %d added, %d changed", i.Name, len(i.Plan.Added), len(i.Plan.Changed))
	if n := len(i.Leavers); n > 0 {
		label += fmt.Sprintf(", %d left", n)
	}
	return d.do(ctx, label, "", edits...)
}

// leaves is the edit that ends a pupil's time on roll.
func (d *Desk) leaves(id string, on day.Date) (journal.Edit, error) {
	e, err := d.Entry(id)
	if err != nil {
		return journal.Edit{}, err
	}
	if on.IsZero() {
		return journal.Edit{}, refuse("left_on", "Enter the last day on roll, such as 20 Jul 2027 or today.")
	}
	p := e.Pupil
	p.Left = on
	return pupilEdit(p), d.checkPupil(p)
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
	p := register.KeepFormerUPN(c.After.Pupil, c.Before.Pupil.UPN)
	edits := []journal.Edit{pupilEdit(p)}
	if c.After.Status != c.Before.Status && c.After.Status != "" {
		from := c.StatusFrom
		if from.IsZero() || from.After(d.Today()) || from.Before(register.LatestStatus(statuses)) {
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
