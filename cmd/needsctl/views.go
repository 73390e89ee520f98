package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
)

// viewNamed finds a saved view.
func viewNamed(d *desk.Desk, name string) (register.View, error) {
	if v, ok := d.ViewNamed(name); ok {
		return v, nil
	}
	return register.View{}, refusal("There is no view called “" + name + "”. See: needsctl view list")
}

func viewList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		views, err := d.Views(c.ctx)
		if err != nil {
			return err
		}
		lines := make([]string, len(views))
		for i, v := range views {
			columns := make([]string, len(v.Columns))
			for j, column := range v.Columns {
				columns[j] = column.ID
				if column.Title != "" {
					columns[j] = column.Title
				}
			}
			lines[i] = fmt.Sprintf("%s: %s (%s)", v.Name, orNone(v.Query), strings.Join(columns, ", "))
		}
		if len(lines) == 0 {
			lines = []string{"No view is saved yet. See: needsctl view save --help"}
		}
		return c.print(map[string]any{"views": orEmpty(views)}, "%s", strings.Join(lines, "\n"))
	})
}

// viewSave saves a view, or changes the one with that name: what is not given stays.
func viewSave(c *call) error {
	query := c.flags.String("query", "", "the `search` whose pupils it shows")
	columns := c.flags.String("columns", "", "its `columns` by heading or identifier, with commas between")
	sorts := c.flags.String("sort", "", "the `columns` it is sorted by; a hyphen before one turns it round")
	preview := c.flags.Bool("preview", false, "show the pupil in hand beside the list")
	var marks []register.ViewMark
	c.flags.Func("mark", "mark the rows that answer a search: `LOOK;WORDS;SEARCH`; can be given again", func(text string) error {
		parts := strings.SplitN(text, ";", 3)
		if len(parts) < 3 {
			return fmt.Errorf("write a mark as LOOK;WORDS;SEARCH, such as overdue;Review late;review:overdue")
		}
		marks = append(marks, register.ViewMark{Look: strings.TrimSpace(parts[0]), Words: strings.TrimSpace(parts[1]), Query: strings.TrimSpace(parts[2])})
		return nil
	})
	if err := c.parse(1, 1); err != nil {
		return err
	}
	given := c.given()
	return c.withDesk(func(d *desk.Desk) error {
		v, saved := d.ViewNamed(c.words[0])
		if !saved {
			v = d.StandardView()
			v.Name = c.words[0]
		}
		var err error
		if _, ok := given["query"]; ok {
			v.Query = *query
		}
		if _, ok := given["columns"]; ok {
			if v.Columns, err = readColumns(d, v.Columns, *columns); err != nil {
				return err
			}
		}
		if _, ok := given["sort"]; ok {
			if v.Sorts, err = readSorts(d, *sorts); err != nil {
				return err
			}
		}
		if _, ok := given["preview"]; ok {
			v.Preview = *preview
		}
		if len(marks) > 0 {
			v.Marks = marks
		}
		id, err := d.SaveView(c.ctx, v)
		if err != nil {
			return err
		}
		return c.print(map[string]string{"id": id, "name": v.Name}, "The view %s is saved.", v.Name)
	})
}

// readColumns reads the columns of a view. One that it had keeps its width.
func readColumns(d *desk.Desk, before []register.ViewColumn, text string) ([]register.ViewColumn, error) {
	var out []register.ViewColumn
	for _, name := range strings.Split(text, ",") {
		column, err := columnNamed(d, name)
		if err != nil {
			return nil, err
		}
		one := register.ViewColumn{ID: column.ID}
		for _, b := range before {
			if b.ID == column.ID {
				one = b
			}
		}
		out = append(out, one)
	}
	return out, nil
}

func readSorts(d *desk.Desk, text string) ([]register.ViewSort, error) {
	var out []register.ViewSort
	for _, name := range strings.Split(text, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		name, descending := strings.CutPrefix(name, "-")
		column, err := columnNamed(d, name)
		if err != nil {
			return nil, err
		}
		out = append(out, register.ViewSort{ID: column.ID, Descending: descending})
	}
	return out, nil
}

func columnNamed(d *desk.Desk, name string) (register.Column, error) {
	name = strings.TrimSpace(name)
	if c, ok := d.ColumnNamed(name); ok {
		return c, nil
	}
	var titles []string
	for _, c := range d.Columns() {
		titles = append(titles, c.ID)
		if c.Own {
			titles[len(titles)-1] = c.Title
		}
	}
	return register.Column{}, usageError("There is no column “" + name + "”. Use some of " + strings.Join(titles, ", ") + ".")
}

func viewRemove(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		v, err := viewNamed(d, c.words[0])
		if err != nil {
			return err
		}
		if err := d.RemoveView(c.ctx, v.ID); err != nil {
			return err
		}
		return c.print(map[string]string{"id": v.ID, "name": v.Name}, "The view %s is removed. needsctl undo brings it back.", v.Name)
	})
}
