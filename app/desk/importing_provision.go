package desk

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/intake"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// settingProvisionMaps holds the column maps of provision maps that were brought in.
const settingProvisionMaps = "import_provision_columns"

// ProvisionImportOptions are what a person may say about a school's own provision map.
type ProvisionImportOptions struct {
	ImportOptions
	StaffKind string            // kind of staff where the map does not say it, "" for none
	Usual     bool              // take the library's usual time where the map says none
	Pupils    map[string]string // pupils chosen for names that fit nobody: by the key of the name, to id or intake.LeftOut
}

// ProvisionImport is a school's own provision map set beside the register and what the
// school has. Nothing has been changed yet.
type ProvisionImport struct {
	Name  string
	Sheet intake.ProvisionSheet
	Plan  intake.ProvisionPlan
	Costs []ProvisionCost // rows of the map that say what they cost, beside ours
}

// LooksLikeProvision reports whether a file is a provision map rather than a list of
// pupils.
func (d *Desk) LooksLikeProvision(content []byte, o ImportOptions) bool {
	return intake.LooksLikeProvision(content, intake.Options{Sheet: o.Sheet, HeaderRow: o.HeaderRow, Today: d.Today(), Codes: d.codes})
}

// ReadProvisionImport reads a school's own provision map, and works out what bringing it
// in would change and how its costs compare.
func (d *Desk) ReadProvisionImport(ctx context.Context, name string, content []byte, o ProvisionImportOptions) (ProvisionImport, error) {
	known, err := d.knownMaps(ctx, settingProvisionMaps)
	if err != nil {
		return ProvisionImport{}, err
	}
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return ProvisionImport{}, err
	}
	staff, err := d.Staff(ctx)
	if err != nil {
		return ProvisionImport{}, err
	}
	costing, err := d.Costing(ctx)
	if err != nil {
		return ProvisionImport{}, err
	}
	running, err := d.running(ctx, costing)
	if err != nil {
		return ProvisionImport{}, err
	}
	year, _ := calendar.Year(day.AcademicYear(d.Today()))
	sheet, err := intake.ReadProvision(name, content, intake.ProvisionOptions{
		Options: intake.Options{Sheet: o.Sheet, HeaderRow: o.HeaderRow, Map: o.Map, Known: known, Repairs: o.Repairs, Today: d.Today(), Codes: d.codes},
		Year:    year, Library: d.Library(), Kinds: d.RateCard().StaffKinds, Staff: staff, StaffKind: o.StaffKind, Usual: o.Usual, Pupils: o.Pupils,
	})
	if err != nil {
		return ProvisionImport{}, refuse("file", err.Error())
	}
	i := ProvisionImport{Name: name, Sheet: sheet, Plan: intake.MatchProvision(d.known(), running, sheet)}
	i.Costs = d.compareCosts(costing, i.Plan)
	return i, nil
}

// running is what the school puts on in a year of costing.
func (d *Desk) running(ctx context.Context, c provision.Costing) ([]intake.Running, error) {
	runs, err := all[provision.Intervention](ctx, d.store, kindIntervention)
	if err != nil {
		return nil, err
	}
	placed, err := all[provision.Placement](ctx, d.store, kindPlacement)
	if err != nil {
		return nil, err
	}
	in := map[string][]provision.Placement{}
	for _, p := range placed {
		in[p.Intervention] = append(in[p.Intervention], p)
	}
	var out []intake.Running
	for _, i := range runs {
		if provision.Overlap(i.Starts, i.Ends, c.First, c.Last) {
			out = append(out, intake.Running{Intervention: i, Placed: in[i.ID]})
		}
	}
	return out, nil
}

// ApplyProvisionImport brings a provision map in as one step that one undo takes back.
// Rejected rows stay out.
func (d *Desk) ApplyProvisionImport(ctx context.Context, i ProvisionImport) error {
	if err := d.allow(access.Import); err != nil {
		return err
	}
	var edits []journal.Edit
	staff := map[string]string{} // new members of staff by folded name, to id
	for _, g := range append(append([]intake.ProvisionGroup{}, i.Plan.Added...), i.Plan.Changed...) {
		more, err := d.broughtEdits(ctx, g, staff)
		if err != nil {
			return err
		}
		edits = append(edits, more...)
	}
	if len(edits) == 0 {
		return nil
	}
	edit, err := d.rememberMap(ctx, settingProvisionMaps, i.Sheet.Sheet)
	if err != nil {
		return err
	}
	label := fmt.Sprintf("Import %s: %s added, %d changed", i.Name, count(len(i.Plan.Added), "intervention"), len(i.Plan.Changed))
	return d.do(ctx, label, "", append(edits, edit)...)
}

// broughtEdits are the edits that write one intervention of a provision map.
func (d *Desk) broughtEdits(ctx context.Context, g intake.ProvisionGroup, staff map[string]string) ([]journal.Edit, error) {
	var edits []journal.Edit
	what := g.What
	if g.Before != nil {
		found, err := readRecord(ctx, d.store, kindIntervention, what.ID, &provision.Intervention{})
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, refuse("file", "“"+what.Name+"” has been taken away since the map was read. Read the map again. Nothing was changed.")
		}
	} else {
		what.ID, what.By = d.options.NewID(), d.options.By
	}
	if g.Staff != "" {
		key := register.FoldName(g.Staff)
		if staff[key] == "" {
			member := provision.Staff{ID: d.options.NewID(), Name: strings.Join(strings.Fields(g.Staff), " "), Kind: what.StaffKind, Hours: []provision.Hours{}}
			if err := refusal(provision.CheckStaff(member)); err != nil {
				return nil, err
			}
			staff[key] = member.ID
			edits = append(edits, journal.Edit{Kind: kindStaff, Key: member.ID, Value: member})
		}
		what.Staff = staff[key]
	}
	if g.Before == nil || len(g.Fields) > 0 {
		edits = append(edits, placedEdits(what)...)
	}
	for _, at := range g.Places {
		p := g.Placed[at]
		if p.ID == "" {
			p.ID, p.By = d.options.NewID(), d.options.By
		}
		p.Intervention = what.ID
		if err := d.checkPlacement(p, what, nil); err != nil {
			return nil, err
		}
		edits = append(edits, placementEdit(p))
	}
	return edits, nil
}
