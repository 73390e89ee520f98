package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// sort is how the text of a field is read.
type sort int

const (
	text     sort = iota // as it stands; @FILE reads it from a file
	date                 // 3 Sep 2026, 03/09/2026, 2026-09-03 or today; "" takes it away
	number               // a whole number
	sessions             // sessions a week, such as 2.5
	amount               // money
	choice               // one of a list
	slots                // times of the week; "" takes them away
	bought               // what was bought; "" takes it away
)

// field is one field of a record as a flag, or the part before = of an argument,
// writes it.
type field struct {
	name    string // of the flag
	key     string // of the record's JSON; a stop steps into an object
	sort    sort
	help    string
	choices []string
}

// addFields makes a flag of each field.
func (c *call) addFields(fields []field) {
	for _, f := range fields {
		help := f.help
		if len(f.choices) > 0 {
			help += " (" + strings.Join(f.choices, ", ") + ")"
		}
		c.flags.String(f.name, "", help)
	}
}

// fill puts given values into a record, through the names of its JSON. What was not
// given stays as it is.
func fill[T any](into *T, fields []field, given map[string]string, today day.Date) error {
	body, err := json.Marshal(into)
	if err != nil {
		return fmt.Errorf("reading a record: %w", err)
	}
	var record map[string]any
	if err := json.Unmarshal(body, &record); err != nil {
		return fmt.Errorf("reading a record: %w", err)
	}
	for _, f := range fields {
		value, ok := given[f.name]
		if !ok {
			continue
		}
		read, err := f.read(value, today)
		if err != nil {
			return err
		}
		place, key := record, f.key
		if outer, inner, nested := strings.Cut(f.key, "."); nested {
			place, key = record[outer].(map[string]any), inner
		}
		place[key] = read
	}
	if body, err = json.Marshal(record); err != nil {
		return fmt.Errorf("writing a record: %w", err)
	}
	var filled T
	if err := json.Unmarshal(body, &filled); err != nil {
		return fmt.Errorf("writing a record: %w", err)
	}
	*into = filled
	return nil
}

// read turns what was typed into a value of the record's JSON.
func (f field) read(value string, today day.Date) (any, error) {
	switch f.sort {
	case date:
		d, err := readDay(f.name, value, today)
		return d.String(), err
	case number:
		n, err := strconv.Atoi(value)
		if err != nil {
			return nil, usageError("“" + value + "” for " + f.name + " is not a whole number.")
		}
		return n, nil
	case sessions:
		n, err := provision.ParseSessions(value)
		if err != nil {
			return nil, usageError(sentence(err.Error()))
		}
		return n, nil
	case amount:
		return readAmount(f.name, value)
	case slots:
		return readSlots(value)
	case bought:
		return readBought(value, today)
	case choice:
		if !slices.Contains(f.choices, value) {
			return nil, usageError("“" + value + "” for " + f.name + " is not one of " + strings.Join(f.choices, ", ") + ".")
		}
		return value, nil
	}
	return readText(value)
}

// readText reads words, from a file where they begin with @.
func readText(value string) (string, error) {
	path, isFile := strings.CutPrefix(value, "@")
	if !isFile {
		return value, nil
	}
	body, err := readFile(path)
	return strings.TrimRight(string(body), "\r\n"), err
}

// readFile reads a file that a person named.
func readFile(path string) ([]byte, error) {
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, refusal("The file " + path + " cannot be read. Check its name and who may read it.")
	}
	return body, nil
}

// readDay reads a day; "" is none.
func readDay(name, value string, today day.Date) (day.Date, error) {
	if value == "" {
		return day.Date{}, nil
	}
	d, err := day.Parse(value, today)
	if err != nil {
		return d, usageError("“" + value + "” for " + name + " is not a date. Write it as 3 Sep 2026 or 2026-09-03.")
	}
	return d, nil
}

func readAmount(name, value string) (money.Amount, error) {
	a, err := money.Parse(value)
	if err != nil {
		return a, usageError("“" + value + "” for " + name + " is not an amount of money. Write it as 17.20.")
	}
	return a, nil
}

// pairs reads arguments of the form name=value, in their order.
func pairs(words []string) ([][2]string, error) {
	var out [][2]string
	for _, w := range words {
		name, value, ok := strings.Cut(w, "=")
		if !ok || name == "" {
			return nil, usageError("“" + w + "” is not of the form name=value.")
		}
		out = append(out, [2]string{name, value})
	}
	return out, nil
}
