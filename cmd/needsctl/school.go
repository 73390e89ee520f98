package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/school"
)

// notSet are the school's details that other verbs write.
var notSet = map[string]string{
	"demo":      "Only needsctl demo makes a demo school.",
	"demo_day":  "Only needsctl demo makes a demo school.",
	"published": "The day of publishing is recorded by needsctl report publish.",
}

func schoolShow(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error { return c.printSchool(d) })
}

func (c *call) printSchool(d *desk.Desk) error {
	details, err := schoolDetails(d.School())
	if err != nil {
		return err
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(details)) {
		if value := fmt.Sprint(details[name]); value != "" && value != "0" && value != "false" {
			lines = append(lines, fmt.Sprintf("%-20s %s", name, value))
		}
	}
	return c.print(d.School(), "%s", strings.Join(lines, "\n"))
}

// schoolDetails are the school's details by the names of their JSON.
func schoolDetails(s school.School) (map[string]any, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("reading the school's details: %w", err)
	}
	var details map[string]any
	return details, json.Unmarshal(body, &details)
}

func schoolSet(c *call) error {
	if err := c.parse(1, -1); err != nil {
		return err
	}
	given, err := pairs(c.words)
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		s := d.School()
		details, err := schoolDetails(s)
		if err != nil {
			return err
		}
		var fields []field
		values := map[string]string{}
		for _, pair := range given {
			f, err := schoolField(details, pair[0])
			if err != nil {
				return err
			}
			fields, values[pair[0]] = append(fields, f), pair[1]
		}
		if err := fill(&s, fields, values, d.Today()); err != nil {
			return err
		}
		if err := d.SaveSchool(c.ctx, s); err != nil {
			return err
		}
		return c.printSchool(d)
	})
}

// schoolField finds out how a detail of the school is written.
func schoolField(details map[string]any, name string) (field, error) {
	if why, ok := notSet[name]; ok {
		return field{}, refusal(why + " Nothing was changed.")
	}
	value, known := details[name]
	if !known {
		return field{}, usageError("“" + name + "” is not one of the school's details: " + strings.Join(slices.Sorted(maps.Keys(details)), ", ") + ".")
	}
	f := field{name: name, key: name}
	if _, isNumber := value.(float64); isNumber {
		f.sort = number
	}
	if name == "access_plan_end" {
		f.sort = date
	}
	return f, nil
}
