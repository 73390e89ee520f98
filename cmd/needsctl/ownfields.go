package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
)

// ownField is a field of the school's own as lists show it.
type ownField struct {
	register.Field
	Term string `json:"term"` // its name as a search and a bulk edit write it
}

// fieldNamed finds a field of the school's own.
func fieldNamed(d *desk.Desk, name string) (register.Field, error) {
	if f, ok := d.FieldNamed(name); ok {
		return f, nil
	}
	return register.Field{}, refusal("There is no field called “" + name + "”. See: needsctl field list")
}

func fieldList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		fields, err := d.Fields(c.ctx)
		if err != nil {
			return err
		}
		list := make([]ownField, len(fields))
		lines := make([]string, len(fields))
		for i, f := range fields {
			f.Choices = orEmpty(f.Choices)
			list[i] = ownField{f, f.Slug()}
			lines[i] = fmt.Sprintf("%s (%s): %s", f.Name, f.Slug(), strings.Join(append([]string{string(f.Type)}, f.Choices...), ", "))
		}
		if len(lines) == 0 {
			lines = []string{"The school has no fields of its own yet. See: needsctl field add --help"}
		}
		return c.print(map[string]any{"fields": list}, "%s", strings.Join(lines, "\n"))
	})
}

// fieldFlags are the flags that describe a field.
func (c *call) fieldFlags() (apply func(*register.Field)) {
	name := c.flags.String("name", "", "what the field is called")
	kind := c.flags.String("type", "", "what it may hold: text, number, date, yes_no or `choice`")
	choices := c.flags.String("choices", "", "the `choices` of a choice, with commas between")
	return func(f *register.Field) {
		for flag := range c.given() {
			switch flag {
			case "name":
				f.Name = *name
			case "type":
				f.Type = register.FieldType(*kind)
			case "choices":
				f.Choices = strings.Split(*choices, ",")
			}
		}
	}
}

func fieldAdd(c *call) error {
	return c.saveField(func(_ *desk.Desk, name string) (register.Field, error) {
		return register.Field{Name: name, Type: register.FieldText}, nil
	})
}

func fieldSet(c *call) error { return c.saveField(fieldNamed) }

func (c *call) saveField(start func(*desk.Desk, string) (register.Field, error)) error {
	apply := c.fieldFlags()
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		f, err := start(d, c.words[0])
		if err != nil {
			return err
		}
		apply(&f)
		id, err := d.SaveField(c.ctx, f)
		if err != nil {
			return err
		}
		return c.print(map[string]string{"id": id, "name": f.Name, "term": f.Slug()}, "The field %s is kept. Searches and needsctl set call it %s.", f.Name, f.Slug())
	})
}

func fieldRemove(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		f, err := fieldNamed(d, c.words[0])
		if err != nil {
			return err
		}
		if err := d.RemoveField(c.ctx, f.ID); err != nil {
			return err
		}
		return c.print(map[string]string{"id": f.ID, "name": f.Name}, "The field %s is removed. What it held is kept: needsctl undo brings it back.", f.Name)
	})
}
