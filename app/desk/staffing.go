package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/provision"
)

// Staff returns the members of staff who give provision, those who have left as well,
// in the order of their names.
func (d *Desk) Staff(ctx context.Context) ([]provision.Staff, error) {
	list, err := all[provision.Staff](ctx, d.store, kindStaff)
	slices.SortStableFunc(list, func(a, b provision.Staff) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return list, err
}

// StaffMember returns one member of staff, refused for an id that nobody has.
func (d *Desk) StaffMember(ctx context.Context, id string) (provision.Staff, error) {
	var s provision.Staff
	found, err := readRecord(ctx, d.store, kindStaff, id, &s)
	if err == nil && !found {
		err = refuse("staff", "There is no such member of staff.")
	}
	return s, err
}

// SaveStaff writes a member of staff with the hours for provision and returns the id.
func (d *Desk) SaveStaff(ctx context.Context, s provision.Staff) (string, error) {
	s.Name = strings.Join(strings.Fields(s.Name), " ")
	if err := refusal(provision.CheckStaff(s)); err != nil {
		return "", err
	}
	if !slices.ContainsFunc(d.card.StaffKinds, func(k provision.StaffKind) bool { return k.ID == s.Kind }) {
		return "", refuse("kind", "There is no such kind of staff. Choose one from the list.")
	}
	others, err := d.Staff(ctx)
	if err != nil {
		return "", err
	}
	label := "Change the hours of "
	if s.ID == "" {
		s.ID, label = d.options.NewID(), "Add "
	}
	for _, o := range others {
		if o.ID != s.ID && o.Until.IsZero() && strings.EqualFold(o.Name, s.Name) {
			return "", refuse("name", "There is a member of staff of this name already. Add an initial, so that the two can be told apart.")
		}
	}
	s.Hours = orEmpty(slices.Clone(s.Hours))
	provision.SortHours(s.Hours)
	return s.ID, d.do(ctx, label+s.Name, "", journal.Edit{Kind: kindStaff, Key: s.ID, Value: s})
}

// RemoveStaff takes a member of staff away who was entered by mistake; what they were
// to give has nobody named then. One who leaves gets a last day instead.
func (d *Desk) RemoveStaff(ctx context.Context, id string) error {
	s, err := d.StaffMember(ctx, id)
	if err != nil {
		return err
	}
	runs, err := where[provision.Intervention](ctx, d.store, kindIntervention, "staff", id)
	if err != nil {
		return err
	}
	edits := []journal.Edit{{Kind: kindStaff, Key: id, Remove: true}}
	for _, i := range runs {
		i.Staff = ""
		edits = append(edits, placedEdits(i)...)
	}
	return d.do(ctx, "Remove "+s.Name+" from the staff", "", edits...)
}
