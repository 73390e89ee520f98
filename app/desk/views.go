package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/register"
)

// storedView is a view as the file holds it.
type storedView struct {
	ID    string        `json:"id"`
	Name  string        `json:"name"`
	Place int           `json:"place"`
	Value register.View `json:"value"`
}

// readViews reads the school's own fields and the saved views into memory.
func (d *Desk) readViews(ctx context.Context) error {
	fields, err1 := all[register.Field](ctx, d.store, kindField)
	stored, err2 := all[storedView](ctx, d.store, kindView)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	slices.SortStableFunc(fields, func(a, b register.Field) int { return cmp.Compare(a.Place, b.Place) })
	slices.SortStableFunc(stored, func(a, b storedView) int { return cmp.Compare(a.Place, b.Place) })
	views := make([]register.View, len(stored))
	for i, s := range stored {
		views[i] = s.Value
		views[i].ID, views[i].Name, views[i].Place = s.ID, s.Name, s.Place
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fields, d.views = fields, views
	return nil
}

// Views returns the saved views in their order.
func (d *Desk) Views(context.Context) ([]register.View, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return slices.Clone(d.views), nil
}

// View returns a saved view by its identifier, and whether there is one.
func (d *Desk) View(id string) (register.View, bool) {
	return d.findView(func(v register.View) bool { return v.ID == id })
}

// ViewNamed returns a saved view by its name, in any case, and whether there is one.
func (d *Desk) ViewNamed(name string) (register.View, bool) {
	return d.findView(func(v register.View) bool { return strings.EqualFold(v.Name, strings.TrimSpace(name)) })
}

func (d *Desk) findView(is func(register.View) bool) (register.View, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if i := slices.IndexFunc(d.views, is); i >= 0 {
		return d.views[i], true
	}
	return register.View{}, false
}

// SaveView saves a view, a new one where it has no identifier, and returns its
// identifier. A new view comes after the others.
func (d *Desk) SaveView(ctx context.Context, v register.View) (string, error) {
	v.Name = strings.Join(strings.Fields(v.Name), " ")
	if err := d.checkView(v); err != nil {
		return "", err
	}
	label := "Change the view " + v.Name
	if v.ID == "" {
		views, _ := d.Views(ctx)
		for _, o := range views {
			v.Place = max(v.Place, o.Place+1)
		}
		v.ID, label = d.options.NewID(), "Save the view "+v.Name
	}
	return v.ID, d.do(ctx, label, "", d.viewEdit(v))
}

// viewEdit is the edit that writes a view. It keeps what the school's own fields are
// called, to name them once they are gone.
func (d *Desk) viewEdit(v register.View) journal.Edit {
	columns := d.Columns()
	v.Columns, v.Sorts, v.Marks = listed(v.Columns), listed(v.Sorts), listed(v.Marks)
	for i, c := range v.Columns {
		if at := slices.IndexFunc(columns, func(o register.Column) bool { return o.ID == c.ID && o.Own }); at >= 0 {
			v.Columns[i].Title = columns[at].Title
		}
	}
	return journal.Edit{Kind: kindView, Key: v.ID, Value: storedView{v.ID, v.Name, v.Place, v}}
}

// listed returns a copy of a list that JSON writes as one even where it is empty.
func listed[T any](list []T) []T { return append([]T{}, list...) }

// longestViewName is how many characters the name of a view may have.
const longestViewName = 40

// checkView refuses a view that could not be shown.
func (d *Desk) checkView(v register.View) error {
	if v.Name == "" {
		return refuse("name", "Enter a name for the view.")
	}
	if len([]rune(v.Name)) > longestViewName {
		return refuse("name", fmt.Sprintf("The name of a view can have %d characters at most.", longestViewName))
	}
	if o, taken := d.ViewNamed(v.Name); taken && o.ID != v.ID {
		return refuse("name", "There is a view called “"+o.Name+"” already. Choose another name.")
	}
	if v.ID != "" {
		if _, there := d.View(v.ID); !there {
			return refuse("view", "There is no such view any more. Save it as a new one.")
		}
	}
	if len(v.Columns) == 0 {
		return refuse("columns", "Choose at least one column.")
	}
	if _, err := d.Sheet(v, NamesFull); err != nil {
		return err
	}
	for _, m := range v.Marks {
		if strings.TrimSpace(m.Words) == "" {
			return refuse("marks", "Enter the words for each mark: colour alone does not say what it means.")
		}
		if !slices.ContainsFunc(register.MarkLooks, func(l struct{ ID, Name, Shape string }) bool { return l.ID == m.Look }) {
			return refuse("marks", "“"+m.Look+"” is not a look that a mark can have.")
		}
		if _, err := register.ParseQuery(m.Query, d.queryContext()); err != nil && !d.savedMark(v.ID, m) {
			return err
		}
	}
	return nil
}

// savedMark reports whether a mark stands in a view as it was saved: one whose field
// was removed since may stay, for the field may come back.
func (d *Desk) savedMark(view string, m register.ViewMark) bool {
	saved, _ := d.View(view)
	return slices.Contains(saved.Marks, m)
}

// RemoveView takes a saved view away.
func (d *Desk) RemoveView(ctx context.Context, id string) error {
	v, ok := d.View(id)
	if !ok {
		return refuse("view", "There is no such view any more.")
	}
	return d.do(ctx, "Remove the view "+v.Name, "", journal.Edit{Kind: kindView, Key: id, Remove: true})
}

// viewsRenamed are the edits that make the saved views ask about a field by its new
// name.
func (d *Desk) viewsRenamed(from, to string) []journal.Edit {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var edits []journal.Edit
	for _, v := range d.views {
		query, marks := register.RenameField(v.Query, from, to), slices.Clone(v.Marks)
		for i := range marks {
			marks[i].Query = register.RenameField(marks[i].Query, from, to)
		}
		if query != v.Query || !slices.Equal(marks, v.Marks) {
			v.Query, v.Marks = query, marks
			edits = append(edits, journal.Edit{Kind: kindView, Key: v.ID, Value: storedView{v.ID, v.Name, v.Place, v}})
		}
	}
	return edits
}
