package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/register"
)

// Fields returns the school's own fields in their order.
func (d *Desk) Fields(context.Context) ([]register.Field, error) {
	return slices.Clone(d.queryContext().Fields), nil
}

// FieldNamed returns a field of the school's own by its identifier, its name or its
// name as a query writes it, and whether there is one.
func (d *Desk) FieldNamed(name string) (register.Field, bool) {
	fields := d.queryContext().Fields
	want := register.Field{Name: name}.Slug()
	i := slices.IndexFunc(fields, func(f register.Field) bool { return f.ID == name || want != "" && f.Slug() == want })
	if i < 0 {
		return register.Field{}, false
	}
	return fields[i], true
}

// SaveField saves a field of the school's own, a new one where it has no identifier,
// and returns its identifier. A change of type or of choices that some pupil's value
// would not fit is refused. Saved views follow a new name.
func (d *Desk) SaveField(ctx context.Context, f register.Field) (string, error) {
	f.Name = strings.Join(strings.Fields(f.Name), " ")
	choices := []string{}
	for _, c := range f.Choices {
		if c = strings.Join(strings.Fields(c), " "); c != "" && f.Type == register.FieldChoice {
			choices = append(choices, c)
		}
	}
	f.Choices = choices
	fields := d.queryContext().Fields
	if err := f.Check(fields); err != nil {
		return "", asRefusal("name", err)
	}
	if f.ID == "" {
		for _, o := range fields {
			f.Place = max(f.Place, o.Place+1)
		}
		f.ID = d.options.NewID()
		return f.ID, d.do(ctx, "Add the field "+f.Name, "", fieldEdit(f))
	}
	i := slices.IndexFunc(fields, func(o register.Field) bool { return o.ID == f.ID })
	if i < 0 {
		return "", refuse("field", "There is no such field any more. Add it as a new one.")
	}
	before := fields[i]
	edits := []journal.Edit{fieldEdit(f)}
	more, err := d.refit(f)
	if err != nil {
		return "", err
	}
	edits = append(edits, more...)
	if before.Slug() != f.Slug() {
		edits = append(edits, d.viewsRenamed(before.Slug(), f.Slug())...)
	}
	return f.ID, d.do(ctx, "Change the field "+f.Name, "", edits...)
}

func fieldEdit(f register.Field) journal.Edit {
	return journal.Edit{Kind: kindField, Key: f.ID, Value: f}
}

// refit are the edits that write the pupils' values in the form that a changed field
// gives them. A value that the field cannot hold any more refuses the change.
func (d *Desk) refit(f register.Field) ([]journal.Edit, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var edits []journal.Edit
	unfit := 0
	for _, e := range d.entries {
		value := e.Fields[f.ID]
		if value == "" {
			continue
		}
		now, err := f.Read(value, d.today())
		switch {
		case err != nil:
			unfit++
		case now != value:
			edits = append(edits, pupilEdit(withValue(e.Pupil, f.ID, now)))
		}
	}
	if unfit > 0 {
		return nil, refuse("type", fmt.Sprintf("%s of %s would not fit any more. Change or clear what does not fit first. Nothing was changed.", count(unfit, "value"), f.Name))
	}
	return edits, nil
}

// RemoveField takes a field of the school's own away. What pupils' records say in it
// is kept, and shows again when the removal is undone.
func (d *Desk) RemoveField(ctx context.Context, id string) error {
	f, ok := d.FieldNamed(id)
	if !ok {
		return refuse("field", "There is no such field any more.")
	}
	return d.do(ctx, "Remove the field "+f.Name, "", journal.Edit{Kind: kindField, Key: f.ID, Remove: true})
}

// SetFieldValue sets what a pupil's record says in a field of the school's own; ""
// takes it away.
func (d *Desk) SetFieldValue(ctx context.Context, pupil, field, value string) error {
	e, err := d.Entry(pupil)
	if err != nil {
		return err
	}
	f, ok := d.FieldNamed(field)
	if !ok {
		return refuse("field", "There is no field called “"+field+"”. Add it first.")
	}
	read, err := f.Read(value, d.Today())
	if err != nil {
		return asRefusal(f.Slug(), err)
	}
	if read == e.Fields[f.ID] {
		return nil
	}
	return d.do(ctx, "Set "+f.Name+" of "+e.Name(), pupil, pupilEdit(withValue(e.Pupil, f.ID, read)))
}

// withValue returns a pupil with one value of the school's own fields set, or taken
// away where it is "". The pupil given is left as it is.
func withValue(p register.Pupil, field, value string) register.Pupil {
	values := maps.Clone(p.Fields)
	if values == nil {
		values = register.Values{}
	}
	delete(values, field)
	if value != "" {
		values[field] = value
	}
	p.Fields = values
	return p
}

// asRefusal turns a field's error into a refusal about it.
func asRefusal(field string, err error) error {
	var why *register.FieldError
	if errors.As(err, &why) {
		return refuse(field, why.Reason)
	}
	return err
}
